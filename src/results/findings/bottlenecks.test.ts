/** Made situations whose bottleneck is known: it is named first. Where nothing tells, nothing is named. */

import { describe, expect, it } from "vitest";
import { type MadeRest, type MadeStep, madeEvidence } from "../../../test/fakes/made-evidence.ts";
import { createRandom } from "../stats/random.ts";
import { findingsOf } from "./findings.ts";
import { situationOf } from "./situation.ts";

const INSERT = "INSERT INTO document (id, body) VALUES ($1, $2)";
const SELECT = "SELECT body FROM document WHERE student = $1";
const UPDATE = "UPDATE counter SET value = value + $1 WHERE id = $2";

/** Figures of a target with two cores that has nothing to do. */
const CALM = {
  "machine.cpu": 0.05,
  "machine.cores": 2,
  "machine.generatorCpu": 0.05,
  "machine.memory": 2e9,
  "machine.memoryTotal": 8e9,
  "machine.diskBusy": 0.02,
  "machine.container.cpu:node": 0.02,
  "database.sessions": 10,
  "database.maxConnections": 100,
  "database.active": 0.2,
  "database.wait:CPU": 0.2,
  "database.commits": 40,
  "database.cacheHit": 0.999,
  "database.rowsReturned": 500,
  "database.rowsFetched": 400,
  "database.cpu": 0.02,
};

interface Bottleneck {
  readonly steps: readonly MadeStep[];
  readonly rest?: MadeRest;
}

/** @param k how much the situation differs from the typical one, about 1 */
const BOTTLENECKS: Readonly<Record<string, (k: number) => Bottleneck>> = {
  "service-cpu": (k) => ({
    steps: [
      {
        rate: 40,
        values: {
          ...CALM,
          "machine.cpu": 0.3,
          "machine.container.cpu:node": 0.5 * k,
          "machine.container.busiestThread:node": 0.5 * k,
          "database.cpu": 0.05,
        },
        statements: [{ text: SELECT, calls: 1000, totalMs: 800 }],
      },
      {
        rate: 80,
        done: 65 * k,
        values: {
          ...CALM,
          "machine.cpu": 0.6,
          "machine.container.cpu:node": 1 + 0.02 * k,
          "machine.container.busiestThread:node": 0.98,
          "database.cpu": 0.09,
        },
        statements: [{ text: SELECT, calls: 1750, totalMs: 1500 * k }],
      },
    ],
  }),
  "row-locks": (k) => ({
    steps: [
      {
        rate: 40,
        values: { ...CALM, "database.active": 1, "database.wait:Lock:transactionid": 0.1 * k, "database.cpu": 0.05 },
        statements: [{ text: UPDATE, calls: 1000, totalMs: 6000 }],
      },
      {
        rate: 80,
        done: 50 * k,
        values: {
          ...CALM,
          "database.active": 9.6,
          "database.wait:Lock:transactionid": 4.2 * k,
          "database.wait:Lock:tuple": 3 * k,
          "database.cpu": 0.06,
        },
        statements: [
          { text: UPDATE, calls: 1250, totalMs: 200_000 * k },
          { text: INSERT, calls: 1250, totalMs: 900 },
        ],
      },
    ],
  }),
  "missing-index": (k) => ({
    steps: [
      {
        rate: 40,
        values: {
          ...CALM,
          "machine.cpu": 0.5,
          "database.cpu": 0.9,
          "database.active": 1,
          "database.rowsReturned": 4e6 * k,
        },
        statements: [{ text: SELECT, calls: 1000, totalMs: 24_000 }],
      },
      {
        rate: 80,
        done: 65 * k,
        values: {
          ...CALM,
          "machine.cpu": 0.98,
          "database.cpu": 1.8,
          "database.active": 9.5,
          "database.rowsReturned": 7e6 * k,
        },
        statements: [
          { text: SELECT, calls: 1750, totalMs: 220_000 * k },
          { text: INSERT, calls: 1750, totalMs: 1500 },
        ],
      },
    ],
    rest: {
      tables: [
        { name: "public.document", sequentialScans: 3000, sequentialRows: 3000 * 100_000 * k },
        { name: "public.tenant", sequentialScans: 90_000, sequentialRows: 180_000 },
      ],
    },
  }),
  "expensive-statement": (k) => ({
    steps: [
      {
        rate: 40,
        values: { ...CALM, "machine.cpu": 0.5, "database.cpu": 0.9, "database.active": 1 },
        statements: [{ text: SELECT, calls: 1000, totalMs: 24_000 }],
      },
      {
        rate: 80,
        done: 65 * k,
        values: { ...CALM, "machine.cpu": 0.98, "database.cpu": 1.8, "database.active": 9.5, "database.sessions": 10 },
        statements: [
          { text: SELECT, calls: 1750, totalMs: 90_000 * k },
          { text: INSERT, calls: 1750, totalMs: 30_000 },
        ],
      },
    ],
    rest: { tables: [{ name: "public.tenant", sequentialScans: 90_000, sequentialRows: 180_000 }] },
  }),
};

describe.each(Object.entries(BOTTLENECKS))("a bottleneck that was built in: %s", (code, bottleneck) => {
  it.each([0.85, 0.95, 1, 1.1])("is named first (%f of the typical one)", (k) => {
    const { steps, rest } = bottleneck(k);
    const findings = findingsOf(madeEvidence(steps, rest));
    expect(findings[0]).toMatchObject({ code, confidence: "likely" });
    for (const { figure, value, step } of findings[0]?.evidence ?? []) {
      expect(Number.isFinite(value), figure).toBe(true);
      expect([1, 2]).toContain(step);
    }
  });

  it("is not named where its figures were not collected", () => {
    const { steps } = bottleneck(1);
    const bare = steps.map(({ rate, done = rate }) => ({ rate, done }));
    expect(findingsOf(madeEvidence(bare))).toEqual([]);
  });

  it("is not named where the target held", () => {
    const { steps, rest } = bottleneck(1);
    const holding = steps.map(({ done: _, ...step }) => step);
    expect(findingsOf(madeEvidence(holding, rest))).toEqual([]);
  });
});

/** A target that gives way though what is known of it is as at ease. Of every second one, much is not known. */
function withoutEvidence(seed: number): readonly MadeStep[] {
  const random = createRandom(seed);
  const isPartial = seed % 2 === 0;
  const isKnown = new Map(Object.keys(CALM).map((name) => [name, !isPartial || random() < 0.6]));
  const values = () =>
    Object.fromEntries(
      Object.entries(CALM)
        .filter(([name]) => isKnown.get(name) && !(isPartial && name === "machine.cpu"))
        .map(([name, value]) => [name, STEADY.test(name) ? value : value * (0.8 + 0.4 * random())]),
    );
  const statements = (calls: number) =>
    [INSERT, SELECT, UPDATE].map((text) => ({ text, calls, totalMs: calls * (0.1 + 0.3 * random()) }));
  const rate = 20 + Math.floor(200 * random());
  // Where the CPU is known, throughput still grows: else the service would have a queue.
  const done = Math.floor(rate * (isPartial ? 1 : 1.6 + 0.2 * random()));
  return [
    { rate, values: values(), statements: statements(20 * rate) },
    { rate: 2 * rate, done, values: values(), statements: statements(20 * done) },
  ];
}

const STEADY = /cores|max|Total|cacheHit/;

describe("a target that gives way without a figure that tells why", () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))("gets no hypothesis (%d)", (seed) => {
    const evidence = madeEvidence(withoutEvidence(seed));
    expect(situationOf(evidence)?.broken.number).toBe(2);
    expect(findingsOf(evidence)).toEqual([]);
  });
});
