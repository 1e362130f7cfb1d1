/** The sandbox as an ODS/API 7, for clients that others wrote: the Python packages lightbeam and edfi-api-client. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, start } from "./support/program.ts";
import { providePythonClient } from "./support/python-client.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
beforeEach(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, ["--flavour", "ods"]);
});
afterEach(async () => {
  await sandbox.stop();
  clone.remove();
});

/** Calls lightbeam for students, with folders of its own in the clone. */
function lightbeamAt(bin: string): (command: string, ...more: string[]) => Promise<Ended> {
  mkdirSync(clone.file("lightbeam/data"), { recursive: true });
  mkdirSync(clone.file("lightbeam/state"));
  const config = clone.file("lightbeam/config.yaml");
  const settings = {
    state_dir: clone.file("lightbeam/state"),
    data_dir: clone.file("lightbeam/data"),
    edfi_api: {
      base_url: sandbox.baseUrl,
      version: 3,
      mode: "shared_instance",
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
    },
    connection: { pool_size: 2, timeout: 30, num_retries: 1, verify_ssl: false },
    // Its check of descriptors parses the OpenAPI documents anew for each of the 211 lists.
    validate: { methods: ["schema", "uniqueness"] },
    force_delete: true,
    log_level: "INFO",
  };
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(settings));
  return (command, ...more) =>
    start(join(bin, "lightbeam"), [command, "-c", config, "-s", "students", ...more], clone.root).ended;
}

function writeStudents(file: string, students: readonly object[]): void {
  const lines = students.map((student, index) =>
    JSON.stringify({ studentUniqueId: `LB-${index}`, lastSurname: "Example", birthDate: "2012-05-06", ...student }),
  );
  writeFileSync(file, `${lines.join("\n")}\n`);
}

test("lets lightbeam validate, send, count, fetch and delete", async (context) => {
  const client = providePythonClient("lightbeam");
  if (client.kind === "missing") return context.skip(client.reason);
  const call = lightbeamAt(client.bin);
  const data = clone.file("lightbeam/data/students.jsonl");
  writeStudents(data, [{ firstName: "Ada", studentUniqueId: 7 }, {}, { firstName: "Bo", lastSurname: "x".repeat(76) }]);
  const weighed = await call("validate");
  expect(weighed.output).toContain("7 is not of type 'string'");
  expect(weighed.output).toContain("'firstName' is a required property");
  expect(weighed.output).toContain("is too long");

  const names = ["Ada", "Edsger", "Grace"];
  writeStudents(
    data,
    names.map((firstName) => ({ firstName })),
  );
  expect((await call("validate")).output).toContain("all lines validate ok");
  const sent = await call("send");
  expect(sent.output).toMatch(/final status counts: \{201: 3\}/);
  const again = await call("send", "--force");
  expect(again.output).toMatch(/final status counts: \{200: 3\}/);
  const counted = await call("count");
  expect(counted.output).toMatch(/^3\tstudents$/m);
  const fetched = await call("fetch");
  expect(fetched.code).toBe(0);
  expect(existsSync(data)).toBe(true);
  const rows = readFileSync(data, "utf8").trim().split("\n");
  expect(rows.map((row) => (JSON.parse(row) as { firstName: string }).firstName).sort()).toEqual(names);
  expect((await sandbox.ledger()).rows.students).toBe(3);
  const removed = await call("delete");
  expect(removed.output).toMatch(/final status counts: \{204: 3\}/);
  expect((await sandbox.ledger()).rows.students).toBeUndefined();
});

test("lets edfi-api-client page, count, write and follow changes", async (context) => {
  const client = providePythonClient("edfi-api-client");
  if (client.kind === "missing") return context.skip(client.reason);
  const script = fileURLToPath(new URL("support/api-client-session.py", import.meta.url));
  const args = [script, sandbox.baseUrl, sandbox.clientId, sandbox.clientSecret];
  const { stdout, output, code } = await start(join(client.bin, "python"), args, clone.root).ended;
  expect(code, output).toBe(0);
  const all = Array.from({ length: 8 }, (_, n) => `PY-${n}`);
  expect(JSON.parse(stdout)).toEqual({
    version: "7.3",
    dataModel: "5.2.0",
    resources: true,
    descriptors: 211,
    description: expect.any(String),
    hasDeletes: true,
    tokenInfo: true,
    ping: 200,
    made: Array(8).fill(201),
    updated: 204,
    read: { cursor: all, offset: all, forward: all, reverse: all },
    total: 8,
    named: ["C"],
    deleted: Array(8).fill(204),
    left: 0,
    gone: all,
    goneTotal: 8,
    moved: [],
  });
});
