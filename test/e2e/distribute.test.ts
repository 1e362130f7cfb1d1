/** What the k6-operator does with the files of `npm run distribute`, without a cluster: its own commands, its own calls. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../src/machine/free-port.ts";
import { readJoinKey, writeJoinKey } from "../../src/run/instances/join-key.ts";
import { type Manifest, manifestsIn } from "../kubernetes/validate.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL } from "./support/load.ts";
import { type Environment, type Program, runCommand, start, startCommand, startK6 } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

/** Where the image has the package. */
const PACKAGE = "/opt/node_modules/edfi-load-test";
const K6 = process.env.K6_BIN ?? "k6";

let clone: Clone;
let sandbox: TestSandbox;
let distributions = 0;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, EVERYTHING);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

async function written(phase: string, ...args: readonly string[]): Promise<string> {
  const folder = clone.file(`distributed-${++distributions}`);
  const all = [phase, "--target", "https://dms.example.org", "--yes", "--output", folder, ...args];
  const ended = await runCommand(clone, "distribute", all, { ...SMALL, CLIENT_SECRET: sandbox.clientSecret });
  expect(ended.code, ended.output).toBe(0);
  return folder;
}

function manifestOf(folder: string, file: string): Manifest {
  return manifestsIn(readFileSync(join(folder, file), "utf8"))[0] as Manifest;
}

function variablesOf(list: readonly { readonly name: string; readonly value: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

async function resume(url: string): Promise<void> {
  const attributes = { paused: false, stopped: false };
  const body = JSON.stringify({ data: { attributes, id: "default", type: "status" } });
  expect((await fetch(url, { method: "PATCH", body })).status).toBe(200);
}

/** Undefined: nothing answers there. */
async function isPaused(url: string): Promise<boolean | undefined> {
  const answer = await fetch(url).catch(() => undefined);
  if (answer === undefined) return undefined;
  const { data } = (await answer.json()) as { data: { attributes: { paused: boolean } } };
  return data.attributes.paused;
}

test.each(["smoke", "load", "capacity"])("its initializer accepts the script of a %s", async (phase) => {
  const { spec } = manifestOf(await written(phase, "--instances", "8", "--vus", "9"), "testrun.yaml");
  const script = spec.script.localFile.replace(PACKAGE, clone.root);
  const archive = clone.file(`${phase}.tar`);
  const environment = spec.initializer.env.map(({ name, value }: Environment) => ` -e ${name}="${value}"`).join("");
  const line = `"${K6}" archive ${script}${environment} -O ${archive} ${spec.arguments}`;
  const inspect = `"${K6}" inspect --execution-requirements ${archive}`;
  const ended = await start("sh", ["-c", `${line} >&2 && ${inspect}`], clone.root).ended;
  expect(ended.code, ended.output).toBe(0);
  // The operator refuses a TestRun of more instances than VUs.
  expect(JSON.parse(ended.stdout).maxVUs).toBeGreaterThanOrEqual(spec.parallelism);
});

test("bundles for a plain TestRun are archived without settings, and wait paused until they are resumed", async () => {
  for (const name of ["smoke", "load", "readwrite"]) {
    const ended = await startK6(clone, ["archive", `dist/${name}.js`, "-O", clone.file("plain.tar")]).ended;
    expect(ended.code, ended.output).toBe(0);
  }
  await sandbox.resetLedger();
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}/v1/status`;
  const k6 = startK6(clone, ["run", "--paused", `--address=${address}`, "dist/smoke.js"], sandbox.environment);
  await until("k6 waits", async () => (await isPaused(url)) === true);
  expect((await sandbox.ledger()).totals.requests).toBe(0);
  await resume(url);
  expect((await k6.ended).code).toBe(0);
  expect((await sandbox.ledger()).totals.requests).toBeGreaterThan(0);
});

test("its runners wait until they are resumed, join the coordinator, and do the load together", async () => {
  const folder = await written("load", "--instances", "2");
  const coordinatorPort = await freePort();
  const [container] = manifestOf(folder, "coordinator.yaml").spec.template.spec.containers;
  const testRun = manifestOf(folder, "testrun.yaml").spec;
  const keyFile = join(folder, "secrets/join-key");
  const key = readJoinKey(readFileSync(keyFile, "utf8"));
  writeFileSync(keyFile, writeJoinKey({ ...key, url: `https://127.0.0.1:${coordinatorPort}` }));

  const pods = [1, 2].map((index) => startRunner(testRun, index, keyFile));
  const urls = await Promise.all(pods.map(({ url }) => url));
  for (const url of urls) await until("the runner answers", async () => (await isPaused(url)) === true);
  // All are there before there is a coordinator.
  for (const url of urls) await resume(url);
  await until("it is resumed", async () => (await isPaused(urls[0] ?? "")) === false);

  const coordinator = startCommand(clone, `run-${container.args[0]}-phase`, [], {
    ...variablesOf(container.env),
    ...sandbox.environment,
    LOAD_TEST_PROFILE: join(folder, "settings/smoke.env"),
    COORDINATOR_LISTEN: `127.0.0.1:${coordinatorPort}`,
    COORDINATOR_KEY_FILE: join(folder, "secrets/coordinator-key"),
  });
  const run = await coordinator.ended;
  expect(run.code, run.output).toBe(0);
  for (const { program } of pods) {
    const { code, output } = await (await program).ended;
    expect(code, output).toBe(0);
    expect(output).toMatch(/joined {4}https:\/\/127\.0\.0\.1:\d+, as instance [12]\n(.*\n)*done {6}the run has ended/);
  }
  const done = readLoad(clone);
  await expectComplete(done, sandbox);
  expect(done.summary.generator?.instances?.map(({ instance }) => instance)).toEqual([1, 2]);
  expect(done.summary.tokens.issued).toBe(1);
  expect(run.output).not.toContain(key.key);
});

/** The container of a runner (pkg/resources/jobs/runner.go of k6-operator 1.5.0). */
function startRunner(
  { script, runner, ...spec }: Manifest,
  index: number,
  keyFile: string,
): { readonly url: Promise<string>; readonly program: Promise<Program> } {
  const port = freePort();
  const program = port.then((free) => {
    const segments = `--execution-segment=${index - 1}/2:${index}/2 --execution-segment-sequence=0,1/2,1`;
    const file = script.localFile.replace(PACKAGE, clone.root);
    const command =
      `k6 run --quiet ${segments} ${spec.arguments} ${file} --address=127.0.0.1:${free} --paused ` +
      `--tag instance_id=${index} --tag testrun_name=${runner.image}`;
    const check = `if [ ! -f ${file} ]; then echo "LocalFile not found exiting..."; exit 1; fi;\n${command}`;
    const { PATH, JOIN_KEY_FILE } = variablesOf(runner.env);
    expect([PATH?.split(":")[0], JOIN_KEY_FILE]).toEqual(["/opt/k6-operator", "/join/key"]);
    return start("sh", ["-c", check], clone.root, {
      PATH: `${clone.file("deploy/k6-operator")}:${process.env.PATH ?? ""}`,
      LOAD_TEST_PACKAGE: clone.root,
      JOIN_KEY_FILE: keyFile,
    });
  });
  return { url: port.then((free) => `http://127.0.0.1:${free}/v1/status`), program };
}
