import { describe, expect, it } from "vitest";
import { TARGET_DATA } from "../../../test/bench/target-data.ts";
import { readSmokePlan, readSmokeRound } from "../contracts/smoke-rounds.ts";
import { createDataset } from "../data/create-dataset.ts";
import type { Dataset } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";
import { datasetForTarget } from "../target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../target-data/lines.ts";
import type { Adaptation } from "../target-data/target-data.ts";
import { type SmokeItem, smokePlanOf, smokeRoundOf } from "./smoke-round.ts";
import { makeSmokeRounds } from "./smoke-rounds.ts";
import { isDescriptor, moreSmokeEndpoints, smokeDatasetSettings, smokeEndpoints } from "./smoke-selection.ts";

const ADAPTATIONS: readonly Adaptation[] = [
  { endpoint: "sections", steps: [{ do: "rename", path: ["sectionName"], to: "title" }] },
  {
    endpoint: "students",
    steps: [
      { do: "remove", path: ["middleName"] },
      {
        do: "add",
        path: ["birthSexDescriptor"],
        value: { is: "one-of", values: ["uri://ed-fi.org/SexDescriptor#Male"] },
      },
    ],
  },
];
const RECIPES = TARGET_DATA.recipes.map((recipe) => ({ ...recipe, count: 3 }));
const ADAPTED = writeTargetData({ recipes: RECIPES, adaptations: ADAPTATIONS });

const ownDataset = (vu: number): Dataset => createDataset(smokeDatasetSettings(vu, 3, 2026));
const adapted = (vu: number): Dataset => datasetForTarget(ownDataset(vu), readTargetLines(ADAPTED.split("\n")));

const plain = ({ endpoint, index, body, key, changeable }: SmokeItem) => ({ endpoint, index, body, key, changeable });

describe.each([
  ["of the dataset", ownDataset],
  ["of what documents of the target add", adapted],
])("rounds %s", (_what, datasetFor) => {
  const first = datasetFor(1);
  const more = moreSmokeEndpoints(first, first.endpoints);
  const wanted = smokeEndpoints(first, more);
  const lines = makeSmokeRounds({ vus: 2, datasetFor, more, leftOut: [] }).split("\n");
  // Without adaptations members are in the same order, too.
  const written = (value: unknown) => (datasetFor === ownDataset ? JSON.stringify(value) : value);

  it("come after the plan that a direct run has", () => {
    expect(wanted).toContain("disciplineActions");
    expect(readSmokePlan(lines)).toEqual(smokePlanOf(first, wanted));
  });

  it.each([1, 2])("number %i is the same for any rights of the client as one that is made for them", (number) => {
    const dataset = datasetFor(number);
    const all = number === 1 ? wanted : wanted.filter((endpoint) => !more.includes(endpoint));
    for (let trial = 0; trial < 40; trial++) {
      // From everything to every second endpoint.
      const usable = new Set(all.filter((_, at) => mix(1000 * trial + at) % 40 >= trial / 2));
      const { items, student, enrollment } = smokeRoundOf(dataset, usable, number === 1);
      const read = readSmokeRound(lines[number] as string, usable, []);
      expect(written(read.items.map(plain))).toEqual(written(items.map(plain)));
      expect(written([read.student, read.enrollment])).toEqual(written([student, enrollment]));
    }
  });
});

describe("descriptors", () => {
  it("get values of the run's own in the first round of a wide run, first of all", () => {
    const more = ["cohorts"];
    const [, one, two] = makeSmokeRounds({ vus: 2, datasetFor: ownDataset, more, leftOut: [] }).split("\n");
    const usable = new Set(["sexDescriptors", "termDescriptors", "students"]);
    const { items } = readSmokeRound(one as string, usable, ["termDescriptors"]);
    expect(items[0]).toMatchObject({
      endpoint: "termDescriptors",
      body: { namespace: "uri://ed-fi.org/TermDescriptor", codeValue: "Smoke 9000", shortDescription: "Smoke test" },
      key: { namespace: "uri://ed-fi.org/TermDescriptor", codeValue: "Smoke 9000" },
    });
    expect(items.slice(1).map(({ endpoint }) => endpoint)).toEqual(["students", "students"]);
    expect(
      readSmokeRound(two as string, usable, ["termDescriptors"]).items.some(({ endpoint }) => isDescriptor(endpoint)),
    ).toBe(false);
  });

  it("stay as they are in a run of the usual resources", () => {
    const [, one] = makeSmokeRounds({ vus: 1, datasetFor: ownDataset, more: [], leftOut: [] }).split("\n");
    expect(one).not.toContain("Smoke 9000");
  });
});

it("has nothing of what cannot be made for the target", () => {
  const leftOut = ["grades"];
  const [plan, one] = makeSmokeRounds({ vus: 1, datasetFor: ownDataset, more: [], leftOut }).split("\n");
  expect(Object.keys(readSmokePlan([plan as string]).required)).not.toContain("grades");
  expect(one).not.toContain('"grades"');
});
