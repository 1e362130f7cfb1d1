import { expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { planTable } from "./plan-table.ts";

const dataset = createDataset({
  seed: 1,
  datasetId: 1,
  schools: 130,
  students: 75_000,
  staff: 12_000,
  coursesPerSchool: 40,
  sectionsPerCourse: 4,
  schoolYear: 2026,
});
const PLAN = { usable: dataset.endpoints, leftOut: [], datasetVersion: 2, fingerprint: "0123456789abcdef" };
const VOCABULARY = { canUse: () => true };

it("lists the resources of each level, the sum, and what is left out", () => {
  const segments = [
    { endpoint: "sexDescriptors", level: 1, first: 0, count: 2 },
    { endpoint: "termDescriptors", level: 1, first: 2, count: 2 },
    { endpoint: "students", level: 2, first: 4, count: 75_000 },
  ];
  const leftOut = [{ endpoint: "grades", reason: "the client may not create it" }];
  expect(planTable({ ...PLAN, segments, items: 75_004, leftOut }, dataset, VOCABULARY, 1)).toEqual([
    "resource               items     size",
    "level 1",
    "  sexDescriptors           2    228 B",
    "  termDescriptors          2    284 B",
    "level 2",
    "  students            75,000  21.7 MB",
    "total of 3 resources  75,004  21.7 MB",
    "",
    "Already on the target: 1 item of these (descriptors, school years).",
    "",
    "Left out: 1 resource",
    "  grades: the client may not create it",
  ]);
});

it("has one row for many descriptor types of a level, unless each is asked for", () => {
  const names = dataset.endpoints.filter((endpoint) => endpoint.endsWith("Descriptors"));
  const segments = [
    ...names.map((endpoint) => ({ endpoint, level: 1, first: 0, count: dataset.count(endpoint) })),
    { endpoint: "students", level: 2, first: 194, count: 3 },
  ];
  const plan = { ...PLAN, segments, items: 197 };
  const lines = planTable(plan, dataset, VOCABULARY, 0);
  expect(lines).toHaveLength(6);
  expect(lines[2]).toMatch(/^ {2}67 descriptor types, listed with --verbose +194 +\d+\.\d kB$/);
  const all = planTable(plan, dataset, VOCABULARY, 0, true);
  expect(all).toHaveLength(5 + names.length);
  expect(all.at(-1)?.replace(/ +/g, " ")).toBe(lines.at(-1)?.replace(/ +/g, " "));
});

it("is never wider than 80 columns, whatever the profile", () => {
  const segments = dataset.endpoints.map((endpoint) => ({
    endpoint,
    level: 12,
    first: 0,
    count: dataset.count(endpoint),
  }));
  for (const line of planTable({ ...PLAN, segments, items: 999_999_999 }, dataset, VOCABULARY, 0))
    expect(line.length).toBeLessThanOrEqual(80);
});
