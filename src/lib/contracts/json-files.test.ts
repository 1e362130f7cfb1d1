import fc from "fast-check";
import { expect, it } from "vitest";
import { DATASET_VERSION } from "../data/dataset.ts";
import { type LoadedResource, type LoadPhaseData, readLoadData, writeLoadData } from "./load-data.ts";
import { type GivenWork, readWork, writeWork } from "./load-work.ts";
import {
  type ReadwritePlan,
  type ReadwriteRun,
  readReadwritePlan,
  readReadwriteRun,
  writeReadwritePlan,
  writeReadwriteRun,
} from "./readwrite-plan.ts";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const endpoint = fc.stringMatching(/^[a-z]\w{0,12}$/);
const texts = fc.array(text, { maxLength: 5 });
const known = fc.array(fc.tuple(fc.integer({ min: -1 }), text), { maxLength: 9 });
const byEndpoint = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(endpoint, value, { maxKeys: 5, noNullPrototype: true });

const target = fc.record({
  kind: fc.constantFrom("sandbox" as const, "target" as const),
  baseUrl: text,
  version: text,
});
const dataset = fc.record({
  seed: fc.nat(),
  datasetId: fc.nat(),
  schools: fc.nat(),
  students: fc.nat(),
  staff: fc.nat(),
  coursesPerSchool: fc.nat(),
  sectionsPerCourse: fc.nat(),
  schoolYear: fc.nat(),
});

const work: fc.Arbitrary<GivenWork> = fc.record({
  head: texts,
  segments: fc.array(fc.record({ endpoint, level: fc.nat(), first: fc.nat(), count: fc.nat() }), { maxLength: 5 }),
  ranges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 9 }),
  usable: texts,
  needs: texts,
});

const plan: fc.Arbitrary<ReadwritePlan> = fc.record({
  mix: fc.record({
    cells: fc.array(fc.record({ kind: fc.constantFrom("get" as const), resource: endpoint, upTo: fc.nat() })),
  }),
  scenarios: byEndpoint(byEndpoint(text)),
  thresholds: byEndpoint(texts),
  readBack: fc.record({ first: fc.nat(), every: fc.nat() }),
  counts: byEndpoint(fc.nat()),
  ifMatch: fc.boolean(),
  thinkMs: fc.nat(),
  isPaced: fc.boolean(),
  stock: fc.nat(),
  timesIterations: fc.boolean(),
  dataset,
  usable: texts,
  changes: byEndpoint(fc.record({ property: text, kind: fc.constantFrom("text" as const, "integer" as const) })),
  startedMs: fc.nat(),
  items: byEndpoint(known),
  schools: fc.array(fc.record({ id: fc.nat(), places: byEndpoint(fc.tuple(fc.nat(), fc.nat())) }), { maxLength: 5 }),
});

const run: fc.Arbitrary<ReadwriteRun> = fc.record({ target, mix: text, inFlight: fc.nat() });

const loaded: fc.Arbitrary<LoadedResource> = fc.record({
  level: fc.nat(),
  planned: fc.nat(),
  created: fc.nat(),
  present: fc.nat(),
  missing: fc.nat(),
  ids: fc.array(fc.tuple(fc.nat(), text), { maxLength: 5 }),
});
const data: fc.Arbitrary<LoadPhaseData> = fc.record({
  schema: fc.constant(1 as const),
  run: text,
  writtenAt: text,
  target,
  datasetVersion: fc.constant(DATASET_VERSION),
  plan: fc.record({ fingerprint: text, items: fc.nat() }),
  dataset,
  usable: texts,
  complete: fc.boolean(),
  resources: byEndpoint(loaded),
  missingItems: fc.array(fc.record({ item: fc.nat(), endpoint, index: fc.nat() }), { maxLength: 5 }),
});

it("reads each file as it was written", () => {
  fc.assert(
    fc.property(work, plan, run, data, (work, plan, run, data) => {
      expect(readWork(writeWork(work))).toEqual(work);
      expect(readReadwritePlan(writeReadwritePlan(plan))).toEqual(plan);
      expect(readReadwriteRun(writeReadwriteRun(run))).toEqual(run);
      expect(readLoadData(writeLoadData(data))).toEqual(data);
    }),
  );
});

it("does not read the load of another version of the dataset", () => {
  const [sample] = fc.sample(data, 1) as [LoadPhaseData];
  const { datasetVersion: _, ...first } = { ...sample, run: "run-1" };
  const rest = `of the dataset; this program makes version ${DATASET_VERSION}. Delete what it created, then load again.`;
  for (const [load, version] of [
    [first, 1],
    [{ ...first, datasetVersion: 9 }, 9],
  ] as const) {
    expect(() => readLoadData(writeLoadData(load))).toThrow(`The load run-1 is of version ${version} ${rest}`);
  }
});
