import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestContext } from "../../test/fakes/command-context.ts";
import { EMPTY_PLAN } from "../../test/fakes/empty-plan.ts";
import { type LoadedSandbox, loadSandbox } from "../../test/fakes/loaded-sandbox.ts";
import { operationLines } from "../../test/fakes/operation-lines.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { writeItemLine } from "../lib/contracts/journal/item-line.ts";
import { writeReadwritePlan, writeReadwriteRun } from "../lib/contracts/readwrite-plan.ts";
import * as files from "../lib/contracts/run-files.ts";
import { COMMANDS } from "../settings/commands.ts";
import { writeRunPlan } from "../store/load-data/run-plan.ts";
import { cleanup } from "./cleanup.ts";

const LOADED = 98;
const CREATED_LATER = "20261123T050000Z-test-readwrite";

let results: string;
let loaded: LoadedSandbox;

beforeEach(async () => {
  results = temporaryFolder();
  loaded = await loadSandbox(results);
});
afterEach(() => loaded.close());

async function run(wanted: string, more: Readonly<Record<string, string>> = {}) {
  const { key, secret } = await loaded.box.application();
  const values = {
    API_BASE_URL: loaded.plan.target.baseUrl,
    CLIENT_ID: key,
    CLIENT_SECRET: secret,
    RESULTS_DIR: results,
    ...more,
  };
  const { context, lines, documents } = createTestContext(values, [wanted], COMMANDS.cleanup);
  const code = await cleanup(context);
  return { code, lines, documents };
}

async function total(endpoint: string): Promise<number> {
  const path = `/data/ed-fi/${endpoint}?limit=0&totalCount=true`;
  const { headers } = await loaded.box.call("GET", path, { token: loaded.token });
  return Number(headers["Total-Count"]);
}

/** The folder of a readwrite run that created one student and did not delete it. */
async function leaveStudent(folder: string): Promise<void> {
  const json = { studentUniqueId: "new-1", firstName: "A", lastSurname: "B", birthDate: "2015-01-01" };
  const { status, headers } = await loaded.box.call("POST", "/data/ed-fi/students", { token: loaded.token, json });
  expect(status).toBe(201);
  const id = (headers.Location ?? "").split("/").at(-1) ?? "";
  mkdirSync(folder);
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(files.MANIFEST_FILE, "{}");
  const plan = { ...EMPTY_PLAN, items: {}, schools: [], dataset: loaded.plan.dataset, startedMs: 0 };
  write(files.READWRITE_PLAN_FILE, writeReadwritePlan(plan));
  const { kind, baseUrl, version } = loaded.plan.target;
  write(files.READWRITE_RUN_FILE, writeReadwriteRun({ target: { kind, baseUrl, version }, mix: "crud", inFlight: 0 }));
  const line = { warmingUp: false, iteration: 0, resource: "students", op: "create", outcome: "created" } as const;
  write("journal-1.log", `${operationLines([{ ...line, bin: 400, requests: 1, id }])}\n`);
}

test("`latest` is the newest run of any kind: after a readwrite run, the load stays", async () => {
  await leaveStudent(join(results, CREATED_LATER));
  const load = "20261123T041500Z-test-load";
  writeFileSync(join(results, files.LOAD_DATA_FILE), JSON.stringify({ run: load }));
  const { code, lines } = await run("latest");
  expect(lines).toContain(`cleanup   deletes 1 item of ${CREATED_LATER} (readwrite) at ${loaded.plan.target.baseUrl}`);
  expect(lines.join("\n")).toMatch(/^PASS {2}cleanup: 1 deleted/m);
  expect(lines.at(-1)).toBe(`  note     what was loaded stays; to delete it: npm run cleanup -- ${load}`);
  expect(code).toBe(0);
  expect(await total("students")).toBe(3);
});

test("says of a load what it deletes, and how much of it was deleted before", async () => {
  const name = "20261123T041500Z-test-load";
  const { code, lines } = await run("latest");
  const what = `of ${name} (load, profile test) at ${loaded.plan.target.baseUrl}`;
  expect(lines).toContain(`cleanup   deletes ${LOADED} items ${what}`);
  expect(code).toBe(0);
  expect((await run(name)).lines).toContain(`cleanup   deletes 0 items ${what}; ${LOADED} were deleted before`);
});

test("of a full run, deletes what each phase left, the last phase first", async () => {
  const name = "20261123T060000Z-test-full";
  mkdirSync(join(results, name));
  writeFileSync(join(results, name, files.FULL_STATE_FILE), JSON.stringify({ order: ["smoke", "load", "readwrite"] }));
  renameSync(loaded.runFolder, join(results, name, "load"));
  await leaveStudent(join(results, name, "readwrite"));
  const { code, lines, documents } = await run("latest");
  const said = lines.filter((line) => line.startsWith("cleanup   deletes"));
  expect(said).toEqual([
    expect.stringContaining(`deletes 1 item of ${name}/readwrite (readwrite)`),
    expect.stringContaining(`deletes ${LOADED} items of ${name}/load (load, profile test)`),
  ]);
  expect(documents).toEqual([{ readwrite: expect.anything(), load: expect.objectContaining({ deleted: LOADED }) }]);
  expect(code).toBe(0);
  expect(await total("students")).toBe(0);
});

test("a run that left nothing, such as a smoke run, is named, and nothing older is deleted instead", async () => {
  const name = "20261123T070000Z-smoke-smoke";
  mkdirSync(join(results, name));
  writeFileSync(join(results, name, files.MANIFEST_FILE), "{}");
  await expect(run("latest")).rejects.toMatchObject({
    exitCode: 5,
    message: `The run ${name} has nothing to delete: it created no items that stay on the target.`,
  });
  expect(await total("students")).toBe(3);
});

test("more than a smoke dataset is deleted only with --yes, or an answer on a terminal", async () => {
  const extra = 1000;
  const segments = loaded.plan.segments.map((segment, index, all) =>
    index === all.length - 1 ? { ...segment, count: segment.count + extra } : segment,
  );
  const plan = { ...loaded.plan, segments, items: loaded.plan.items + extra };
  writeFileSync(join(loaded.runFolder, files.PLAN_FILE), writeRunPlan(plan));
  const more = Array.from({ length: extra }, (_, index) => writeItemLine(loaded.plan.items + index, "created", 0, "x"));
  writeFileSync(join(loaded.runFolder, "journal-1.log"), `${loaded.journal}${more.join("\n")}\n`);
  await expect(run("latest")).rejects.toMatchObject({
    exitCode: 2,
    message: "Nothing was deleted: 1,098 items are more than a smoke dataset, and were not confirmed.",
    hint: expect.stringContaining("npm run cleanup -- 20261123T041500Z-test-load --yes"),
  });
  expect(await total("students")).toBe(3);
  // A load with this file could not be resumed.
  expect(existsSync(join(loaded.runFolder, files.CLEANUP_LOG_FILE))).toBe(false);
  await run("latest", { ASSUME_YES: "true" });
  expect(await total("students")).toBe(0);
});

test("leaves a run alone that another command works on", async () => {
  const [name = ""] = readdirSync(results).filter((each) => each.endsWith("-load"));
  writeFileSync(join(results, name, files.LOCK_FILE), String(process.pid));
  await expect(run(name)).rejects.toMatchObject({
    exitCode: 5,
    message: `The run ${name} is in use by another command.`,
  });
  expect(await total("students")).toBe(3);
});
