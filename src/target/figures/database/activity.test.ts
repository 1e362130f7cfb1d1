import { expect, test } from "vitest";
import { type Activity, figuresOf } from "./activity.ts";

const NOTHING: Activity["counters"] = {
  xact_commit: 0,
  xact_rollback: 0,
  deadlocks: 0,
  tup_returned: 0,
  tup_fetched: 0,
  tup_inserted: 0,
  tup_updated: 0,
  tup_deleted: 0,
  temp_bytes: 0,
  wal_bytes: 0,
  checkpoints: 0,
  blks_hit: 0,
  blks_read: 0,
};

function moment(at: number, counters: Partial<Activity["counters"]> = {}): Activity {
  const sessions = { sessions: 9, active: 3, blocked: 1, waits: { CPU: 2, "Lock:tuple": 1 }, max_connections: 100 };
  return { at, ...sessions, counters: { ...NOTHING, ...counters } };
}

test("what grows is per second of the server's clock", () => {
  const before = moment(100, { xact_commit: 1000, wal_bytes: 5 });
  const after = moment(105, { xact_commit: 1050, wal_bytes: 5005, blks_hit: 75, blks_read: 25 });
  expect(figuresOf(after, before, true)).toMatchObject({
    "database.commits": 10,
    "database.walBytes": 1000,
    "database.deadlocks": 0,
    "database.cacheHit": 0.75,
    "database.sessions": 9,
    "database.active": 3,
    "database.blocked": 1,
    "database.wait:CPU": 2,
    "database.wait:Lock:tuple": 1,
    "database.maxConnections": 100,
  });
});

test("a counter that was reset, or that is unknown, gives no figure", () => {
  const before = moment(100, { xact_commit: 1000, blks_hit: 900 });
  const after = moment(105, { xact_commit: 20, blks_hit: 100, wal_bytes: null, tup_inserted: 50 });
  const values = figuresOf(after, before, true);
  expect(values["database.rowsInserted"]).toBe(10);
  for (const name of ["commits", "cacheHit", "walBytes"]) expect(values).not.toHaveProperty([`database.${name}`]);
});

test("without reads there is no share of them that was found", () => {
  expect(figuresOf(moment(105), moment(100), true)).not.toHaveProperty(["database.cacheHit"]);
});

test("a role that sees its own sessions alone gives none", () => {
  expect(figuresOf(moment(100), undefined, false)).toEqual({ "database.maxConnections": 100 });
});
