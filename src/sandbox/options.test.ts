import { describe, expect, it } from "vitest";
import { parseSandboxOptions } from "./options.ts";

describe("parseSandboxOptions", () => {
  it("listens on loopback, on any port, with the limits of DMS by default", () => {
    expect(parseSandboxOptions([])).toMatchObject({
      host: "127.0.0.1",
      port: 0,
      tokenLifetimeSeconds: 1800,
      tokenLimit: 0,
      rateLimit: { permits: 20_000, windowMs: 10_000 },
      claimSet: "SeedLoader",
    });
  });

  it("names every mistake", () => {
    const args = ["--port", "70000", "--rate-limit", "many", "--flavour", "xml", "--host", "0.0.0.0"];
    expect(() => parseSandboxOptions(args)).toThrow(/--rate-limit.*\n.*--flavour.*\n.*--host.*\n.*--port/);
  });

  it.each([["--prot", "1"], ["--port"], ["stray"]])("refuses %s", (...args) => {
    expect(() => parseSandboxOptions(args)).toThrow();
  });

  it("takes another address when remote callers are allowed", () => {
    expect(parseSandboxOptions(["--host", "0.0.0.0", "--allow-remote"])?.host).toBe("0.0.0.0");
  });

  it("gives nothing when help is asked for", () => {
    expect(parseSandboxOptions(["--help"])).toBeUndefined();
  });
});
