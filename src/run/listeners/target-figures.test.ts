import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTestContext, type TestContext } from "../../../test/fakes/command-context.ts";
import type { FigureSample, FigureValues } from "../../results/figures/figure-values.ts";
import { openRunFolder } from "../../store/run-folder.ts";
import { readFigures, readTargetReport } from "../../store/target-figures.ts";
import type { Collector } from "../../target/figures/collector.ts";
import type { ReadyTarget } from "../ready-target.ts";
import { Run } from "../run.ts";
import { TargetFigures } from "./target-figures.ts";

let base: string;
let testing: TestContext;
let run: Run;
beforeEach(() => {
  vi.useFakeTimers();
  base = mkdtempSync(join(tmpdir(), "figures-"));
  testing = createTestContext({});
  const folder = openRunFolder(base, "run", { create: true });
  run = new Run({
    context: testing.context,
    target: {} as ReadyTarget,
    phase: "load",
    folder,
    partOf: undefined,
    effective: undefined,
  });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(base, { recursive: true, force: true });
});

const INTERVAL_MS = 20;
const pause = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Notes what it is asked. */
class FakeCollector implements Collector {
  readonly source: Collector["source"];
  readonly asked: string[] = [];
  problem = "";

  constructor(source: Collector["source"]) {
    this.source = source;
  }

  check(): never {
    throw new Error("only preflight checks");
  }

  async sample(_tell?: (problem: string) => void): Promise<FigureValues> {
    this.#ask("sample");
    return { [`${this.source}.one`]: 1 };
  }

  async border(): Promise<void> {
    this.#ask("border");
  }

  async report() {
    this.#ask("report");
    return {};
  }

  async close(): Promise<void> {
    this.asked.push("close");
  }

  #ask(what: string): void {
    this.asked.push(what);
    if (this.problem !== "") throw new Error(this.problem);
  }
}

function subscribe(...collectors: Collector[]): void {
  run.subscribe(new TargetFigures(run, collectors, INTERVAL_MS));
}

test("samples every few seconds, borders where steps end, and a report", async () => {
  const [one, other] = [new FakeCollector("database"), new FakeCollector("machine")];
  subscribe(one, other);
  const heard: FigureSample[] = [];
  run.subscribe({ collected: (sample) => heard.push(sample) });
  run.started(1);
  await pause(5 * INTERVAL_MS);
  run.border();
  run.started(2);
  await run.engineEnded(true);
  const figures = readFigures(run.folder.path);
  expect(figures.length).toBeGreaterThanOrEqual(3);
  expect(heard).toEqual(figures);
  expect(figures.at(0)).toEqual({ atMs: expect.any(Number), values: { "database.one": 1, "machine.one": 1 } });
  expect(figures.map(({ atMs }) => atMs)).toEqual(figures.map(({ atMs }) => atMs).toSorted());
  expect(readTargetReport(run.folder.path)).toEqual({ problems: [] });
  expect(one.asked.filter((what) => what === "border")).toHaveLength(3);
  expect(one.asked.slice(0, 2).toSorted()).toEqual(["border", "sample"]);
  expect(one.asked.slice(-2)).toEqual(["report", "close"]);
  expect(other.asked.at(-1)).toBe("close");
  const { length } = one.asked;
  await pause(3 * INTERVAL_MS);
  run.border();
  expect(one.asked).toHaveLength(length);
});

test("a sample at a border, from which the time to the next one counts", async () => {
  const collector = new FakeCollector("machine");
  const intervalMs = 200;
  run.subscribe(new TargetFigures(run, [collector], intervalMs));
  run.started(1);
  await pause(intervalMs / 2);
  run.border();
  await pause(3 * intervalMs);
  await run.engineEnded(true);
  const [first = 0, border = 0, next = 0] = readFigures(run.folder.path).map(({ atMs }) => atMs);
  expect(border - first).toBeLessThan(0.95 * intervalMs);
  expect(next - border).toBeGreaterThan(0.95 * intervalMs);
});

test("a collector that fails is reported once, and the others continue", async () => {
  const [good, bad] = [new FakeCollector("database"), new FakeCollector("metrics")];
  bad.problem = "The server refused the connection";
  subscribe(good, bad);
  run.started(1);
  await pause(5 * INTERVAL_MS);
  await run.engineEnded(true);
  expect(run.warnings).toEqual(["The server refused the connection"]);
  expect(testing.lines).toEqual([]);
  expect(readFigures(run.folder.path).at(-1)?.values).toEqual({ "database.one": 1 });
  expect(readTargetReport(run.folder.path)).toEqual({ problems: ["The server refused the connection"] });
  expect(bad.asked.at(-1)).toBe("close");
});

test("figures that are missing while there are others are reported once", async () => {
  const collector = new FakeCollector("metrics");
  collector.sample = async (tell?: (problem: string) => void) => {
    tell?.("no cpu: bad query");
    return { "metrics.errors": 2 };
  };
  subscribe(collector);
  run.started(1);
  await pause(5 * INTERVAL_MS);
  await run.engineEnded(true);
  expect(run.warnings).toEqual(["no cpu: bad query"]);
  expect(readFigures(run.folder.path).at(-1)?.values).toEqual({ "metrics.errors": 2 });
});

test("what goes wrong after the live view has ended is printed", async () => {
  const collector = new FakeCollector("database");
  subscribe(collector);
  run.started(1);
  await pause(2 * INTERVAL_MS);
  collector.report = async () => {
    throw new Error("The connection was lost");
  };
  await run.engineEnded(true);
  expect(run.warnings).toEqual([]);
  expect(testing.lines).toEqual(["warning   The connection was lost"]);
  expect(readTargetReport(run.folder.path)).toEqual({ problems: ["The connection was lost"] });
});

test("a slow collector leaves a gap, and is not called twice at the same time", async () => {
  const collector = new FakeCollector("database");
  let under = 0;
  let most = 0;
  collector.sample = async () => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, 4 * INTERVAL_MS));
    under--;
    return { "database.one": 1 };
  };
  subscribe(collector);
  run.started(1);
  await pause(9 * INTERVAL_MS);
  await Promise.all([run.engineEnded(true), pause(4 * INTERVAL_MS)]);
  expect(most).toBe(1);
  expect(readFigures(run.folder.path).length).toBeGreaterThanOrEqual(1);
});

test("collects nothing before the run itself, such as during a baseline", async () => {
  const collector = new FakeCollector("database");
  subscribe(collector);
  run.isBaseline = true;
  run.started(1);
  await pause(2 * INTERVAL_MS);
  expect(collector.asked).toEqual([]);
  run.isBaseline = false;
  run.started(2);
  expect(collector.asked).not.toEqual([]);
  await run.engineEnded(true);
});

test("a run without collectors leaves no files", async () => {
  subscribe();
  run.started(1);
  await run.engineEnded(true);
  expect(readFigures(run.folder.path)).toEqual([]);
  expect(readTargetReport(run.folder.path)).toBeUndefined();
});

test("a run that is continued adds to its samples; a damaged line is left out", async () => {
  const file = run.folder.file("target-figures.ndjson");
  writeFileSync(file, `{"atMs":1,"values":{"database.one":2}}\n{"atMs":2,"val\n`);
  subscribe(new FakeCollector("database"));
  run.started(1);
  await run.engineEnded(true);
  expect(readFileSync(file, "utf8").split("\n").length).toBeGreaterThanOrEqual(4);
  expect(
    readFigures(run.folder.path)
      .slice(0, 2)
      .map(({ values }) => values["database.one"]),
  ).toEqual([2, 1]);
});
