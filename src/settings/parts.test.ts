import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { LoadTestError } from "../base/errors.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { loadSettings, type Settings } from "./settings.ts";

const SECRETS = {
  CLIENT_ID: "common",
  CLIENT_SECRET: "secret",
  CLIENT_ID_B: "key of b",
  CLIENT_SECRET_B: "secret of b",
};

function read(command: Command, args: readonly string[], environment: Record<string, string> = {}): Settings {
  const request = loadSettings(command, args, { ...SECRETS, ...environment });
  if ("help" in request) throw new Error("help");
  return request.settings;
}

function problemOf(command: Command, args: readonly string[], environment: Record<string, string> = {}): string {
  return failureOf(command, args, environment)?.message ?? "";
}

function failureOf(
  command: Command,
  args: readonly string[],
  environment: Record<string, string> = {},
): LoadTestError | undefined {
  try {
    read(command, args, environment);
  } catch (error) {
    if (error instanceof LoadTestError) return error;
    throw error;
  }
  return undefined;
}

const AT = ["--target", "http://127.0.0.1:9/api"];

describe("--tenants", () => {
  it("gives each tenant its address, its client and its results", () => {
    const { parts } = read(COMMANDS.load, [...AT, "--tenants", "a, b", "--results-dir", "r"]);
    expect(parts.map(({ name, config }) => [name, config.apiBaseUrl, config.tenant, config.clientId])).toEqual([
      ["a", "http://127.0.0.1:9/api/a", "a", "common"],
      ["b", "http://127.0.0.1:9/api/b", "b", "key of b"],
    ]);
    expect(parts.map(({ config }) => config.clientSecret)).toEqual(["secret", "secret of b"]);
    expect(parts.map(({ config }) => config.resultsDirectory)).toEqual(["r/tenants/a", "r/tenants/b"]);
    expect(parts.every(({ sharing }) => sharing === undefined)).toBe(true);
  });

  it("cannot share instances on other machines", () => {
    const args = [...AT, "--tenants", "a,b", "--instances", "2", "--coordinator-listen", "127.0.0.1:0"];
    expect(problemOf(COMMANDS.load, args)).toMatch(/^API_TENANTS: instances on other machines .* use --local$/);
    expect(read(COMMANDS.load, [...AT, "--tenants", "a,b", "--local", "2"]).parts).toHaveLength(2);
  });

  it("has a plan for people from each load that only plans", () => {
    const json = (command: Command, ...args: string[]): boolean[] =>
      read(command, [...AT, "--tenants", "a,b", ...args]).parts.map(({ config }) => config.json);
    expect(json(COMMANDS.load)).toEqual([true, true]);
    expect(json(COMMANDS.load, "--plan")).toEqual([false, false]);
    expect(json(COMMANDS.full, "--plan")).toEqual([false, false]);
    expect(json(COMMANDS.load, "--plan", "--json")).toEqual([true, true]);
  });

  it("is one run without it", () => {
    expect(read(COMMANDS.load, AT).parts).toEqual([]);
  });

  it.each([
    [["--tenants", "a,a"], /"a" is named twice/],
    [["--tenants", "a,"], /empty name/],
    [["--tenants", "a,b", "--tenant", "c"], /API_TENANT and API_TENANTS cannot be set both/],
    [["--tenants", "a b"], /"a b" is no segment of a URL/],
    [["--tenants", "../a,b"], /"\.\.\/a" is no segment of a URL/],
    [["--tenants", "a,api"], /API_BASE_URL: .*\/api is that of tenant "api" alone/],
  ])("refuses %s", (args, problem) => {
    expect(problemOf(COMMANDS.smoke, [...AT, ...args])).toMatch(problem);
  });

  it("never sends a key with another secret, or at two tenants", () => {
    const problem = (tenants: string, environment: Record<string, string>): string =>
      problemOf(COMMANDS.smoke, [...AT, "--tenants", tenants], environment);
    expect(problem("a,b", { CLIENT_ID_A: "key of a" })).toMatch(/CLIENT_SECRET_A is not set/);
    expect(problem("a,b", { CLIENT_SECRET_A: "secret of a" })).toMatch(/CLIENT_ID_A is not set/);
    expect(problem("b,B", {})).toMatch(/CLIENT_ID_B would be the client of "b" and "B"/);
    expect(problem("x-1,x_1", {})).toBe("");
  });

  it("says which clients are missing, and how to make them", () => {
    const none = { CLIENT_ID: "", CLIENT_SECRET: "" };
    const failure = failureOf(COMMANDS.load, [...AT, "--tenants", "a,b"], none);
    expect(failure?.message).toBe('CLIENT_ID_A and CLIENT_SECRET_A are not set: the client of tenant "a"');
    expect(failure?.hint).toBe(
      "Create them with: npm run setup-client -- --target http://127.0.0.1:9/api --tenants a,b",
    );
    expect(problemOf(COMMANDS.setupClient, [...AT, "--tenants", "a,b"], none)).toBe("");
  });

  it("leaves its client to a single run at the tenant", () => {
    const clientOf = (tenant: string, args: readonly string[] = []) =>
      read(COMMANDS.capacity, [...AT, "--tenant", tenant, ...args]).config.clientId;
    expect(clientOf("b")).toBe("key of b");
    expect(clientOf("a")).toBe("common");
    expect(clientOf("b", ["--client-id", "given"])).toBe("given");
  });

  it("requires a target, and a command that can do several runs", () => {
    expect(problemOf(COMMANDS.smoke, ["--tenants", "a,b"])).toMatch(/the embedded sandbox has no tenants/);
    expect(problemOf(COMMANDS.capacity, AT, { API_TENANTS: "a,b" })).toMatch(
      /API_TENANTS: `npm run capacity` cannot do several runs at once; select one with --tenant/,
    );
  });
});

describe("--clients", () => {
  let file = "";
  beforeEach(() => {
    file = join(temporaryFolder(), "clients.json");
  });
  const given = (clients: readonly object[]): string[] => {
    writeFileSync(file, JSON.stringify({ clients }));
    return [...AT, "--clients", file];
  };
  const ENVIRONMENT = { CLIENT_ID_SIS: "s", CLIENT_SECRET_SIS: "secret of s" };
  const TWO = [{ name: "sis", share: 3, mix: "own.json" }, { name: "b" }];

  it("gives each client its share of users and rate, its mix, and items of its own to change", () => {
    const args = [...given(TWO), "--vus", "10", "--max-vus", "20", "--rate", "40", "--results-dir", "r"];
    const { parts } = read(COMMANDS.readwrite, args, ENVIRONMENT);
    const shares = parts.map(({ config }) => [config.vusReadwritePhase, config.maxVus, config.rate]);
    expect(shares).toEqual([
      [7, 15, 30],
      [3, 5, 10],
    ]);
    expect(parts.map(({ config }) => config.mix)).toEqual([join(file, "../own.json"), "default"]);
    expect(parts.map(({ sharing }) => sharing)).toEqual([
      { index: 0, count: 2 },
      { index: 1, count: 2 },
    ]);
    expect(parts.map(({ config }) => config.dataFile)).toEqual(["r/load-phase-data.json", "r/load-phase-data.json"]);
    expect(parts.map(({ config }) => config.clientId)).toEqual(["s", "key of b"]);
  });

  it("takes any shares, and a file with a byte order mark", () => {
    const args = given([
      { name: "sis", share: 1e308 },
      { name: "b", share: 1e308 },
    ]);
    writeFileSync(file, `\uFEFF${readFileSync(file, "utf8")}`);
    const { parts } = read(COMMANDS.readwrite, [...args, "--vus", "6", "--rate", "3"], ENVIRONMENT);
    expect(parts.map(({ config }) => [config.vusReadwritePhase, config.rate])).toEqual([
      [3, 1.5],
      [3, 1.5],
    ]);
  });

  it("gives no client fewer VUs at most than at the start", () => {
    const shares = (...args: string[]): (readonly [number, number])[] =>
      read(COMMANDS.readwrite, [...given([{ name: "sis" }, { name: "b" }, { name: "c" }]), ...args], {
        ...ENVIRONMENT,
        CLIENT_ID_C: "c",
        CLIENT_SECRET_C: "secret of c",
      }).parts.map(({ config }) => [config.vusReadwritePhase, config.maxVus]);
    expect(shares("--vus", "4", "--max-vus", "5")).toEqual([
      [1, 1],
      [2, 3],
      [1, 1],
    ]);
    expect(shares("--vus", "4")).toEqual([
      [1, 0],
      [2, 0],
      [1, 0],
    ]);
  });

  it.each([
    [[{ name: "sis" }], /clients: expected a list of at least two clients/],
    [[{ name: "sis" }, { name: "sis" }], /"sis" is named twice/],
    [[{ name: "sis" }, { name: "SIS" }], /CLIENT_ID_SIS would be the client of "sis" and "SIS"/],
    [[{ name: "sis" }, { name: "c" }], /CLIENT_SECRET_C is not set: the secret of client "c"/],
    [[{ name: "sis" }, { name: "b", share: 0 }], /clients\[1\]\.share: expected a number above 0; found 0/],
    [[{ name: "sis" }, { name: "b", secret: "x" }], /clients\[1\]\.secret/],
  ])("refuses %j", (clients, problem) => {
    expect(problemOf(COMMANDS.readwrite, given(clients), ENVIRONMENT)).toMatch(problem);
  });

  it("names the variables of a client that is missing, and says what to do", () => {
    const failure = failureOf(COMMANDS.readwrite, given(TWO));
    expect(failure?.message.split("\n")).toEqual([
      `CLIENT_ID_SIS is not set: the key of client "sis" in ${file}`,
      `CLIENT_SECRET_SIS is not set: the secret of client "sis" in ${file}`,
    ]);
    expect(failure?.hint).toMatch(/\.env\.load-test.*npm run setup-client -- --save-as NAME/);
  });

  it("requires as many VUs as clients, a file, and the readwrite phase", () => {
    expect(problemOf(COMMANDS.readwrite, [...given(TWO), "--vus", "1"], ENVIRONMENT)).toMatch(/2 clients require/);
    expect(problemOf(COMMANDS.readwrite, [...given(TWO), "--max-vus", "1"], ENVIRONMENT)).toMatch(
      /^MAX_VUS: 2 clients/,
    );
    expect(problemOf(COMMANDS.readwrite, [...AT, "--clients", `${file}.not`])).toMatch(
      /clients.json.not cannot be read/,
    );
    expect(problemOf(COMMANDS.load, AT, { CLIENTS_FILE: file })).toMatch(/`npm run load` cannot do several runs/);
  });
});
