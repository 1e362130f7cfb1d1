import {
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { CAPACITY_SUMMARY, SMOKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { findAnyRun, findRun, runNames } from "../store/find-run.ts";
import { listAllRuns, listRuns } from "../store/list-runs.ts";
import { deleteRuns, runsToPrune } from "../store/prune-runs.ts";
import { resultsIndex } from "../store/results-index.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const NEWEST = "20261123T100000Z-dev-smoke";
const YESTERDAY = "20261122T100000Z-dev-smoke";
const OLDEST = "20261001T100000Z-dev-load";
const RULE = { keep: 0, olderThanMs: 0, all: false };

let results: string;

beforeEach(() => {
  results = temporaryFolder();
  for (const name of [NEWEST, YESTERDAY, OLDEST]) addRun(name, { "summary.json": { ...SMOKE_SUMMARY, run: name } });
  symlinkSync(NEWEST, join(results, "latest"));
});

function addRun(name: string, files: Record<string, unknown>): void {
  mkdirSync(join(results, name), { recursive: true });
  for (const [file, value] of Object.entries(files)) {
    const path = join(results, name, file);
    writeFileSync(path, JSON.stringify(value));
    utimesSync(path, NOW / 1000 - 3600, NOW / 1000 - 3600);
  }
}

const prunable = (rule = RULE): string[] => runsToPrune(listRuns(results, NOW), rule, NOW).map(({ name }) => name);

describe("which runs go", () => {
  test("all but the newest so many", () => {
    expect(prunable({ ...RULE, keep: 1 })).toEqual([YESTERDAY, OLDEST]);
  });

  test("only those older than asked", () => {
    expect(prunable({ ...RULE, olderThanMs: 30 * 86_400_000 })).toEqual([OLDEST]);
  });

  test("never a named baseline, not even with --all", () => {
    writeFileSync(
      join(results, "baselines.json"),
      JSON.stringify({ release: OLDEST, nightly: `results/${YESTERDAY}` }),
    );
    expect(prunable({ ...RULE, all: true })).toEqual([NEWEST]);
  });

  test("never a full run of which a phase is a baseline, or what the target holds", () => {
    writeFileSync(join(results, "baselines.json"), JSON.stringify({ nightly: `${OLDEST}/readwrite` }));
    writeFileSync(join(results, "load-phase-data.json"), JSON.stringify({ run: `${YESTERDAY}/load` }));
    expect(prunable()).toEqual([NEWEST]);
    expect(prunable({ ...RULE, all: true })).toEqual([NEWEST, YESTERDAY]);
  });

  test("nothing while the baselines cannot be read", () => {
    writeFileSync(join(results, "baselines.json"), "{");
    expect(() => prunable()).toThrow("is not a list of baselines");
  });

  test("unfinished loads and the load that the target holds only with --all", () => {
    addRun(OLDEST, { "plan.json": {}, "load-phase-data.json": { complete: false } });
    addRun(YESTERDAY, { "plan.json": {}, "load-phase-data.json": { complete: true } });
    writeFileSync(join(results, "load-phase-data.json"), JSON.stringify({ run: YESTERDAY }));
    expect(prunable()).toEqual([NEWEST]);
    expect(prunable({ ...RULE, all: true })).toEqual([NEWEST, YESTERDAY, OLDEST]);
  });

  test("never a run that is at work, nor what is no run folder", () => {
    addRun("20261123T115900Z-dev-load", { "manifest.json": { phase: "load" } });
    utimesSync(join(results, "20261123T115900Z-dev-load", "manifest.json"), NOW / 1000, NOW / 1000);
    mkdirSync(join(results, "my-notes"));
    expect(prunable({ ...RULE, all: true })).toEqual([NEWEST, YESTERDAY, OLDEST]);
  });
});

test("deleting moves latest to the newest run that is left", () => {
  deleteRuns(results, listRuns(results, NOW).slice(0, 1));
  expect(runNames(results)).toEqual([YESTERDAY, OLDEST]);
  expect(readlinkSync(join(results, "latest"))).toBe(YESTERDAY);
  deleteRuns(results, listRuns(results, NOW));
  expect(lstatSync(join(results, "latest"), { throwIfNoEntry: false })).toBeUndefined();
});

test("an index of odd folders has a row for each", () => {
  const odd = { null: null, other: { schema: 99 }, text: "x", "no-target": { ...SMOKE_SUMMARY, target: undefined } };
  for (const [name, value] of Object.entries(odd)) addRun(`20260101T100000Z-${name}-load`, { "summary.json": value });
  writeFileSync(join(results, NEWEST, "summary.json"), "{");
  addRun("20269999T999999Z-dev-load", {});
  const { page, runs } = resultsIndex(results, NOW);
  expect(runs).toBe(8);
  expect(page.match(/<th scope="row"/g)).toHaveLength(8);
  expect(page.match(/>embedded sandbox</g)).toHaveLength(2);
});

test("a row says what a summary says, and how much room the folder takes", () => {
  const [row] = listRuns(results, NOW);
  expect(row).toMatchObject({ name: NEWEST, phase: "smoke", verdict: "pass", requests: 4, p95Ms: 33.3 });
  expect(row?.startedMs).toBe(Date.parse("2026-11-23T10:00:00Z"));
  expect(row?.bytes).toBeGreaterThan(500);
});

test("runs of tenants and clients are listed by their folders, and found by these names", () => {
  const later = "20261122T120000Z-dev-load";
  addRun(`tenants/north/${later}`, { "summary.json": { ...SMOKE_SUMMARY, run: later } });
  addRun(`clients/sis/${OLDEST}`, { "summary.json": { ...SMOKE_SUMMARY, run: OLDEST } });
  writeFileSync(join(results, "tenants", `${later}.json`), "{}");
  const names = listAllRuns(results, NOW).map(({ name }) => name);
  expect(names).toEqual([NEWEST, `tenants/north/${later}`, YESTERDAY, OLDEST, `clients/sis/${OLDEST}`]);
  expect(findAnyRun(results, names[1] as string).path).toBe(join(results, names[1] as string));
  expect(prunable({ ...RULE, all: true })).toEqual([NEWEST, YESTERDAY, OLDEST]);
});

test("a capacity run is listed with its answer, not with latencies of steps that were too much", () => {
  const text = "takes about 142 operations per second at p95 <= 500 ms; at 150 it is too much";
  addRun(NEWEST, { "summary.json": { ...CAPACITY_SUMMARY, capacity: { ...CAPACITY_SUMMARY.capacity, text } } });
  const [row] = listRuns(results, NOW);
  expect(row?.p95Ms).toBeUndefined();
  expect(row?.notes).toEqual([{ text: "takes about 142 operations per second", keeps: "no" }]);
});

describe("a full run", () => {
  const FULL = "20261123T110000Z-dev-full";
  const row = () => listRuns(results, NOW).find(({ name }) => name === FULL);
  beforeEach(() => {
    addRun(FULL, { "full.json": { phases: { smoke: 0, load: 0, readwrite: 0 } } });
    for (const phase of ["smoke", "load", "readwrite"])
      addRun(`${FULL}/${phase}`, { "summary.json": { ...SMOKE_SUMMARY, run: phase, phase } });
  });

  test("is a row of its own, with what its phases say", () => {
    expect(row()).toMatchObject({
      phase: "full",
      profile: SMOKE_SUMMARY.profile,
      verdict: "pass",
      requests: 12,
      notes: [],
    });
    addRun(`${FULL}/load`, { "summary.json": { ...SMOKE_SUMMARY, phase: "load", verdict: "fail" } });
    expect(row()).toMatchObject({ verdict: "fail", notes: [{ text: "full: load fail", keeps: "no" }] });
  });

  test("has no verdict before its last phase", () => {
    addRun(FULL, { "full.json": { phases: { smoke: 0 } } });
    for (const phase of ["load", "readwrite"]) rmSync(join(results, FULL, phase), { recursive: true });
    expect(row()).toMatchObject({ phase: "full", verdict: "", requests: 4 });
    utimesSync(join(results, FULL, "full.json"), NOW / 1000, NOW / 1000);
    expect(row()?.notes).toEqual([{ text: "running", keeps: "always" }]);
  });

  test("is named by its phases, and by its folder's own name however it was found", () => {
    symlinkSync(FULL, join(results, "newest"));
    expect(findRun(results, "newest/load").path).toBe(join(results, FULL, "load"));
    for (const wanted of [FULL, "latest"]) {
      expect(findAnyRun(results, wanted).name).toBe(FULL);
      expect(() => findRun(results, wanted)).toThrow("is a full run");
    }
  });
});

describe("a run is found", () => {
  test("by name, path and latest", () => {
    expect(findRun(results, YESTERDAY).path).toBe(join(results, YESTERDAY));
    expect(findRun("/nowhere", join(results, YESTERDAY)).name).toBe(YESTERDAY);
    expect(findRun(results, "latest").name).toBe(NEWEST);
  });

  test("or the message names what there is", () => {
    expect(() => findRun(results, "20261122T100000Z-dev-smoek")).toThrow(`was not found (did you mean ${YESTERDAY}?)`);
    expect(() => findRun(results, ".")).toThrow("is not a run folder");
    expect(() => findRun("/nowhere", "latest")).toThrow("latest was not found");
    expect(existsSync(join(results, YESTERDAY))).toBe(true);
  });
});
