/**
 * Soaks of 20 minutes on a sandbox that stays as it is, becomes slower, leaks memory, or becomes slower at once: what
 * drifts is found and dated, and nothing else. They are far below what the machine does, so all run at the same time.
 */

import type { DriftUnit, SeriesDrift } from "../../src/results/drift/drift-result.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import type { CapacitySettings } from "../../src/sandbox/capacity/capacity-file.ts";
import { loadedPlace, runAtCapacity } from "../e2e/support/capacity-run.ts";
import { createClone } from "../e2e/support/clone.ts";
import type { Facts, Proof, ProofCase } from "./proof.ts";

/** So slow that what a busy machine adds to a request is little. */
const USUAL: CapacitySettings = { workers: 16, serviceMs: 200, distribution: "lognormal" };
const ARGS = ["--rate", "20/s", "--duration", "20m"];
const JUMP_SECONDS = 600;
/** A date may be wrong by so much. */
const ALLOWED_SECONDS = 120;

interface Expected extends Required<Pick<SeriesDrift, "name" | "kind" | "sinceSeconds">> {
  /** Other series of the same unit may drift, too. */
  readonly unit: DriftUnit;
}

interface Kind {
  readonly name: string;
  readonly capacity: Partial<CapacitySettings>;
  /** Undefined: nothing drifts. */
  readonly expected: Expected | undefined;
}

const LATENCY = { name: "mean read", unit: "ms" } as const;

const KINDS: readonly Kind[] = [
  { name: "clean", capacity: {}, expected: undefined },
  {
    name: "slow-down",
    capacity: { slowDownPerMinute: 0.02 },
    expected: { ...LATENCY, kind: "slope", sinceSeconds: 0 },
  },
  {
    name: "leak",
    capacity: { leakBytes: 5000 },
    expected: { name: "memory of node", unit: "bytes", kind: "slope", sinceSeconds: 0 },
  },
  {
    name: "jump",
    capacity: { jumpAtMs: 1000 * JUMP_SECONDS, jumpFactor: 1.5 },
    expected: { ...LATENCY, kind: "jump", sinceSeconds: JUMP_SECONDS },
  },
];

export const soak: Proof = {
  name: "soak",
  text: "in 20 minutes a soak finds and dates a slow-down, a leak and a jump, and nothing where nothing drifts",
  run: async (use) => {
    const clone = createClone();
    try {
      const caseOf = ({ name, capacity, expected }: Kind): ProofCase => ({
        name,
        run: async () => {
          const run = { name, phase: "soak", capacity: { ...USUAL, ...capacity }, args: ARGS } as const;
          return factsOf((await runAtCapacity(clone, await loadedPlace(clone, run.name), run)).summary, expected);
        },
      });
      await Promise.all(KINDS.map((kind) => use(caseOf(kind))));
    } finally {
      clone.remove();
    }
  },
};

/** @throws Error for another drift than expected */
function factsOf({ verdict, reasons, findings = [], soak: result }: RunSummary, expected: Expected | undefined): Facts {
  const drifting = result?.drift.series.filter(({ state }) => state === "drifts") ?? [];
  const seen = drifting.map(textOf).join(", ");
  const codes = [...new Set(findings.map(({ code }) => code))].join();
  if (codes !== (expected === undefined ? "" : "drift") || !isAsExpected(drifting, expected))
    throw new Error(
      `expected ${expected === undefined ? "no drift" : textOf(expected)}: ${reasons.join("; ")}; ${seen}`,
    );
  return { verdict, done: result?.done ?? 0, tested: result?.drift.series.length ?? 0, seen };
}

function isAsExpected(drifting: readonly SeriesDrift[], expected: Expected | undefined): boolean {
  if (expected === undefined) return drifting.length === 0;
  const { name, unit, kind, sinceSeconds } = expected;
  const found = drifting.find((series) => series.name === name);
  const isDated = Math.abs((found?.sinceSeconds ?? Number.NaN) - sinceSeconds) <= ALLOWED_SECONDS;
  return found?.kind === kind && isDated && drifting.every((series) => series.unit === unit);
}

function textOf({ name, kind, sinceSeconds }: Pick<SeriesDrift, "name" | "kind" | "sinceSeconds">): string {
  return `${kind} of ${name} since ${sinceSeconds} s`;
}
