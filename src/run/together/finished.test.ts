import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { FULL_STATE_FILE, LOAD_DATA_FILE, PLAN_FILE } from "../../lib/contracts/run-files.ts";
import { isFinished } from "./finished.ts";

function folderOf(runs: Readonly<Record<string, Readonly<Record<string, object>>>>): string {
  const folder = temporaryFolder();
  for (const [run, files] of Object.entries(runs)) {
    mkdirSync(join(folder, run));
    for (const [file, value] of Object.entries(files)) writeFileSync(join(folder, run, file), JSON.stringify(value));
  }
  return folder;
}

const ended = (complete: boolean) => ({ [PLAN_FILE]: {}, [LOAD_DATA_FILE]: { complete } });
const full = (load: number) => ({ [FULL_STATE_FILE]: { order: ["smoke", "load"], phases: { smoke: 0, load } } });
const OLD = "20261128T000000Z-dev-load";
const NEW = "20261129T000000Z-dev-load";

it.each([
  [{ [OLD]: ended(true), [NEW]: ended(true) }, true],
  [{ [OLD]: ended(false), [NEW]: ended(true) }, false],
  [{ [NEW]: full(0) }, false],
  [{}, false],
])("a load of %j is finished: %s", (runs, expected) => {
  const resultsDirectory = folderOf(runs);
  expect(isFinished("run-load-phase", { resultsDirectory, phase: "full" })).toBe(expected);
  expect(isFinished("run-load-test", { resultsDirectory, phase: "load" })).toBe(expected);
});

it.each([
  [{ [OLD]: full(99), [NEW]: full(0) }, true],
  [{ [OLD]: full(0), [NEW]: full(99) }, false],
  [{ [NEW]: ended(true) }, false],
])("a full run of %j is finished: %s", (runs, expected) => {
  expect(isFinished("run-full-test", { resultsDirectory: folderOf(runs), phase: "full" })).toBe(expected);
});
