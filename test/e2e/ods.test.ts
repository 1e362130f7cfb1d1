/** The sandbox as an ODS/API 7: the same smoke phase, and a client that others wrote, the Python package lightbeam. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { provideLightbeam } from "./support/lightbeam.ts";
import { type Ended, runCommand, start, startK6 } from "./support/program.ts";
import { byRoute, startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, ["--flavour", "ods"]);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

test("passes the smoke phase by its own addresses", async () => {
  await sandbox.resetLedger();
  const run = await runCommand(clone, "run-smoke-test", [], sandbox.environment);
  expect(run.output).toMatch(/^PASS/m);
  expect(run.code).toBe(0);
  const routes = [...byRoute(await sandbox.ledger()).keys()];
  expect(routes).toContain("POST /data/v3/ed-fi/students");
  expect(routes.some((route) => /^(GET|POST) \/metadata\/data\/v3\/dependencies$/.test(route))).toBe(true);
  expect(routes.filter((route) => /^\w+ \/data\/(?!v3\/)/.test(route))).toEqual([]);
});

test("passes embedded, and by k6 alone", async () => {
  const embedded = await runCommand(clone, "run-smoke-test", [], { SANDBOX_ARGS: "--flavour ods" });
  expect(embedded.output).toMatch(/^PASS/m);
  const direct = await startK6(clone, ["run", "dist/smoke.js"], sandbox.environment).ended;
  expect(direct.output).toMatch(/^PASS/m);
});

test("takes the credentials in the body as well", async () => {
  const response = await fetch(`${sandbox.baseUrl}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
    }),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ access_token: expect.any(String), expires_in: expect.any(Number) });
});

test("lets lightbeam send, count and fetch", async (context) => {
  const lightbeam = provideLightbeam();
  if (lightbeam.kind === "missing") return context.skip(lightbeam.reason);
  const data = clone.file("lightbeam/data");
  mkdirSync(data, { recursive: true });
  mkdirSync(clone.file("lightbeam/state"));
  const students = ["Ada", "Grace", "Edsger"].map((firstName, index) =>
    JSON.stringify({ studentUniqueId: `LB-${index}`, firstName, lastSurname: "Example", birthDate: "2012-05-06" }),
  );
  writeFileSync(`${data}/students.jsonl`, `${students.join("\n")}\n`);
  const config = clone.file("lightbeam/config.yaml");
  const connection = { pool_size: 2, timeout: 30, num_retries: 1, verify_ssl: false };
  const api = {
    base_url: sandbox.baseUrl,
    version: 3,
    mode: "shared_instance",
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
  };
  // JSON is YAML too.
  writeFileSync(
    config,
    JSON.stringify({
      state_dir: clone.file("lightbeam/state"),
      data_dir: data,
      edfi_api: api,
      connection,
      log_level: "INFO",
    }),
  );
  const call = (command: string, ...more: string[]): Promise<Ended> =>
    start(lightbeam.path, [command, "-c", config, "-s", "students", ...more], clone.root).ended;

  const sent = await call("send");
  expect(sent.output).toMatch(/final status counts: \{201: 3\}/);
  const again = await call("send", "--force");
  expect(again.output).toMatch(/final status counts: \{200: 3\}/);
  const counted = await call("count");
  expect(counted.output).toMatch(/^3\tstudents$/m);
  const fetched = await call("fetch");
  expect(fetched.code).toBe(0);
  expect(existsSync(`${data}/students.jsonl`)).toBe(true);
  const rows = readFileSync(`${data}/students.jsonl`, "utf8").trim().split("\n");
  expect(rows.map((row) => (JSON.parse(row) as { firstName: string }).firstName).sort()).toEqual([
    "Ada",
    "Edsger",
    "Grace",
  ]);
  expect((await sandbox.ledger()).rows.students).toBe(3);
});
