import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { LOAD_PHASE_DATA } from "../../../test/fakes/load-phase-data.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { SAMPLE_SIZE } from "../../lib/contracts/load-data.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import { openRunFolder } from "../run-folder.ts";
import { collectLoadPhaseData } from "./build-load-data.ts";
import { readLoadPhaseData, removeLoadPhaseData, writeLoadPhaseData } from "./load-data-file.ts";

const PLAN: LoadPlan = {
  segments: [
    { endpoint: "gradeLevelDescriptors", level: 1, first: 0, count: 10 },
    { endpoint: "students", level: 2, first: 10, count: 5000 },
  ],
  items: 5010,
  usable: ["gradeLevelDescriptors", "students"],
  leftOut: [],
  datasetVersion: 2,
  fingerprint: "0123456789abcdef",
};
const { dataset: DATASET } = LOAD_PHASE_DATA;
const INPUT = {
  run: "run-1",
  writtenAt: new Date(0),
  target: { kind: "sandbox", baseUrl: "http://127.0.0.1:1", version: "1.0" },
  plan: PLAN,
  dataset: DATASET,
  profile: "dev",
  presentItems: [0, 1, 2, 3],
  presentIds: new Map([[2, "descriptor-2"]]),
} as const;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, "run-1"));
});

function collect(lines: readonly string[]): ReturnType<typeof collectLoadPhaseData> {
  const file = join(folder, "journal-1.log");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return collectLoadPhaseData({ ...INPUT, files: [file] });
}

const created = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `i ${from + i} c 0 id-${from + i}`);

describe("collectLoadPhaseData", () => {
  it("counts what was created, what was there by journal or by plan, and what is missing", async () => {
    const { data } = await collect([...created(4, 9), "i 9 p 0 id-9", ...created(10, 5000), "i 5000 x 0 "]);
    expect(data.resources.gradeLevelDescriptors).toMatchObject({ planned: 10, created: 5, present: 5, missing: 0 });
    expect(data.resources.students).toMatchObject({ planned: 5000, created: 4990, present: 0, missing: 10 });
    expect(data.complete).toBe(false);
    expect(data.missingItems).toHaveLength(10);
    expect(data.missingItems[0]).toEqual({ item: 5000, endpoint: "students", index: 4990 });
    expect(data.resources.gradeLevelDescriptors?.ids).toEqual([
      [2, "descriptor-2"],
      ...[4, 5, 6, 7, 8, 9].map((item) => [item, `id-${item}`]),
    ]);
  });

  it("keeps a bounded sample that does not depend on the order, spread over all items", async () => {
    const lines = created(10, 5010);
    const { data } = await collect(lines);
    const { data: other } = await collect([...lines.toReversed(), ...lines.slice(0, 700)]);
    const ids = data.resources.students?.ids ?? [];
    expect(ids).toHaveLength(SAMPLE_SIZE);
    expect(other.resources.students?.ids).toEqual(ids);
    expect(ids.every(([index, id]) => id === `id-${index + 10}`)).toBe(true);
    const mean = ids.reduce((sum, [index]) => sum + index, 0) / ids.length;
    expect(mean).toBeGreaterThan(2300);
    expect(mean).toBeLessThan(2700);
  });

  it("bounds the list of missing items", async () => {
    expect((await collect([])).data.missingItems).toHaveLength(100);
  });
});

describe("load-phase-data.json", () => {
  it("is written twice and read back as it was", async () => {
    const { data } = await collect(created(0, 5010));
    writeLoadPhaseData(folder, openRunFolder(folder, "run-1"), data);
    expect(readLoadPhaseData(join(folder, LOAD_DATA_FILE))).toEqual(data);
    expect(readLoadPhaseData(join(folder, "run-1", LOAD_DATA_FILE))).toEqual(data);
    expect(readdirSync(folder).sort()).toEqual(["journal-1.log", LOAD_DATA_FILE, "run-1"]);
    expect(readFileSync(join(folder, LOAD_DATA_FILE), "utf8").split("\n").length).toBeLessThan(60);
  });

  it("is forgotten by the clean-up of its own run only", async () => {
    const { data } = await collect(created(0, 5010));
    writeLoadPhaseData(folder, openRunFolder(folder, "run-1"), data);
    removeLoadPhaseData(folder, "run-2");
    expect(existsSync(join(folder, LOAD_DATA_FILE))).toBe(true);
    removeLoadPhaseData(folder, "run-1");
    removeLoadPhaseData(folder, "run-1");
    expect(existsSync(join(folder, LOAD_DATA_FILE))).toBe(false);
    expect(existsSync(join(folder, "run-1", LOAD_DATA_FILE))).toBe(true);
  });

  it.each([
    ["", "no JSON"],
    ["{}", "schema"],
    ["null", "is damaged"],
    ['{"schema":2}', "has schema 2"],
    ['{"schema":1,"run":"a"}', "is damaged: writtenAt"],
  ])("%s is refused in one line", (content, words) => {
    const path = join(folder, LOAD_DATA_FILE);
    writeFileSync(path, content);
    expect(() => readLoadPhaseData(path)).toThrow(words);
  });

  it("says that it is absent", () => {
    expect(() => readLoadPhaseData(join(folder, "x.json"))).toThrow(/x\.json does not exist/);
  });

  it("says that it cannot be written", async () => {
    const { data } = await collect([]);
    mkdirSync(join(folder, LOAD_DATA_FILE));
    expect(() => writeLoadPhaseData(folder, openRunFolder(folder, "run-1"), data)).toThrow("cannot be written");
  });
});
