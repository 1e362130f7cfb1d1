/** What users get wrong: one clear line, the documented exit code, no stack trace, nothing left running. */
import { writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES, type ExitKind } from "../../src/base/errors.ts";
import { type FakeHandler, type LoopbackServer, startServer } from "../fakes/loopback-server.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { CAN_LIST_PROCESSES, processesNaming } from "./support/processes.ts";
import { type Ended, type Environment, runCommand, startCommand } from "./support/program.ts";
import { filesBelow } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
let server: LoopbackServer | undefined;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  writeFileSync(clone.file(".env.load-test"), "");
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

/** The run ended with the code of that kind, says what is wrong, shows no stack and left no process. */
function expectRefusal(run: Ended, kind: ExitKind, says: RegExp): void {
  expect(run.output).toMatch(says);
  expect(run.code, run.output).toBe(EXIT_CODES[kind].code);
  expect(run.output).not.toMatch(/^\s+at .+[:(]\d+/m);
  expect(run.output).not.toContain("internal error");
  expect(run.output).not.toMatch(/^PASS/m);
  if (!CAN_LIST_PROCESSES) return;
  const left = processesNaming(clone.root).filter(({ pid }) => pid !== sandbox.pid);
  expect(left).toEqual([]);
}

function smoke(environment: Environment, ...args: string[]): Promise<Ended> {
  return runCommand(clone, "run-smoke-test", args, environment);
}

async function smokeAgainst(handler: FakeHandler): Promise<Ended> {
  server = await startServer(handler);
  return smoke({ API_BASE_URL: server.url, CLIENT_ID: "somebody", CLIENT_SECRET: "something" });
}

describe("the target", () => {
  test("refuses the secret", async () => {
    const run = await smoke({ ...sandbox.environment, CLIENT_SECRET: "not-the-secret" });
    expectRefusal(run, "auth", /^error: .*POST .*\/oauth\/token.* 401/m);
    expect(run.output).toContain("CLIENT_SECRET");
  });

  test("cannot be reached", async () => {
    const gone = await startServer(() => ({}));
    await gone.close();
    const run = await smoke({ ...sandbox.environment, API_BASE_URL: gone.url });
    expectRefusal(run, "preflight", /^error: .*127[.\d:]* refused the connection/m);
  });

  test("has a name that does not exist", async () => {
    const run = await smoke({ ...sandbox.environment, API_BASE_URL: "http://no-such-host.invalid" });
    expectRefusal(run, "preflight", /^error: .*no-such-host\.invalid/m);
  });

  test("is a web site", async () => {
    const page = "<!doctype html><html><head><title>Welcome to nginx!</title></head><body></body></html>";
    const run = await smokeAgainst(() => ({ headers: { "content-type": "text/html" }, body: page }));
    expectRefusal(run, "preflight", /^error: .*(web page|Welcome to nginx)/m);
  });

  test("answers JSON that is no discovery document", async () => {
    expectRefusal(await smokeAgainst(() => ({ body: { hello: "world" } })), "preflight", /^error: .*discovery/m);
  });

  test("answers nothing", async () => {
    expectRefusal(await smokeAgainst(() => "reset"), "preflight", /^error: .*GET http:\/\/127/m);
  });

  test("has no client in the settings", async () => {
    const run = await smoke({ API_BASE_URL: sandbox.baseUrl });
    expectRefusal(run, "config", /^error: CLIENT_ID and CLIENT_SECRET not set for http:/m);
  });

  test("is not an address", async () => {
    const run = await smoke({ API_BASE_URL: "localhost:8080" });
    expectRefusal(run, "config", /^error: API_BASE_URL: "localhost:8080" is not a URL/m);
  });
});

describe("the settings", () => {
  test("have an unknown flag", async () => {
    expectRefusal(
      await smoke({}, "--tagret", "http://x"),
      "usage",
      /unknown flag --tagret \(did you mean --target\?\)/,
    );
  });

  test("have an unknown profile", async () => {
    expectRefusal(await smoke({}, "--profile", "smoek"), "usage", /Unknown profile "smoek".*smoke/);
  });

  test("have an unknown key in a profile file", async () => {
    writeFileSync(clone.file("own.env"), "STUDENT_CUONT=5\n");
    const run = await smoke({}, "--profile", "own.env");
    expectRefusal(run, "config", /STUDENT_CUONT: unknown setting.*STUDENT_COUNT.*own\.env/);
  });

  test("have several wrong values, each told with its place", async () => {
    const run = await smoke({ SEED: "many", REQUEST_TIMEOUT: "5 parsecs" }, "--vus", "0");
    expectRefusal(run, "config", /VUS_SMOKE_PHASE: "0" .*given as --vus/);
    expect(run.output).toMatch(/SEED: "many" .*set in environment/);
    expect(run.output).toMatch(/REQUEST_TIMEOUT: "5 parsecs" .*set in environment/);
  });

  test("have a K6_VUS, which would replace the scenarios", async () => {
    const run = await smoke({ K6_VUS: "5" }, "--json");
    expectRefusal(run, "config", /K6_VUS: would replace the scenarios/);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: "config", exitCode: EXIT_CODES.config.code } });
  });
});

describe("a half-written .env.load-test", () => {
  test("without the secret is named, with its line", async () => {
    writeFileSync(
      clone.file(".env.load-test"),
      `API_BASE_URL=${sandbox.baseUrl}\nCLIENT_ID=${sandbox.clientId}\nCLIENT_SE`,
    );
    expectRefusal(await smoke({}), "config", /\.env\.load-test: line 3 is not of the form NAME=value/);
  });

  test("with a mistyped name is named", async () => {
    writeFileSync(clone.file(".env.load-test"), `API_BASE_URL=${sandbox.baseUrl}\nCLIENT_ID=x\nCLIENT_SECERT=y\n`);
    expectRefusal(await smoke({}), "config", /CLIENT_SECERT: unknown setting.*CLIENT_SECRET.*\.env\.load-test/);
  });

  test("with half a secret is refused by the target", async () => {
    const half = sandbox.clientSecret.slice(0, 10);
    writeFileSync(
      clone.file(".env.load-test"),
      `API_BASE_URL=${sandbox.baseUrl}\nCLIENT_ID=${sandbox.clientId}\nCLIENT_SECRET=${half}`,
    );
    const run = await smoke({});
    expectRefusal(run, "auth", /\/oauth\/token.* 401/);
    expect(run.output).not.toContain(half);
  });

  test("with other bytes than text does no harm", async () => {
    writeFileSync(clone.file(".env.load-test"), Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x3d, 0x00, 0x80, 0x0a]));
    const run = await smoke(sandbox.environment);
    expect([0, EXIT_CODES.config.code]).toContain(run.code);
    expect(run.output).not.toContain("internal error");
  });
});

describe("this machine", () => {
  test("cannot write results", async () => {
    writeFileSync(clone.file("taken"), "I am a file");
    const run = await smoke(sandbox.environment, "--results-dir", "taken");
    expectRefusal(run, "results", /^error: .*taken cannot be written/m);
    const below = await smoke({}, "--results-dir", "taken/below");
    expectRefusal(below, "results", /^error: .*taken\/below cannot be written/m);
  });

  test("has the port taken", async () => {
    const port = new URL(sandbox.baseUrl).port;
    const run = await runCommand(clone, "sandbox", ["--port", port, "--store", "other"]);
    expectRefusal(run, "preflight", new RegExp(`port ${port} is already in use`));
    expect(filesBelow(clone.file("other")).filter((path) => path.endsWith(".lock"))).toEqual([]);
  });

  test("has another sandbox on the same store", async () => {
    const run = await runCommand(clone, "sandbox", ["--store", ".sandbox-test"]);
    expectRefusal(run, "preflight", /store directory .* is used by another sandbox, process \d+/);
  });

  test("has a K6_BIN that is not k6", async () => {
    expectRefusal(await smoke({ ...sandbox.environment, K6_BIN: process.execPath }), "engine", /K6_BIN/);
    expectRefusal(await smoke({ ...sandbox.environment, K6_BIN: "/nowhere/k6" }), "engine", /K6_BIN/);
  });

  test("has an embedded sandbox with wrong arguments", async () => {
    const run = await smoke({ SANDBOX_ARGS: "--flavour vanilla" });
    expectRefusal(run, "preflight", /SANDBOX_FLAVOUR: "vanilla" is not one of dms, ods \(given as --flavour\)/);
  });
});

test("a target that never answers is given up, and Ctrl-C does not have to wait for that", async () => {
  server = await startServer(() => "hang");
  const program = startCommand(clone, "run-smoke-test", [], {
    API_BASE_URL: server.url,
    CLIENT_ID: "somebody",
    CLIENT_SECRET: "something",
    REQUEST_TIMEOUT: "10m",
  });
  await until("the target is asked", () => (server?.calls.length ?? 0) > 0);
  program.child.kill("SIGINT");
  expect((await program.ended).code).toBe(EXIT_CODES.interrupted.code);
});

test("the commands without a target say what they need", async () => {
  expectRefusal(await runCommand(clone, "setup-client"), "config", /API_BASE_URL is not set/);
  expectRefusal(
    await runCommand(clone, "no-such-command"),
    "usage",
    /^error: unknown command "no-such-command"\n {2}-> The commands are .*smoke/m,
  );
});

test("help names every command as it is typed in a clone", async () => {
  const { code, stdout } = await runCommand(clone, "help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^npm run COMMAND -- \[options\]\n/);
  expect(stdout).toMatch(/^ {2}smoke {2,}\w/m);
});
