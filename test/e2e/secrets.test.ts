/** The client's secret and the tokens appear nowhere but where they belong, in good runs and in bad ones. */
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { allProcesses, CAN_LIST_PROCESSES, NEEDS_PROCESS_LIST } from "./support/processes.ts";
import { type Environment, startCommand, startK6 } from "./support/program.ts";
import { type RecordingProxy, startRecordingProxy } from "./support/recording-proxy.ts";
import { filesBelow, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";
import { type Watched, watched } from "./support/watched.ts";

/** A process has one environment as long as it runs: k6 and an instance run for seconds. */
const ENVIRONMENT_EACH_MS = 100;

let clone: Clone;
let sandbox: TestSandbox;
let proxy: RecordingProxy;
let environment: Environment;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone);
  proxy = await startRecordingProxy(sandbox.baseUrl);
  environment = { ...sandbox.environment, API_BASE_URL: proxy.baseUrl };
});
afterEach(() => {
  proxy.override = undefined;
});
afterAll(async () => {
  await proxy.close();
  await sandbox.stop();
  clone.remove();
});

/** The secret as it is and as HTTP carries it, and what identifies each token: all of it, its beginning, and its last part. */
function secretTexts(secret: string): string[] {
  const pair = `${sandbox.clientId}:${secret}`;
  const tokens = proxy.tokens.flatMap((token) => [token, token.slice(0, 100), token.split(".").at(-1) ?? token]);
  return [secret, encodeURIComponent(secret), Buffer.from(pair).toString("base64"), ...tokens];
}

function expectNothingSecret(run: Watched, secret = sandbox.clientSecret): void {
  expect(proxy.tokens.length).toBeGreaterThan(0);
  const places = new Map<string, string>([
    ["output", run.output],
    ["arguments of processes", run.commandLines],
    ...[...filesBelow(clone.file("results")), ...filesBelow(clone.file("dist"))].map((path): [string, string] => [
      path,
      readFileSync(path, "latin1"),
    ]),
  ]);
  const found = secretTexts(secret).flatMap((text) =>
    [...places].filter(([, content]) => content.includes(text)).map(([place]) => `${text.slice(0, 12)}... in ${place}`),
  );
  expect(found).toEqual([]);
}

test("after a good run of the runner, with --verbose", async () => {
  const run = await watched(startCommand(clone, "run-smoke-test", ["--verbose"], environment));
  expect(run.code).toBe(0);
  expect(runFolders(clone.file("results")).length).toBeGreaterThan(0);
  if (CAN_LIST_PROCESSES) expect(run.commandLines).toContain(clone.file("dist/run/smoke.js"));
  expectNothingSecret(run);
});

test("after a run whose secret is wrong", async () => {
  const wrong = "WrongSecret-4711-aeiou";
  const own = { ...environment, CLIENT_SECRET: wrong };
  const run = await watched(startCommand(clone, "run-smoke-test", ["--verbose"], own));
  expect(run.code).toBe(7);
  expectNothingSecret(run, wrong);
  const direct = await watched(startK6(clone, ["run", "--verbose", "dist/smoke.js"], own));
  expect(direct.code).toBe(107);
  expectNothingSecret(direct, wrong);
});

test("when the target repeats the token and the secret in its messages", async () => {
  proxy.override = (method, path, authorization) =>
    method === "POST" && path.startsWith("/data/ed-fi/students")
      ? { status: 400, body: JSON.stringify({ detail: `You sent ${authorization}` }) }
      : undefined;
  const run = await watched(startCommand(clone, "run-smoke-test", ["--verbose"], environment));
  expect(run.code).toBe(99);
  expect(run.stdout).toMatch(/POST students creates \(201\): status 400\. You sent/);
  expectNothingSecret(run);
  const direct = await watched(startK6(clone, ["run", "dist/smoke.js"], environment));
  expect(direct.code).toBe(99);
  expect(direct.output).toMatch(/POST students creates \(201\): status 400: .*You sent/);
  expectNothingSecret(direct);
  proxy.override = (_method, path, authorization) =>
    path === "/oauth/token"
      ? { status: 401, body: JSON.stringify({ detail: `You sent ${authorization} ${sandbox.clientSecret}` }) }
      : undefined;
  const refused = await watched(startCommand(clone, "run-smoke-test", ["--verbose"], environment));
  expect(refused.code).toBe(7);
  expectNothingSecret(refused);
});

test("when the target repeats the token in what it refuses, before the run too", async () => {
  proxy.override = (method, path, authorization) =>
    method === "POST" && /^\/data\/ed-fi\/(students|schools)$/.test(path)
      ? { status: 400, body: JSON.stringify({ detail: `The property 'birthCity' is not allowed. ${authorization}` }) }
      : undefined;
  const run = await watched(startCommand(clone, "run-smoke-test", ["--verbose"], environment));
  expect(run.code).toBe(99);
  expect(run.output).toContain("Bearer ***");
  expectNothingSecret(run);
});

test("after a direct run that writes all that k6 can write", async () => {
  const files = [
    `--out=json=${clone.file("results/raw.json")}`,
    `--summary-export=${clone.file("results/export.json")}`,
  ];
  const run = await watched(startK6(clone, ["run", "--verbose", ...files, "dist/smoke.js"], environment));
  expect(run.code).toBe(0);
  expect(filesBelow(clone.file("results"))).toContain(clone.file("results/raw.json"));
  expectNothingSecret(run);
});

test("in an archive of a bundle", async () => {
  const archive = clone.file("results/smoke.tar");
  const run = await watched(startK6(clone, ["archive", "-O", archive, "dist/smoke.js"], environment));
  expect(run.code).toBe(0);
  expect(readFileSync(archive, "latin1")).toContain("metadata.json");
  expectNothingSecret(run);
});

test.runIf(CAN_LIST_PROCESSES).each([
  ["k6 under the runner", "dist/run/smoke.js", "LOAD_TEST_RUN_DIR", ["--vus", "3"]],
  ["an instance on this machine", "dist/cli/join.js", "K6_BIN", ["--vus", "3", "--local", "2"]],
])(`the environment of %s${NEEDS_PROCESS_LIST}`, async (_, script, variable, args) => {
  const program = startCommand(clone, "run-smoke-test", args, environment);
  const texts: string[] = [];
  let running = true;
  const ended = program.ended.finally(() => {
    running = false;
  });
  while (running) {
    for (const { pid, command } of allProcesses()) {
      if (!command.includes(clone.file(script))) continue;
      try {
        texts.push(readFileSync(`/proc/${pid}/environ`, "latin1"));
      } catch {
        // It has just ended.
      }
    }
    await pause(ENVIRONMENT_EACH_MS);
  }
  const { code, output } = await ended;
  expect(code, output).toBe(0);
  expect(texts.join()).toContain(variable);
  for (const text of secretTexts(sandbox.clientSecret)) expect(texts.join()).not.toContain(text);
});
