/** What is known about a PostgreSQL database at the end of a run, beside its figures over time. Pure. */

import type * as v from "valibot";
import {
  described,
  type Immutable,
  list,
  number,
  object,
  optional,
  record,
  text,
  wholeNumber,
} from "../../base/schema.ts";

const EPOCH = "Milliseconds since 1970.";
const ANY_NUMBER = number("a number", { least: -Number.MAX_VALUE });

const STATEMENT = object({
  id: described(text(), "A key of `texts`: the query id of PostgreSQL."),
  calls: wholeNumber(),
  totalMs: described(number(), "Time that all calls together took to execute."),
  meanMs: number(),
  rows: described(wholeNumber(), "Rows that were returned or changed."),
  blocksHit: described(wholeNumber(), "Blocks found in shared buffers."),
  blocksRead: described(wholeNumber(), "Blocks that were not."),
  tempBlocks: described(wholeNumber(), "Blocks of temporary files, read and written."),
});

const INTERVAL = object({
  fromMs: described(number(), EPOCH),
  toMs: described(number(), EPOCH),
  calls: described(wholeNumber(), "Of all statements."),
  totalMs: described(number(), "Of all statements."),
  statements: described(list(STATEMENT), "The first by total and the first by mean time, by falling total time."),
});

const BLOCKER = object({
  waiting: optional(text(), "Statement that waits for a lock: a key of `texts`, where its text is known."),
  blocking: optional(text(), "Last statement of the session that holds the lock, likewise."),
  state: described(text(), "Of that session: active, or idle in transaction."),
  sessions: described(wholeNumber(), "Sessions that waited so, added up over all samples."),
});

const RELATION = {
  name: described(text(), "Schema and name; the partitions of a table are added up under its own name."),
  bytesBefore: number(),
  bytesAfter: number(),
};

const TABLE = object({
  ...RELATION,
  liveRows: described(number(), "PostgreSQL's estimate at the end."),
  deadRows: described(number(), "PostgreSQL's estimate at the end."),
  sequentialScans: described(number(), "During the run, as all figures that follow."),
  sequentialRows: described(number(), "Rows that sequential scans read."),
  indexScans: number(),
});

const INDEX = object({ ...RELATION, table: text(), scans: described(number(), "During the run.") });

const PLAN_NODE = object({
  depth: described(wholeNumber(), "0 for the node that returns the result."),
  node: described(text(), "As PostgreSQL names it: Seq Scan, Index Scan, Hash Join."),
  on: optional(text(), "Table that it reads or changes."),
  index: optional(text(), "Index that it uses."),
  condition: optional(text(), "Conditions, joined by `and`, without literal values."),
  rows: described(ANY_NUMBER, "Rows that the planner expects."),
  cost: described(ANY_NUMBER, "Total cost, in units of the planner."),
});

const PLAN = object({
  id: described(text(), "A key of `texts`."),
  nodes: optional(list(PLAN_NODE), "The generic plan."),
  missing: optional(text(), "Why there is no plan."),
});

export const DATABASE_REPORT = object({
  version: described(text(), "Of the server."),
  missing: described(list(text()), "What this role or this server does not give, and why."),
  texts: described(record(text(), text()), "Statements by query id, normalized: no literal value is in them."),
  run: optional(INTERVAL, "The run, from its first to its last border. Absent without pg_stat_statements."),
  steps: described(list(INTERVAL), "From each border to the next, where a phase has steps."),
  plans: described(list(PLAN), "Of the statements that took most of the time of the run."),
  blockers: described(list(BLOCKER), "Who waited for whom, the most frequent first."),
  tables: described(list(TABLE), "The largest, and those that grew or were scanned most."),
  indexes: described(list(INDEX), "The largest, and those that grew most."),
  settings: described(record(text(), text()), "Settings that matter for the speed, with their units."),
});

export type DatabaseReport = Immutable<v.InferOutput<typeof DATABASE_REPORT>>;
export type StatementInterval = Immutable<v.InferOutput<typeof INTERVAL>>;
export type StatementFigures = Immutable<v.InferOutput<typeof STATEMENT>>;
export type BlockerReport = Immutable<v.InferOutput<typeof BLOCKER>>;
export type TableReport = Immutable<v.InferOutput<typeof TABLE>>;
export type IndexReport = Immutable<v.InferOutput<typeof INDEX>>;
export type PlanReport = Immutable<v.InferOutput<typeof PLAN>>;
export type PlanNode = Immutable<v.InferOutput<typeof PLAN_NODE>>;
