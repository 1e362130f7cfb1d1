import { expect, it } from "vitest";
import { targetChartsOf } from "./target-charts.ts";

const START = 1_795_409_074_000;
const STEP = 5000;

/** Samples five seconds apart, with the values of each. */
function chartsOf(...values: readonly Readonly<Record<string, number>>[]) {
  const samples = values.map((own, index) => ({ atMs: START + STEP * (index + 1), values: own }));
  return targetChartsOf(samples, START);
}

it("groups figures by source and subject, in units of an axis", () => {
  const [machine, database] = chartsOf(
    { "machine.cpu": 0.25, "database.commits": 10, "database.walBytes": 2e6, "database.rollbacks": 1 },
    { "machine.cpu": 0.5, "database.commits": 30, "database.walBytes": 1e6, "database.rollbacks": 0 },
  );
  expect(machine).toMatchObject({ source: "machine", unchanged: [] });
  expect(machine?.charts).toEqual([
    {
      id: "machine-1",
      title: "CPU and disk of the machine",
      unit: "%",
      note: "",
      seconds: [5, 10],
      lines: [{ label: "CPU of the machine", colour: "c1", values: [25, 50] }],
    },
  ]);
  expect(database?.charts.map(({ title, unit, lines }) => [title, unit, lines.map(({ label }) => label)])).toEqual([
    ["Transactions", "/s", ["commits", "rollbacks"]],
    ["Temporary files and write-ahead log", "MB/s", ["write-ahead log written"]],
  ]);
});

it("names what does not change instead of drawing it", () => {
  const [database] = chartsOf(
    { "database.maxConnections": 100, "database.deadlocks": 0, "database.active": 1 },
    { "database.maxConnections": 100, "database.deadlocks": 0, "database.active": 2 },
  );
  expect(database?.charts.map(({ lines }) => lines.map(({ label }) => label))).toEqual([["active sessions"]]);
  expect(database?.unchanged).toEqual(["connections allowed 100", "deadlocks 0/s"]);
});

it("draws a wait that is missing in a sample as no session, the highest six of them", () => {
  const waits = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`database.wait:W${index}`, index + 1]));
  const [database] = chartsOf({ "database.active": 36, ...waits }, { "database.active": 0 });
  const chart = database?.charts.find(({ title }) => title.startsWith("Active sessions by"));
  expect(chart?.lines.map(({ label }) => label)).toEqual(["W7", "W6", "W5", "W4", "W3", "W2"]);
  expect(chart?.lines[0]?.values).toEqual([8, 0]);
  expect(chart?.note).toBe("The 6 highest of 8");
});

it("has a hole where samples are missing, and none where a figure is only collected less often", () => {
  const samples = [1, 2, 3, 4, 5, 20, 21].map((at) => ({
    atMs: START + STEP * at,
    values: { "machine.load": at, ...(at % 2 === 1 ? { "database.bytes": at * 1e6 } : {}) },
  }));
  const [machine, database] = targetChartsOf(samples, START);
  expect(machine?.charts[0]?.seconds).toEqual([5, 10, 15, 20, 25, 62.5, 100, 105]);
  expect(machine?.charts[0]?.lines[0]?.values).toEqual([1, 2, 3, 4, 5, null, 20, 21]);
  expect(database?.charts[0]?.seconds).toEqual([5, 15, 25, 65, 105]);
  expect(database?.charts[0]?.lines[0]?.values).toEqual([1, 3, 5, null, 21]);
});

it("keeps figures of the same name apart by their source", () => {
  const groups = chartsOf({ "metrics.x": 1, "requests.x": 5 }, { "metrics.x": 2, "requests.x": 6 });
  expect(
    groups.map(({ source, charts }) => [source, charts.map(({ lines }) => lines.map(({ values }) => values))]),
  ).toEqual([
    ["requests", [[[5, 6]]]],
    ["metrics", [[[1, 2]]]],
  ]);
});

it("gives each query of the user a chart of its own, with its series", () => {
  const [metrics] = chartsOf(
    { "metrics.gc": 1, "metrics.errors:code=500,pod=a": 4, "metrics.errors:code=500,pod=b": 1 },
    { "metrics.gc": 2, "metrics.errors:code=500,pod=a": 2, "metrics.errors:code=500,pod=b": 3 },
  );
  expect(metrics?.charts.map(({ title, unit, lines }) => [title, unit, lines.length])).toEqual([
    ["gc", "", 1],
    ["errors", "", 2],
  ]);
});

it.each([1, 8])("stays small in %d hours of very many figures", (hours) => {
  const names = Array.from({ length: 200 }, (_, index) => `metrics.figure${index % 40}:pod=${index}`);
  const samples = Array.from({ length: hours * 720 }, (_, index) => ({
    atMs: START + STEP * index,
    values: Object.fromEntries(names.map((name, at) => [name, 1000 * Math.sin(index * at + 1) ** 2])),
  }));
  const charts = targetChartsOf(samples, START).flatMap((own) => own.charts);
  expect(charts.length).toBe(30);
  expect(charts.flatMap(({ lines }) => lines).every(({ values }) => values.length > 50)).toBe(true);
  expect(JSON.stringify(charts).length).toBeLessThan(400_000);
});

it("draws the time in which the target held the run back apart from the answers that refuse: its unit is another", () => {
  const [requests] = chartsOf(
    { "requests.rateLimited": 0, "requests.heldShare": 0 },
    { "requests.rateLimited": 2, "requests.heldShare": 0.5 },
  );
  expect(requests?.charts.map(({ unit, lines }) => [unit, lines.map(({ values }) => values)])).toEqual([
    ["/s", [[0, 2]]],
    ["%", [[0, 50]]],
  ]);
});
