import { describe, expect, it } from "vitest";
import { DATASET_VERSION, type Dataset } from "../data/dataset.ts";
import { fingerprint } from "./fingerprint.ts";
import { buildLoadPlan, locateItem } from "./load-plan.ts";

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  termDescriptors: [],
  schoolYearTypes: [],
  schools: [],
  students: [],
  sessions: ["schools", "schoolYearTypes", "termDescriptors"],
  studentSchoolAssociations: ["schools", "students"],
};

function fake(
  needs: Readonly<Record<string, readonly string[]>>,
  counts: Readonly<Record<string, number>> = {},
): Dataset {
  return {
    settings: { seed: 1 },
    endpoints: Object.keys(needs),
    count: (endpoint: string) => counts[endpoint] ?? 2,
    needs: (endpoint: string) => ({ required: needs[endpoint] ?? [], optional: [] }),
  } as unknown as Dataset;
}

const ROWS = [
  { resource: "/ed-fi/termDescriptors", order: 1, operations: ["Create", "Update"] },
  { resource: "/tpdm/candidates", order: 2, operations: ["Create", "Update"] },
  { resource: "/ed-fi/students", order: 3, operations: ["Create"] },
  { resource: "/ed-fi/schools", order: 5, operations: ["Create", "Update"] },
  { resource: "/ed-fi/sessions", order: 7, operations: ["Create", "Update"] },
  { resource: "/ed-fi/studentSchoolAssociations", order: 13, operations: ["Create", "Update"] },
  { resource: "/ed-fi/students", order: 14, operations: ["Update"] },
];
const EVERYTHING = { canCreate: () => true, isPresent: () => false, isKnown: () => true };

describe("buildLoadPlan", () => {
  it("follows the target's order, creates persons early, puts schoolYearTypes after the descriptors", () => {
    const plan = buildLoadPlan(fake(NEEDS, { students: 5 }), ROWS, EVERYTHING);
    const order = plan.segments.map((segment) => segment.endpoint);
    expect(order.indexOf("students")).toBeLessThan(order.indexOf("schools"));
    expect(order.indexOf("schoolYearTypes")).toBeLessThan(order.indexOf("sessions"));
    expect(order.at(-1)).toBe("studentSchoolAssociations");
    expect(plan.items).toBe(15);
    for (const segment of plan.segments) {
      for (const needed of NEEDS[segment.endpoint] ?? []) {
        const other = plan.segments.find(({ endpoint }) => endpoint === needed);
        expect(other?.level).toBeLessThan(segment.level);
      }
    }
  });

  it("raises a resource above what it refers to when the target's list does not know it", () => {
    const rows = ROWS.filter((row) => row.resource !== "/ed-fi/sessions");
    const plan = buildLoadPlan(fake(NEEDS), rows, EVERYTHING);
    const level = (endpoint: string) => plan.segments.find((segment) => segment.endpoint === endpoint)?.level ?? 0;
    expect(level("sessions")).toBeGreaterThan(level("schools"));
    expect(level("studentSchoolAssociations")).toBeGreaterThan(level("sessions"));
  });

  it("names a cycle", () => {
    const cyclic = fake({ a: [], b: [] });
    const needs: Record<string, readonly string[]> = { a: ["b"], b: ["a"] };
    const dataset = { ...cyclic, needs: (endpoint: string) => ({ required: [], optional: needs[endpoint] ?? [] }) };
    expect(() => buildLoadPlan(dataset as Dataset, [], EVERYTHING)).toThrow("a -> b -> a");
  });

  it("lists what is left out, and changes its fingerprint with it", () => {
    const whole = buildLoadPlan(fake(NEEDS), ROWS, EVERYTHING);
    const less = buildLoadPlan(fake(NEEDS), ROWS, { ...EVERYTHING, canCreate: (endpoint) => endpoint !== "students" });
    expect(less.leftOut.map(({ endpoint }) => endpoint)).toEqual(["students", "studentSchoolAssociations"]);
    expect(less.fingerprint).not.toBe(whole.fingerprint);
    expect(buildLoadPlan(fake(NEEDS), ROWS, EVERYTHING).fingerprint).toBe(whole.fingerprint);
  });

  it("has another fingerprint than a plan of the same shape had with version 1 of the dataset", () => {
    const { segments, fingerprint: found, datasetVersion } = buildLoadPlan(fake(NEEDS), ROWS, EVERYTHING);
    const shape = segments.map(({ endpoint, count }) => `${endpoint}:${count}`).join();
    expect(datasetVersion).toBe(DATASET_VERSION);
    expect(found).not.toBe(fingerprint(`${JSON.stringify({ seed: 1 })} ${shape}`));
  });
});

describe("locateItem", () => {
  it("finds every item of every segment", () => {
    const { segments, items } = buildLoadPlan(fake(NEEDS, { schools: 1, students: 7 }), ROWS, EVERYTHING);
    const seen = new Map<string, number[]>();
    for (let item = 0; item < items; item++) {
      const { segment, index } = locateItem(segments, item);
      seen.set(segment.endpoint, [...(seen.get(segment.endpoint) ?? []), index]);
    }
    for (const { endpoint, count } of segments)
      expect(seen.get(endpoint)).toEqual(Array.from({ length: count }, (_, i) => i));
  });
});
