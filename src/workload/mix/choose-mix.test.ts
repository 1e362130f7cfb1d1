import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LOAD_PHASE_DATA } from "../../../test/fakes/load-phase-data.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LOAD_DATA_FILE, TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { writeTargetData } from "../../lib/target-data/lines.ts";
import { COMMANDS } from "../../settings/commands.ts";
import { loadSettings } from "../../settings/settings.ts";
import { chooseMix } from "./choose-mix.ts";

const RECIPE = {
  endpoint: "tpdm/candidates",
  count: 3,
  identity: 1,
  radices: [3],
  groups: [],
  members: [],
  key: [],
  needs: { required: [], optional: [] },
};

function choose(results: string, args: readonly string[] = []) {
  const mix = join(results, "mix.json");
  const resources = { students: 1, "tpdm/candidates": 1 };
  writeFileSync(mix, JSON.stringify({ text: "x", resources, operations: [{ kind: "get", weight: 1 }] }));
  const request = loadSettings(COMMANDS.readwrite, ["--mix", mix, ...args], { RESULTS_DIR: results });
  if (!("settings" in request)) throw new Error("settings were asked for");
  return chooseMix(request.settings);
}

function afterLoad(): string {
  const results = temporaryFolder();
  writeFileSync(join(results, LOAD_DATA_FILE), JSON.stringify(LOAD_PHASE_DATA));
  mkdirSync(join(results, LOAD_PHASE_DATA.run));
  const data = writeTargetData({ recipes: [RECIPE], adaptations: [] });
  writeFileSync(join(results, LOAD_PHASE_DATA.run, TARGET_DATA_FILE), data);
  return results;
}

it("may name what a load made after the documents of the target", () => {
  expect(choose(afterLoad()).mix.resources).toEqual({ students: 1, "tpdm/candidates": 1 });
});

const REFUSAL =
  /mix\.json: resources\.tpdm\/candidates: unknown resource; docs\/dataset\.md lists the resources\. Load others first: npm run load -- --resources all/;

it("says how other resources come to be known", () => {
  expect(() => choose(temporaryFolder())).toThrow(REFUSAL);
  expect(() => choose(afterLoad(), ["--discover"])).toThrow(REFUSAL);
});
