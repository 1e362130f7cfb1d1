import { expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import { writeTargetData } from "../../lib/target-data/lines.ts";
import type { ResourceRecipe } from "../../lib/target-data/target-data.ts";
import { cutsIn, forAnyDataset, withCuts, withoutCuts } from "./cuts.ts";
import { datasetOf } from "./target-dataset.ts";

const dataset = createDataset(smokeDatasetSettings(1, 1, 2026));
const everything = { canUse: () => true };
const why = "returned 400: Unknown property.";
const CUTS = [
  { endpoint: "schools", path: ["addresses", "city"], why },
  { endpoint: "students", path: ["birthCity"], why },
];
const RECIPE: ResourceRecipe = {
  endpoint: "tpdm/candidates",
  count: 2,
  identity: 1,
  radices: [2],
  groups: [],
  members: [["candidateIdentifier", { is: "text", min: 1, max: 32, digit: 0 }]],
  key: [["candidateIdentifier", "candidateIdentifier"]],
  needs: { required: [], optional: [] },
};

it("leaves properties out of bodies, as k6 does with the same text", () => {
  const fitted = datasetOf(dataset, withCuts(undefined, CUTS));
  for (const [endpoint, cut] of [
    ["schools", CUTS.slice(0, 1)],
    ["students", CUTS.slice(1)],
  ] as const) {
    const own = dataset.body(endpoint, 0, everything);
    const body = fitted.body(endpoint, 0, everything);
    expect(body).not.toEqual(own);
    expect(body).toEqual(withoutCuts(dataset, own, cut));
  }
  expect(fitted.body("schools", 0, everything).addresses).toEqual([
    expect.not.objectContaining({ city: expect.anything() }),
  ]);
  expect(fitted.key("students", 0)).toEqual(dataset.key("students", 0));
});

it("keeps what the text has, and lists the cuts", () => {
  const adaptation = {
    endpoint: "students",
    steps: [{ do: "shorten", path: ["firstName"], max: 3 }] as const,
    without: [1],
  };
  const text = writeTargetData({ recipes: [RECIPE], adaptations: [adaptation] });
  expect(withCuts(text, [])).toBe(text);
  const cut = withCuts(withCuts(text, CUTS.slice(0, 1)), CUTS) ?? "";
  const fitted = datasetOf(dataset, cut);
  expect(fitted.count("tpdm/candidates")).toBe(2);
  expect(fitted.count("students")).toBe(1);
  const { firstName, birthCity } = fitted.body("students", 0, everything);
  expect(String(firstName)).toHaveLength(3);
  expect(birthCity).toBeUndefined();
  expect(cutsIn(text)).toEqual([]);
  expect(cutsIn(cut)).toEqual([
    { what: "students", change: `without birthCity, which the target refuses: it ${why}` },
    { what: "schools", change: `without addresses.city, which the target refuses: it ${why}` },
  ]);
  const other = datasetOf(dataset, forAnyDataset(cut));
  expect(other.endpoints).not.toContain("tpdm/candidates");
  expect(other.count("students")).toBe(2);
});
