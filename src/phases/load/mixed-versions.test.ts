import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOAD_PHASE_DATA } from "../../../test/fakes/load-phase-data.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { mixedVersionLines } from "./mixed-versions.ts";

const HERE = { kind: "target", baseUrl: "http://127.0.0.1:1/" } as const;

function lines(data: string, datasetId = 2, installation: Parameters<typeof mixedVersionLines>[1] = HERE): string[] {
  const resultsDirectory = temporaryFolder();
  writeFileSync(join(resultsDirectory, LOAD_DATA_FILE), data);
  return mixedVersionLines({ resultsDirectory, datasetId }, installation);
}

const old = JSON.stringify({ ...LOAD_PHASE_DATA, datasetVersion: undefined });

test("a load over one of another version says so, and how to delete that", () => {
  expect(lines(old)).toEqual([
    "note      The load run-1 is of version 1 of the dataset; this program makes version 4. " +
      "This load adds to it, unless it is deleted first: npm run cleanup -- run-1",
  ]);
});

test.each([
  ["this version", JSON.stringify(LOAD_PHASE_DATA), 2, HERE],
  ["another dataset ID", old, 3, HERE],
  ["another target", old, 2, { ...HERE, baseUrl: "http://127.0.0.1:2" }],
  ["the sandbox", old, 2, { ...HERE, kind: "sandbox" }],
  ["what cannot be read", "{", 2, HERE],
] as const)("nothing is said of a load of %s", (_, data, datasetId, installation) => {
  expect(lines(data, datasetId, installation)).toEqual([]);
});

test("nothing is said without an earlier load", () => {
  expect(mixedVersionLines({ resultsDirectory: temporaryFolder(), datasetId: 2 }, HERE)).toEqual([]);
});
