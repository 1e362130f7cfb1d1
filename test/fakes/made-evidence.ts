/** Evidence as a capacity run would leave it: steps of 20 seconds, a sample every 5, one interval of statements a step. */

import { type StepFigures, USUAL_LIMITS } from "../../src/results/capacity/step.ts";
import type { FailureCause } from "../../src/results/failure-digest.ts";
import type { DatabaseReport, StatementInterval, TableReport } from "../../src/results/figures/database-report.ts";
import type { FigureValues } from "../../src/results/figures/figure-values.ts";
import type { Evidence } from "../../src/results/findings/evidence.ts";

export interface MadeStatement {
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly rows?: number;
}

/** A step holds if it does what was asked. */
export interface MadeStep {
  /** Operations per second. */
  readonly rate: number;
  readonly done?: number;
  readonly figures?: Partial<StepFigures>;
  readonly values?: FigureValues;
  readonly statements?: readonly MadeStatement[];
}

/** Of a whole run. */
export interface MadeRest {
  readonly tables?: readonly Pick<TableReport, "name" | "sequentialScans" | "sequentialRows">[];
  readonly causes?: readonly Pick<FailureCause, "status" | "recorded">[];
}

const T = 1_700_000_000_000;
const SECONDS = 20;
/** A step with its warm-up and the pause before it. */
const STEP_MS = 25_000;
const SAMPLE_MS = 5000;

export function madeEvidence(steps: readonly MadeStep[], { tables = [], causes = [] }: MadeRest = {}): Evidence {
  const database: DatabaseReport = {
    version: "17.2",
    missing: [],
    blockers: [],
    texts: Object.fromEntries(steps.flatMap(({ statements = [] }) => statements.map(({ text }) => [text, text]))),
    steps: steps.map(intervalOf),
    plans: [],
    tables: tables.map((table) => ({
      ...table,
      bytesBefore: 0,
      bytesAfter: 0,
      liveRows: 0,
      deadRows: 0,
      indexScans: 0,
    })),
    indexes: [],
    settings: {},
  };
  return {
    steps: steps.map(figuresOf),
    limits: USUAL_LIMITS,
    samples: steps.flatMap(({ values }, index) => {
      if (values === undefined) return [];
      return [1, 2, 3, 4].map((sample) => ({ atMs: startOf(index) + sample * SAMPLE_MS, values }));
    }),
    database,
    causes: causes.map((cause) => ({
      ...cause,
      resource: "students",
      operation: "create",
      outcome: "unavailable",
      message: "",
      firstItem: 0,
      firstKey: "",
    })),
  };
}

/** Where its measured part begins. */
function startOf(index: number): number {
  return T + index * STEP_MS;
}

function figuresOf({ rate, done = rate, figures }: MadeStep, index: number): StepFigures {
  return {
    rate,
    fromMs: startOf(index),
    seconds: SECONDS,
    asked: rate * SECONDS,
    done: done * SECONDS,
    failed: 0,
    backlog: [0, 0],
    p95Ms: 20,
    meanMs: 10,
    p95ByOp: {},
    failedByOp: {},
    failedByOutcome: {},
    answersByOp: { read: { count: done * SECONDS, meanMs: 10 } },
    isGeneratorLimit: false,
    ...figures,
  };
}

function intervalOf({ statements = [] }: MadeStep, index: number): StatementInterval {
  const fromMs = startOf(index) - 2500;
  const rows = statements.map(({ text, calls, totalMs, rows = calls }) => ({
    id: text,
    calls,
    totalMs,
    meanMs: totalMs / calls,
    rows,
    blocksHit: 0,
    blocksRead: 0,
    tempBlocks: 0,
  }));
  return {
    fromMs,
    toMs: fromMs + STEP_MS,
    calls: rows.reduce((sum, { calls }) => sum + calls, 0),
    totalMs: rows.reduce((sum, { totalMs }) => sum + totalMs, 0),
    statements: rows.sort((a, b) => b.totalMs - a.totalMs),
  };
}
