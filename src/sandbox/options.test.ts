import { describe, expect, it } from "vitest";
import { SANDBOX_FIELDS } from "../lib/config/fields/sandbox.ts";
import { resolveConfig } from "../lib/config/resolve.ts";
import { checkSandboxConfig, type SandboxConfig } from "./options.ts";

const withValues = (values: Record<string, string>): SandboxConfig =>
  resolveConfig(SANDBOX_FIELDS, [{ origin: "test", values }]).config;

describe("the sandbox's settings", () => {
  it("are loopback, any port and the limits of DMS by default", () => {
    const config = withValues({});
    expect(config).toMatchObject({ sandboxHost: "127.0.0.1", sandboxPort: 0, tokenLifetime: 1800, tokenLimit: 0 });
    expect(checkSandboxConfig(config).rateLimit).toEqual({ permits: 20_000, windowMs: 10_000 });
  });

  it("name every mistake", () => {
    const config = withValues({ SANDBOX_RATE_LIMIT: "many", SANDBOX_HOST: "0.0.0.0", SANDBOX_CLAIM_SET: "a b" });
    expect(() => checkSandboxConfig(config)).toThrow(/SANDBOX_RATE_LIMIT.*\n.*SANDBOX_HOST.*\n.*SANDBOX_CLAIM_SET/);
    const ids = withValues({ SANDBOX_EDUCATION_ORGANIZATIONS: "1,x" });
    expect(() => checkSandboxConfig(ids)).toThrow(/^SANDBOX_EDUCATION_ORGANIZATIONS: "1,x" is not a list of IDs/);
  });

  it("give the ready-to-use client education organizations", () => {
    const config = withValues({ SANDBOX_EDUCATION_ORGANIZATIONS: "255900001,255901" });
    expect(checkSandboxConfig(config).educationOrganizationIds).toEqual([255_900_001, 255_901]);
  });

  it("allow another address when remote callers are allowed", () => {
    const config = withValues({ SANDBOX_HOST: "0.0.0.0", SANDBOX_ALLOW_REMOTE: "true" });
    expect(() => checkSandboxConfig(config)).not.toThrow();
  });
});
