import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, discoveryOf, FakeEdFi, problem } from "../../../test/fakes/ed-fi-services.ts";
import { type FakeResponse, type LoopbackServer, startServer } from "../../../test/fakes/loopback-server.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LoadTestError } from "../../base/errors.ts";
import { type Check, failureOf, formatChecklist } from "./checklist.ts";
import { checkDisk, checkK6, checkNode, checkOpenFiles, checkResultsDirectory } from "./machine-checks.ts";
import { type PreflightInput, preflight } from "./preflight.ts";

const CLIENT = { clientId: "key-1", clientSecret: "the-secret" };

let fake: FakeEdFi;
let server: LoopbackServer;
let folder: string;

beforeEach(async () => {
  fake = new FakeEdFi();
  const application = {
    id: 12,
    vendorId: 7,
    applicationName: "a",
    claimSetName: "Set",
    educationOrganizationIds: [],
    dataStoreIds: [1],
  };
  fake.clients.push({ key: CLIENT.clientId, secret: CLIENT.clientSecret, application });
  server = await startServer(fake.handle);
  folder = temporaryFolder();
});
afterEach(() => server.close());

function run(changes: Partial<PreflightInput> = {}): ReturnType<typeof preflight> {
  return preflight({ baseUrl: server.url, ...CLIENT, vus: 5, resultsDirectory: folder, wanted: [], ...changes });
}

function statuses(checks: readonly Check[]): Record<string, string> {
  return Object.fromEntries(checks.map((check) => [check.name, check.status]));
}

function named(checks: readonly Check[], name: string): Check {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`no check is called ${name}`);
  return check;
}

describe("preflight", () => {
  it("fails while the target has not read the client's claim set, and says how to go on", async () => {
    fake.knowsClaimSet = () => false;
    const claims = named((await run()).checks, "claims");
    expect(claims).toMatchObject({ status: "fail", fix: expect.stringContaining("restart the DMS") });
    expect(claims.text).toContain("ClaimSet was not found");
  });

  it("passes a target that is well, and returns what it learnt", async () => {
    const { checks, facts } = await run();
    expect(failureOf(checks)).toBeUndefined();
    expect(statuses(checks)).toMatchObject({
      target: "ok",
      discovery: "ok",
      health: "ok",
      clock: "ok",
      token: "ok",
      claims: "ok",
      dependencies: "ok",
      data: "ok",
    });
    expect(facts).toMatchObject({ baseUrl: server.url, dependencies: [{ order: 1 }], tokenInfo: { claimSet: "Set" } });
    expect(server.calls.filter((call) => call === "POST /oauth/token")).toHaveLength(1);
  });

  it("names the strategies when the Configuration Service knows them, and goes on when it does not", async () => {
    const authorizations = [
      { id: 1, actions: [{ name: "Create", authorizationStrategies: [{ name: "NamespaceBased" }] }] },
    ];
    const claims = [{ name: "http://ed-fi.org/identity/claims/ed-fi/school", authorizationId: 1 }];
    let answer: FakeResponse = { body: [{ claimSetName: "Set", claims, authorizations }] };
    fake.override = ({ path }) => (path === "/config/v3/authorizationMetadata" ? answer : { status: 0 });
    const service = {
      configServiceUrl: `${server.url}/config`,
      adminClientId: ADMIN.id,
      adminClientSecret: ADMIN.secret,
    };
    const wanted = [{ resource: "schools", operations: ["Create"] as const }];
    const known = await run({ service, wanted });
    expect(named(known.checks, "authorization")).toMatchObject({
      status: "ok",
      text: "the client reaches items of its namespaces in 1 resource",
    });
    expect(known.facts.strategies?.get("ed-fi/school")?.get("Create")).toEqual(["NamespaceBased"]);
    for (const [odd, reason] of [
      [{ body: "[]" }, "does not list the claim set Set"],
      [problem(403, "Forbidden"), "403"],
    ] as const) {
      answer = odd;
      const { checks, facts } = await run({ service, wanted });
      expect(named(checks, "authorization")).toMatchObject({ status: "skip", text: expect.stringContaining(reason) });
      expect(facts.strategies).toBeUndefined();
      expect(failureOf(checks)).toBeUndefined();
    }
    expect(named((await run()).checks, "authorization").text).toContain("CONFIG_SERVICE_URL");
    const refused = { ...service, adminClientSecret: "wrong-secret" };
    const { checks } = await run({ service: refused });
    expect(named(checks, "authorization")).toMatchObject({ status: "skip" });
    expect(JSON.stringify(checks)).not.toContain("wrong-secret");
  });

  it("takes what the client may do from its claim set where the target does not say it", async () => {
    const payload = Buffer.from(JSON.stringify({ scope: "Set", namespacePrefixes: "uri://a" })).toString("base64url");
    const actions = [
      { name: "Create", authorizationStrategies: [{ name: "NoFurtherAuthorizationRequired" }] },
      { name: "Delete", authorizationStrategies: [] },
    ];
    const claims = [{ name: "http://ed-fi.org/identity/claims/ed-fi/school", authorizationId: 1 }];
    fake.override = ({ path }) => {
      if (path === "/oauth/token_info") return problem(401, "Unable to resolve application context");
      if (path === "/config/v3/authorizationMetadata")
        return { body: [{ claimSetName: "Set", claims, authorizations: [{ id: 1, actions }] }] };
      return path.startsWith("/data/") ? { body: "[]" } : { status: 0 };
    };
    const wanted = [
      { resource: "schools", operations: ["Create", "Delete"] as const },
      { resource: "students", operations: ["Create"] as const },
    ];
    const getToken = async (): Promise<string> => `head.${payload}.signature`;
    const configServiceUrl = `${server.url}/config`;
    const service = { configServiceUrl, adminClientId: ADMIN.id, adminClientSecret: ADMIN.secret };
    const known = await run({ service, wanted, getToken });
    expect(named(known.checks, "claims")).toMatchObject({
      status: "warn",
      text:
        "Set: 0 of 2 requested resources are allowed; not allowed: schools (not Delete), students " +
        "(by the Configuration Service: the target does not say what a token allows)",
    });
    expect(known.facts.tokenInfo).toMatchObject({ claimSet: "Set", namespacePrefixes: ["uri://a"] });
    expect([...(known.facts.tokenInfo?.operations ?? [])]).toEqual([["ed-fi/school", new Set(["Create"])]]);
    expect(server.calls.filter((call) => call.startsWith("GET /config/v3/authorizationMetadata"))).toHaveLength(1);
    const { checks, facts } = await run({ wanted, getToken });
    expect(named(checks, "claims")).toMatchObject({
      status: "warn",
      text:
        "what the client may do is not known: token_info returned 401, as it does with tenants; " +
        "CONFIG_SERVICE_URL and CONFIG_SERVICE_CLIENT_SECRET are not set",
    });
    expect(facts.tokenInfo).toBeUndefined();
  });

  it("says which data standard the target has, with its extensions", async () => {
    let dataModels: unknown = [
      { name: "TPDM", version: "1.1.0" },
      { name: "Ed-Fi", version: "5.0.0", informationalVersion: "The Ed-Fi Data Standard v5.0" },
    ];
    fake.override = ({ path }) => (path === "/" ? { body: { ...discoveryOf(server.url), dataModels } } : { status: 0 });
    expect(named((await run()).checks, "data standard")).toEqual({
      name: "data standard",
      status: "ok",
      text: "Ed-Fi 5.0.0 (The Ed-Fi Data Standard v5.0); extensions: TPDM 1.1.0",
    });
    dataModels = [{ name: "Ed-Fi", version: "3.3.1-b" }];
    expect(named((await run()).checks, "data standard").text).toBe("Ed-Fi 3.3.1-b");
    dataModels = undefined;
    expect(named((await run()).checks, "data standard").status).toBe("skip");
  });

  it("skips what cannot be asked any more, with the reason", async () => {
    await server.close();
    const { checks } = await run();
    expect(named(checks, "target")).toMatchObject({
      status: "fail",
      text: expect.stringContaining("refused the connection"),
    });
    for (const name of [
      "discovery",
      "data standard",
      "health",
      "clock",
      "token",
      "claims",
      "authorization",
      "dependencies",
      "data",
    ]) {
      expect(named(checks, name)).toMatchObject({ status: "skip", text: "the target is not reachable" });
    }
  });

  it("says which claims are missing: fatal where required, else a warning", async () => {
    const wanted = [
      { resource: "schools", operations: ["Create", "Delete"] },
      { resource: "/ed-fi/students", operations: ["Create", "Update", "Delete"] },
      { resource: "locations", operations: ["Create"] },
    ] as const;
    expect(named((await run({ wanted })).checks, "claims")).toMatchObject({
      status: "warn",
      text: "Set: 1 of 3 requested resources are allowed; not allowed: /ed-fi/students (not Update, Delete), locations",
    });
    expect(named((await run({ wanted: wanted.slice(2) })).checks, "claims").status).toBe("fail");
    const required = wanted.map((want) => ({ ...want, isRequired: true }));
    expect(failureOf((await run({ wanted: required })).checks)).toMatchObject({ kind: "auth" });
  });

  it("believes the body of /health", async () => {
    fake.override = ({ path }) => (path === "/health" ? { body: { Status: "Unhealthy", Results: [] } } : { status: 0 });
    expect(named((await run()).checks, "health").status).toBe("fail");
  });

  it("needs both halves of a client, and tells a refused one", async () => {
    const half = (await run({ clientSecret: "" })).checks;
    expect(named(half, "token")).toMatchObject({ text: "not set: CLIENT_SECRET", kind: "config" });
    expect(named(half, "data").text).toBe("no token");
    const error = failureOf((await run({ clientSecret: "wrong-secret" })).checks);
    expect(error).toMatchObject({ kind: "auth", hint: expect.stringContaining("setup-client") });
    expect(error?.message).not.toContain("wrong-secret");
  });

  it("takes a token from elsewhere without asking for one", async () => {
    const { checks } = await run({ getToken: async () => `token-${CLIENT.clientId}` });
    expect(failureOf(checks)).toBeUndefined();
    expect(server.calls).not.toContain("POST /oauth/token");
  });

  it("warns when the discovery document leads to another server", async () => {
    const other = await startServer(({ path }) =>
      path === "/" ? { body: discoveryOf(server.url) } : problem(404, "no"),
    );
    const { checks } = await run({ baseUrl: other.url });
    await other.close();
    expect(named(checks, "discovery")).toMatchObject({ status: "warn", text: expect.stringContaining(server.url) });
    expect(named(checks, "health").status).toBe("skip");
    expect(named(checks, "data").status).toBe("ok");
  });

  it("has one clear line for every answer of a wrong shape", async () => {
    for (const path of [
      "/",
      "/oauth/token",
      "/oauth/token_info",
      "/metadata/dependencies",
      "/data/ed-fi/schools",
      "/health",
    ]) {
      for (const body of ["<html><title>Log in</title>", "{}", "[]", "x".repeat(600_000), "\u001b[31m\n\nred", ""]) {
        fake.override = (request) => (request.path === path ? { body } : { status: 0 });
        const { checks } = await run();
        for (const check of checks) {
          expect(check.text).not.toMatch(/\p{Cc}/u);
          expect(check.text.length).toBeLessThanOrEqual(400);
          expect(check.status === "fail" ? check.fix : "-").toBeTruthy();
        }
        const mayPass =
          path === "/health" || path === "/oauth/token_info" || (path === "/data/ed-fi/schools" && body === "[]");
        expect([path, body.slice(0, 9), failureOf(checks) === undefined]).toEqual([path, body.slice(0, 9), mayPass]);
      }
    }
  });
});

describe("machine checks", () => {
  it("compare versions by number", () => {
    expect(checkNode("20.20.2", "20.19").status).toBe("ok");
    expect(checkNode("22.1.0", "20.19").status).toBe("ok");
    expect(checkNode("20.9.0", "20.19").status).toBe("fail");
  });

  it("know k6 from other programs and versions", async () => {
    const program = join(folder, "k6");
    const answering = async (text: string): Promise<Check> => {
      writeFileSync(program, `#!/bin/sh\necho "${text}"\n`);
      chmodSync(program, 0o755);
      return await checkK6({ path: program, version: "2.2.0" });
    };
    expect((await answering("k6 v2.2.0 (go1.26, linux/amd64)")).status).toBe("ok");
    expect(await answering("k6 v1.9.9 (go1.20)")).toMatchObject({ status: "fail", kind: "engine" });
    expect((await answering("hello")).text).toContain("is not a k6 binary");
    expect((await checkK6({ path: join(folder, "none"), version: "2.2.0" })).text).toContain("does not start");
    const none = new LoadTestError("engine", "k6 is not available", { hint: "Install it." });
    expect(await checkK6(() => Promise.reject(none))).toMatchObject({
      status: "fail",
      kind: "engine",
      fix: "Install it.",
    });
  });

  it("try the results directory and leave nothing in it", async () => {
    const fresh = join(folder, "new", "results");
    expect((await checkResultsDirectory(fresh)).status).toBe("ok");
    expect(readdirSync(fresh)).toEqual([]);
    writeFileSync(join(folder, "file"), "");
    expect(await checkResultsDirectory(join(folder, "file"))).toMatchObject({ status: "fail", kind: "results" });
  });

  it("compare disk space and open files with the need", async () => {
    expect((await checkDisk(join(folder, "not", "there"), 1)).status).toBe("ok");
    expect((await checkDisk(folder, 1e18)).status).toBe("fail");
    expect((await checkOpenFiles(1)).status).toBe("ok");
    expect((await checkOpenFiles(1e9)).status).toMatch(/fail|ok/);
  });
});

describe("the checklist", () => {
  it("says what to do below each line that failed", () => {
    const checks: readonly Check[] = [
      { name: "k6", status: "ok", text: "2.2.0" },
      { name: "token", status: "fail", text: "refused", fix: "Check it.", kind: "auth" },
      { name: "data", status: "fail", text: "none", fix: "Look." },
    ];
    expect(formatChecklist(checks)).toEqual([
      "OK    k6     2.2.0",
      "FAIL  token  refused",
      "             -> Check it.",
      "FAIL  data   none",
      "             -> Look.",
    ]);
    expect(failureOf(checks)).toMatchObject({ kind: "auth", message: "Not ready: token: refused (and 1 more: data)" });
  });
});
