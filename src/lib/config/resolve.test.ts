import { describe, expect, it } from "vitest";
import type { Field } from "./field.ts";
import { configToEnvironment, resolveConfig } from "./resolve.ts";

const FIELDS = [
  { key: "vus", env: "VUS", kind: "integer", default: "1", min: 1, max: 100 },
  { key: "wait", env: "WAIT", kind: "duration", default: "1s" },
  { key: "secret", env: "SECRET", kind: "integer", default: "1", secret: true },
] as const satisfies readonly Field[];

describe("resolveConfig", () => {
  it("takes each value from the first layer that sets it", () => {
    const { config, origins, problems } = resolveConfig(FIELDS, [
      { origin: "command line", values: { VUS: "5" } },
      { origin: "environment", values: { VUS: "6", WAIT: "" } },
      { origin: "profiles/dev.env", values: { VUS: "7", WAIT: "2s" } },
    ]);
    expect(config).toEqual({ vus: 5, wait: 2000, secret: 1 });
    expect(origins).toEqual({ vus: "command line", wait: "profiles/dev.env", secret: "default" });
    expect(problems).toEqual([]);
  });

  it("reports all problems at once, each with its place and what is allowed", () => {
    const { problems } = resolveConfig(FIELDS, [{ origin: "profiles/dev.env", values: { VUS: "ten", WAIT: "5" } }]);
    expect(problems.map((problem) => problem.message)).toEqual([
      'VUS: "ten" is not an integer from 1 to 100 (set in profiles/dev.env)',
      'WAIT: "5" is not a duration such as 30s or 5m (set in profiles/dev.env)',
    ]);
  });

  it("names the flag when the command line is to blame, and never shows a secret", () => {
    const values = { VUS: "0", SECRET: "hunter2" };
    const { problems } = resolveConfig(FIELDS, [{ origin: "command line", values, writtenAs: { VUS: "--vus" } }]);
    expect(problems[0]?.message).toContain("given as --vus");
    expect(problems[1]?.message).not.toContain("hunter2");
  });

  it("hides user and password of a URL, and says that they are not supported", () => {
    const field = { key: "url", env: "URL", kind: "url", default: "" } as const;
    const values = { URL: "http://user:pa;ss@host/" };
    const { problems } = resolveConfig([field], [{ origin: "environment", values }]);
    expect(problems[0]?.message).toBe(
      'URL: "http://***@host/" is not a URL starting with http:// or https://, without user and password ' +
        "(set in environment)",
    );
  });

  it("says that a URL may have no query", () => {
    const field = { key: "url", env: "URL", kind: "url", default: "" } as const;
    const { problems } = resolveConfig([field], [{ origin: "environment", values: { URL: "http://host/?a=1" } }]);
    expect(problems[0]?.message).toBe(
      'URL: "http://host/?a=1" is not a URL starting with http:// or https://, without a query (set in environment)',
    );
  });
});

describe("configToEnvironment", () => {
  it("writes texts that resolve to the same configuration", () => {
    const config = { vus: 9, wait: 90_500, secret: 4 };
    const values = configToEnvironment(FIELDS, config);
    expect(resolveConfig(FIELDS, [{ origin: "environment", values }]).config).toEqual(config);
  });
});
