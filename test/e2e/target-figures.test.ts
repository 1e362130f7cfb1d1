/** A load beside which figures of a real PostgreSQL are collected, and one that loses its database. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { TARGET_FIGURES_FILE } from "../../src/lib/contracts/run-files.ts";
import { readFigures, readTargetReport } from "../../src/store/target-figures.ts";
import {
  HAS_POSTGRES,
  NEEDS_POSTGRES,
  PASSWORD,
  type PostgresServer,
  startPostgres,
} from "../fakes/postgres-server.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { EVERYTHING, SMALL } from "./support/load.ts";
import { CAN_LIST_PROCESSES } from "./support/processes.ts";
import { type Environment, type Program, runCommand, startCommand } from "./support/program.ts";
import { filesBelow, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";
import { watched } from "./support/watched.ts";

const LITERAL = "Zorblax-7411";

describe.runIf(HAS_POSTGRES)(`a load with TARGET_DATABASE_URL${NEEDS_POSTGRES}`, () => {
  let server: PostgresServer;
  let clone: Clone;
  let sandbox: TestSandbox;
  let environment: Environment;
  let stores = 0;
  beforeAll(async () => {
    clone = createClone();
    server = await startPostgres();
    const admin = await server.connect();
    await admin.query("create extension pg_stat_statements");
    await admin.query("create table pupil (name text)");
    await admin.end();
  });
  afterEach(() => sandbox.stop());
  afterAll(async () => {
    await server.remove();
    clone.remove();
  });

  /** A load lasts at least six seconds, on any machine: what is done meanwhile takes one. */
  async function startRun(command: string, ...args: string[]): Promise<Program> {
    sandbox = await startTestSandbox(clone, EVERYTHING, `.sandbox-${++stores}`);
    if (command === "run-load-phase") await sandbox.setFaults([{ route: "/data/**", method: "POST", delayMs: 80 }]);
    environment = { ...sandbox.environment, ...SMALL, TARGET_DATABASE_URL: server.url() };
    return startCommand(clone, command, args, environment);
  }

  function newestFolder(): string {
    return runFolders(clone.file("results")).at(-1) ?? "";
  }

  /** Of the run that has been started. */
  async function figuresAreCollected(): Promise<void> {
    const isCollected = () => existsSync(join(newestFolder(), TARGET_FIGURES_FILE));
    await until("figures are collected", () => runFolders(clone.file("results")).length === stores && isCollected());
  }

  test("leaves figures and a report, in which there is neither password nor data", async () => {
    const running = watched(await startRun("run-load-phase", "--verbose"));
    await figuresAreCollected();
    const pupil = await server.connect();
    for (let n = 0; n < 20; n++) await pupil.query(`insert into pupil values ('${LITERAL}')`);
    await pupil.end();
    const run = await running;
    expect(run.code, run.output).toBe(0);
    const figures = readFigures(newestFolder());
    expect(figures.length).toBeGreaterThanOrEqual(2);
    expect(figures[0]?.values).toMatchObject({ "database.maxConnections": 30 });
    const report = readTargetReport(newestFolder());
    expect(report?.problems).toEqual([]);
    const [id] =
      Object.entries(report?.database?.texts ?? {}).find(([, text]) => text.startsWith("insert into pupil")) ?? [];
    expect(report?.database?.run?.statements.find((statement) => statement.id === id)?.calls).toBe(20);
    const places = [...filesBelow(clone.file("results"))].map((path): [string, string] => [
      path,
      readFileSync(path, "latin1"),
    ]);
    places.push(["output", run.output], ["arguments of processes", run.commandLines]);
    const texts = [PASSWORD, encodeURIComponent(PASSWORD), LITERAL];
    const found = places.filter(([, content]) => texts.some((text) => content.includes(text))).map(([place]) => place);
    expect(found).toEqual([]);
    expect(readFileSync(join(newestFolder(), "manifest.json"), "utf8")).toMatch(
      /"TARGET_DATABASE_URL": \{\s+"value": "\*\*\*"/,
    );
    if (CAN_LIST_PROCESSES) expect(run.commandLines).toContain("run-load-phase");
  });

  test("goes on without its database, and says so once", async () => {
    const load = await startRun("run-load-phase");
    await figuresAreCollected();
    await server.kill();
    const run = await load.ended;
    expect(run.code, run.output).toBe(0);
    expect(run.output).not.toMatch(/WARN/);
    const problems = readTargetReport(newestFolder())?.problems ?? [];
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatch(/^(No connection to|The connection to) the database 127\.0\.0\.1:\d+\/postgres\b/);
      expect(run.output.split(`warning   ${problem}\n`)).toHaveLength(2);
    }

    const without = await runCommand(clone, "run-smoke-test", [], environment);
    expect(without.code, without.output).toBe(0);
    expect(without.output).toMatch(
      /^WARN {2}database {2}No connection to the database \S+: 127\.0\.0\.1:\d+ refused the connection$/m,
    );
    const names = readFigures(newestFolder()).flatMap(({ values }) => Object.keys(values));
    expect(names).toContain("requests.rateLimited");
    expect(names.filter((name) => name.startsWith("database."))).toEqual([]);
    await server.start();
  });

  test("a capacity run has statements of each of its steps", async () => {
    const run = await (await startRun("run-capacity", "--budget", "45s", "--max-rate", "20", "--vus", "20")).ended;
    expect(run.code, run.output).toBe(0);
    const folder = runFolders(clone.file("results")).find((path) => path.endsWith("-capacity")) ?? "";
    const steps = readTargetReport(folder)?.database?.steps ?? [];
    const told = run.output.match(/^step \d/gm) ?? [];
    // What follows the last step is an interval too.
    expect(steps).toHaveLength(told.length + 1);
    expect(told.length).toBeGreaterThanOrEqual(1);
    expect(steps.slice(1).map(({ fromMs }) => fromMs)).toEqual(steps.slice(0, -1).map(({ toMs }) => toMs));
  });

  test("a wrong address ends it before it begins, without being shown", async () => {
    sandbox = await startTestSandbox(clone, EVERYTHING, `.sandbox-${++stores}`);
    const wrong = { ...sandbox.environment, TARGET_DATABASE_URL: `Host=db;Password=${PASSWORD}` };
    const run = await runCommand(clone, "run-load-phase", [], wrong);
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/^.*TARGET_DATABASE_URL: its value is not of the form \S+ \(set in environment\)$/m);
    expect(run.output).not.toContain(PASSWORD);
  });
});
