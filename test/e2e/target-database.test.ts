/** Figures of a real PostgreSQL beside a known load, and one line for each reason why there are none. */
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readValue } from "../../src/base/schema.ts";
import type { DatabaseReport } from "../../src/results/figures/database-report.ts";
import type { FigureValues } from "../../src/results/figures/figure-values.ts";
import { TARGET_REPORT } from "../../src/results/figures/target-report.ts";
import { DatabaseCollector } from "../../src/target/figures/database/database-collector.ts";
import type { Check } from "../../src/target/preflight/checklist.ts";
import {
  HAS_POSTGRES,
  NEEDS_POSTGRES,
  PASSWORD,
  type PostgresServer,
  startPostgres,
} from "../fakes/postgres-server.ts";
import { until } from "./support/condition.ts";

const LITERAL = "Zorblax-7411";
const ROWS = 5000;
const INSERTS = 200;
const DELETES = 100;
const SCANS = 3;
/** Two minutes of a run. */
const SAMPLES = 24;

let server: PostgresServer;
let admin: pg.Client;
const opened: { close(): Promise<void> }[] = [];

function collectorFor(targetDatabaseUrl: string, targetDatabaseReset = false): DatabaseCollector {
  const collector = new DatabaseCollector({ targetDatabaseUrl, targetDatabaseReset });
  opened.push(collector);
  return collector;
}

/** A session of its own writes its statistics when it ends. */
async function inSession(work: (session: pg.Client) => Promise<void>): Promise<void> {
  const session = await server.connect();
  await work(session);
  await session.end();
}

async function repeat(times: number, work: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < times; n++) await work(n);
}

/** @returns the line of the error */
async function lineOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "it worked",
    (error: Error) => error.message,
  );
}

describe.runIf(HAS_POSTGRES)(`figures of PostgreSQL${NEEDS_POSTGRES}`, () => {
  beforeAll(async () => {
    server = await startPostgres({ deadlock_timeout: "100ms", autovacuum: "off" });
    admin = await server.connect();
    await admin.query("create extension pg_stat_statements");
    await admin.query("create table pupil (id int primary key, name text)");
    await admin.query(`insert into pupil select n, 'name ' || n from generate_series(1, ${ROWS}) as n`);
    await admin.query(`create role plain login password '${PASSWORD}'`);
    await admin.query(`create role watcher login password '${PASSWORD}' in role pg_monitor, pg_read_all_data`);
    await admin.query("create database bare");
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  afterAll(async () => {
    await admin.end().catch(() => undefined);
    await server.remove();
  });

  describe("beside a known load", () => {
    let before: FigureValues;
    let after: FigureValues;
    /** Between the two samples, at least and at most. */
    let seconds: readonly [least: number, most: number];
    let sortedBytes: number;
    let report: DatabaseReport;

    beforeAll(async () => {
      const collector = collectorFor(server.url("watcher"));
      await admin.query("vacuum analyze pupil");
      await collector.border();
      const beganMs = Date.now();
      before = await collector.sample();
      const firstMs = Date.now();
      await inSession(async (session) => {
        await repeat(INSERTS, (n) => session.query(`insert into pupil values (${ROWS + 1 + n}, '${LITERAL}')`));
        await repeat(DELETES, (n) => session.query(`delete from pupil where id = ${n + 1}`));
        await repeat(7, async () => {
          await session.query("begin");
          await session.query("update pupil set name = name where id = 1000");
          await session.query("rollback");
        });
      });
      await collector.border();
      await inSession(async (session) => {
        await repeat(SCANS, () => session.query(`select count(*) from pupil where name = '${LITERAL}'`));
        await session.query("set work_mem = '64kB'");
        const sort = "select generate_series(1, 50000) as n order by n desc";
        const { rows } = await session.query(`explain (analyze, format json) ${sort}`);
        sortedBytes = 1024 * rows[0]["QUERY PLAN"][0].Plan["Sort Space Used"];
        await session.query(`alter role plain password '${PASSWORD}'`);
      });
      const lastMs = Date.now();
      after = await collector.sample();
      seconds = [(lastMs - firstMs - 1) / 1000, (Date.now() - beganMs + 1) / 1000];
      await collector.border();
      const given = await collector.report();
      report = given.database as DatabaseReport;
      await collector.close();
    });

    /** In whole numbers: every rate is divided by that of rows deleted, of which the number is known. */
    function counted(name: string): number {
      return ((after[`database.${name}`] as number) / (after["database.rowsDeleted"] as number)) * DELETES;
    }

    function statement(text: string) {
      const [id] = Object.entries(report.texts).find(([, each]) => each === text) ?? [];
      return { id, ...report.run?.statements.find((each) => each.id === id) };
    }

    test("counters that are per second are those of the load", () => {
      expect(counted("rowsInserted")).toBeCloseTo(INSERTS, 6);
      expect(counted("rowsUpdated")).toBeCloseTo(7, 6);
      expect(counted("rollbacks")).toBeCloseTo(7, 6);
      expect(sortedBytes).toBeGreaterThan(100_000);
      expect(counted("tempBytes")).toBeCloseTo(sortedBytes, 3);
      // Each statement but those in a transaction, the start of two sessions, and this collector's own.
      const statements = INSERTS + DELETES + SCANS + 3;
      expect(counted("commits")).toBeGreaterThanOrEqual(statements);
      expect(counted("commits")).toBeLessThanOrEqual(statements + 15);
      expect(counted("rowsReturned")).toBeGreaterThan(SCANS * ROWS);
      expect(counted("walBytes")).toBeGreaterThan(INSERTS * 50);
      expect(counted("deadlocks")).toBe(0);
      const perSecond = after["database.rowsDeleted"] as number;
      expect(perSecond).toBeGreaterThanOrEqual(DELETES / seconds[1]);
      expect(perSecond).toBeLessThanOrEqual(DELETES / seconds[0]);
    });

    test("figures of the moment, and no rates before there are two moments", () => {
      expect(
        Object.keys(before)
          .filter((name) => !name.includes("wait"))
          .sort(),
      ).toEqual([
        "database.active",
        "database.blocked",
        "database.bytes",
        "database.maxConnections",
        "database.sessions",
      ]);
      expect(after["database.maxConnections"]).toBe(30);
      expect(after["database.sessions"]).toBe(1);
      expect(after["database.cacheHit"]).toBeGreaterThan(0.5);
      expect(after["database.cacheHit"]).toBeLessThanOrEqual(1);
      expect(before["database.bytes"]).toBeGreaterThan(1_000_000);
    });

    test.runIf(process.platform === "linux")("CPU of the server's processes", () => {
      expect(after["database.cpu"]).toBeGreaterThan(0);
      expect(after["database.cpu"]).toBeLessThan(4);
    });

    test("statements, each with its calls and rows", () => {
      expect(statement("insert into pupil values ($1, $2)")).toMatchObject({ calls: INSERTS, rows: INSERTS });
      expect(statement("delete from pupil where id = $1")).toMatchObject({ calls: DELETES, rows: DELETES });
      expect(statement("select count(*) from pupil where name = $1")).toMatchObject({ calls: SCANS, rows: SCANS });
      const scans = statement("select count(*) from pupil where name = $1");
      expect(scans.totalMs).toBeGreaterThan(0);
      expect(scans.meanMs).toBeCloseTo((scans.totalMs ?? Number.NaN) / SCANS, 9);
      expect(report.run?.totalMs).toBeGreaterThanOrEqual(scans.totalMs ?? Number.NaN);
    });

    test("statements of each step", () => {
      const inStep = (step: number, text: string): number | undefined =>
        report.steps[step]?.statements.find(({ id }) => id === statement(text).id)?.calls;
      expect(report.steps).toHaveLength(2);
      expect(report.steps[0]?.toMs).toBe(report.steps[1]?.fromMs);
      expect(inStep(0, "insert into pupil values ($1, $2)")).toBe(INSERTS);
      expect(inStep(1, "insert into pupil values ($1, $2)")).toBeUndefined();
      expect(inStep(0, "select count(*) from pupil where name = $1")).toBeUndefined();
      expect(inStep(1, "select count(*) from pupil where name = $1")).toBe(SCANS);
    });

    test("no statement of the collector is among them", () => {
      expect(Object.values(report.texts).filter((text) => /pg_stat|generic_plan|statement_timeout/.test(text))).toEqual(
        [],
      );
    });

    test("scans and sizes of tables and indexes", () => {
      const table = report.tables.find(({ name }) => name === "public.pupil");
      expect(table?.sequentialScans).toBe(SCANS);
      expect(table?.sequentialRows).toBe(SCANS * (ROWS + INSERTS - DELETES));
      expect(table?.indexScans).toBe(DELETES + 7);
      expect(table?.bytesAfter).toBeGreaterThan(table?.bytesBefore ?? Number.NaN);
      const index = report.indexes.find(({ name }) => name === "public.pupil_pkey");
      expect(index).toMatchObject({ table: "public.pupil", scans: DELETES + 7 });
      expect(index?.bytesBefore).toBeGreaterThan(0);
    });

    test("the generic plan of a statement, or why there is none", () => {
      const planOf = (text: string) => report.plans.find(({ id }) => id === statement(text).id);
      expect(planOf("select count(*) from pupil where name = $1")?.nodes?.at(-1)).toMatchObject({
        depth: 1,
        node: "Seq Scan",
        on: "pupil",
        condition: "(name = $1)",
      });
      expect(planOf("insert into pupil values ($1, $2)")).toMatchObject({
        missing: "permission denied for table pupil",
      });
    });

    test("settings with their units", () => {
      expect(report.settings).toMatchObject({
        shared_buffers: "32MB",
        max_connections: "30",
        work_mem: "4MB",
        jit: "on",
      });
    });

    test("no literal value and no password", () => {
      const all = JSON.stringify([before, after, report]);
      expect(all).not.toContain(LITERAL);
      expect(all).not.toContain(PASSWORD);
      expect(Object.values(report.texts)).toContain("alter role plain password ?");
    });

    test("the report has the shape of the file in a run folder", () => {
      expect(readValue(TARGET_REPORT, { problems: [], database: report })).toEqual({
        value: { problems: [], database: report },
      });
    });
  });

  test("a session that waits for the lock of another", async () => {
    const collector = collectorFor(server.url("watcher"));
    await collector.border();
    await collector.sample();
    const holder = await server.connect();
    const waiter = await server.connect();
    await holder.query("begin");
    await holder.query("update pupil set name = 'a' where id = 2000");
    const waiting = waiter.query("update pupil set name = 'b' where id = 2000");
    const values = await until("a session waits", async () => {
      const sample = await collector.sample();
      return sample["database.blocked"] === 1 && sample;
    });
    expect(values).toMatchObject({
      "database.sessions": 3,
      "database.active": 1,
      "database.wait:Lock:transactionid": 1,
    });
    await holder.query("commit");
    await waiting;
    await collector.border();
    const { database } = await collector.report();
    const [blocker, ...others] = database?.blockers ?? [];
    expect(others).toEqual([]);
    expect(blocker).toMatchObject({ state: "idle in transaction", waiting: blocker?.blocking });
    expect(blocker?.sessions).toBeGreaterThanOrEqual(1);
    expect(database?.texts[blocker?.waiting ?? ""]).toBe("update pupil set name = $1 where id = $2");
    expect((await collector.sample())["database.blocked"]).toBe(0);
    await holder.end();
    await waiter.end();
  });

  test("sessions that work, and those that wait for something else", async () => {
    const collector = collectorFor(server.url("watcher"));
    const sleeper = await server.connect();
    const worker = await server.connect();
    const ended = [
      sleeper.query("select pg_sleep(60)").catch(() => undefined),
      worker.query("do $$ begin loop perform 1; end loop; end $$").catch(() => undefined),
    ];
    const values = await until("both are at work", async () => {
      const sample = await collector.sample();
      return sample["database.active"] === 2 && sample;
    });
    expect(values).toMatchObject({ "database.wait:Timeout:PgSleep": 1, "database.blocked": 0 });
    const { rows } = await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()",
    );
    expect(rows).toHaveLength(2);
    await Promise.all(ended);
  });

  test("a deadlock", async () => {
    const collector = collectorFor(server.url("watcher"));
    await collector.sample();
    const [one, other] = [await server.connect(), await server.connect()];
    for (const session of [one, other]) await session.query("begin");
    await one.query("update pupil set name = 'c' where id = 3000");
    await other.query("update pupil set name = 'c' where id = 3001");
    const crossed = [
      one.query("update pupil set name = 'c' where id = 3001"),
      other.query("update pupil set name = 'c' where id = 3000"),
    ];
    const states = (await Promise.allSettled(crossed)).map(({ status }) => status);
    expect(states.toSorted()).toEqual(["fulfilled", "rejected"]);
    await one.end();
    await other.end();
    const deadlocks = await until(
      "a deadlock is counted",
      async () => (await collector.sample())["database.deadlocks"],
    );
    expect(deadlocks).toBeGreaterThan(0);
  });

  test.runIf(process.platform === "linux")("costs the database at most 0.5 % of a core", async () => {
    const collector = collectorFor(server.url("watcher"));
    await collector.border();
    await collector.sample();
    const { rows } = await admin.query("select pid from pg_stat_activity where usename = 'watcher'");
    const [{ pid }] = rows as [{ pid: number }];
    // The first of its figures is the CPU time in nanoseconds.
    const cpuMs = (): number => Number.parseInt(readFileSync(`/proc/${pid}/schedstat`, "utf8"), 10) / 1e6;
    const beforeMs = cpuMs();
    await repeat(SAMPLES, () => collector.sample());
    await collector.border();
    expect(rows).toHaveLength(1);
    expect(cpuMs() - beforeMs).toBeGreaterThan(0);
    expect(cpuMs() - beforeMs).toBeLessThan(0.005 * SAMPLES * 5000);
  });

  test("statistics are reset if that is asked for, and only then", async () => {
    const calls = async (): Promise<number> =>
      Number(
        (await admin.query("select sum(calls) as n from pg_stat_statements where query like 'create table pupil%'"))
          .rows[0].n,
      );
    expect(await calls()).toBe(1);
    await collectorFor(server.url("postgres")).border();
    expect(await calls()).toBe(1);
    expect(await lineOf(collectorFor(server.url("watcher"), true).border())).toMatch(
      /^The statistics were not reset\. The database \S+ answers 42501: permission denied for function pg_stat_reset$/,
    );
    await collectorFor(server.url("postgres"), true).border();
    expect(await calls()).toBe(0);
  });

  describe("one line", () => {
    const shown = (database = "postgres"): string => `127.0.0.1:${server.port}/${database}`;
    const problemOf = async (url: string): Promise<Check> => collectorFor(url).check();

    test("when all is there", async () => {
      const check = await problemOf(server.url("watcher"));
      expect(check).toEqual({
        name: "database",
        status: "ok",
        text: expect.stringMatching(
          /^PostgreSQL 17\.\d+ at 127\.0\.0\.1:\d+\/postgres: figures every 5 s, statements, sizes, plans$/,
        ),
      });
    });

    test("when the role has few rights: what is public is collected", async () => {
      expect(await problemOf(server.url("plain"))).toMatchObject({
        status: "warn",
        text: expect.stringMatching(
          /: no sessions, waits and statements of others: role plain lacks the privileges of pg_monitor$/,
        ),
        fix: "GRANT pg_monitor TO plain;",
      });
      const collector = collectorFor(server.url("plain"));
      await collector.border();
      await collector.sample();
      await pause(50);
      const values = await collector.sample();
      expect(values["database.sessions"]).toBeUndefined();
      expect(values["database.commits"]).toBeGreaterThanOrEqual(0);
      await collector.border();
      const { database } = await collector.report();
      expect(database?.missing).toEqual([expect.stringMatching(/role plain/)]);
      expect(database?.run?.statements).toEqual([]);
    });

    test("when the extension is missing: all else is collected", async () => {
      expect(await problemOf(server.url("postgres", PASSWORD, "bare"))).toMatchObject({
        status: "warn",
        text: expect.stringMatching(/: no statements: the extension pg_stat_statements is missing in this database$/),
      });
      const collector = collectorFor(server.url("watcher", PASSWORD, "bare"));
      await collector.border();
      expect(await collector.sample()).toMatchObject({ "database.sessions": expect.any(Number) });
      await collector.border();
      const { database } = await collector.report();
      expect(database).toMatchObject({ texts: {}, steps: [], plans: [], settings: { shared_buffers: "32MB" } });
      expect(database?.missing).toHaveLength(1);
      expect(database?.run).toBeUndefined();
    });

    test.each([
      ["the password is wrong", () => server.url("watcher", "wrong"), "does not accept the password of role watcher"],
      ["the database is missing", () => server.url("watcher", PASSWORD, "nothing"), "has no database nothing"],
      ["TLS is required", () => `${server.url("watcher")}?sslmode=require`, "does not offer TLS"],
    ])("when %s", async (_name, url, seen) => {
      const check = await problemOf(url());
      expect(check).toMatchObject({ name: "database", status: "warn" });
      expect(check.text).toMatch(new RegExp(`^The database 127\\.0\\.0\\.1:\\d+/\\w+ ${seen}$`));
      expect(await lineOf(collectorFor(url()).sample())).toBe(check.text);
    });

    test("when the connection is lost: it is opened again", async () => {
      const collector = collectorFor(server.url("watcher"));
      await collector.border();
      await collector.sample();
      await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'watcher'");
      const values = await until("it has figures again", () => collector.sample().catch(() => undefined));
      expect(values["database.commits"]).toBeGreaterThanOrEqual(0);
    });

    test("when the server is down: figures come back with it", async () => {
      const collector = collectorFor(server.url("watcher"));
      await collector.border();
      await collector.sample();
      await server.kill();
      const lines = [
        await lineOf(collector.sample()),
        await lineOf(collector.sample()),
        await lineOf(collector.border()),
      ];
      expect(lines[0]).toMatch(/^(The connection to the database \S+ was lost|No connection to the database .*)$/);
      expect(lines.slice(1)).toEqual(
        Array(2).fill(`No connection to the database ${shown()}: 127.0.0.1:${server.port} refused the connection`),
      );
      expect(await problemOf(server.url("watcher"))).toMatchObject({ status: "warn", text: lines[1] });
      await server.start();
      expect(await collector.sample()).toMatchObject({ "database.maxConnections": 30 });
      await collector.border();
      expect((await collector.report()).database?.run?.calls).toBeGreaterThan(0);
    });
  });
});
