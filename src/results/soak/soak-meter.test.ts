import { expect, it } from "vitest";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { SoakMeter } from "./soak-meter.ts";

const START_MS = 1_700_000_000_000;

/** Seconds of a run, in steps of two. */
function play(seconds: number, each: (second: number, meter: SoakMeter) => void): SoakMeter {
  const meter = new SoakMeter(2000);
  meter.tick(START_MS);
  for (let second = 0; second < seconds; second++) {
    each(second, meter);
    meter.tick(START_MS + 1000 * (second + 1));
  }
  return meter;
}

const seriesOf = (meter: SoakMeter, name: string) =>
  meter
    .input(true)
    .series.find((series) => series.name === name)
    ?.values.map((value) => Math.round(value));

it("has one point for each step, of every operation, and of all together", () => {
  const meter = play(6, (second, own) => {
    for (let n = 0; n < 10; n++) own.add({ op: "read", bin: binOf(10 * (second + 1)), isDone: true });
    for (let n = 0; n < 2; n++) own.add({ op: "create", bin: binOf(100), isDone: true });
    if (second > 2) own.add({ op: "read", bin: undefined, isDone: false });
  });
  expect(meter.input(false)).toMatchObject({ stepSeconds: 2 });
  expect(meter.input(false)).not.toHaveProperty("rows");
  expect(meter.input(true).rows).toEqual([4, 8, 12]);
  expect(seriesOf(meter, "mean read")).toEqual([15, 35, 55]);
  // The middle of the bin of 100 ms.
  expect(seriesOf(meter, "p95")).toEqual([99, 99, 99]);
  expect(meter.input(true).series.find(({ name }) => name === "failures")?.values).toEqual([0, 1 / 25, 2 / 26]);
  expect([meter.done, meter.failed]).toEqual([72, 3]);
});

it("has a gap where nothing was measured, and a series that begins late has one before", () => {
  const meter = play(8, (second, own) => {
    if (second < 2 || second >= 6) for (let n = 0; n < 20; n++) own.add({ op: "read", bin: binOf(10), isDone: true });
    if (second === 7) own.gauge("memory", "bytes", 42);
  });
  expect(seriesOf(meter, "mean read")).toEqual([10, Number.NaN, Number.NaN, 10]);
  expect(seriesOf(meter, "memory")).toEqual([Number.NaN, Number.NaN, Number.NaN, 42]);
  expect(seriesOf(meter, "failures")).toEqual([0, Number.NaN, Number.NaN, 0]);
});

it("has a point for each second, though the lines of the clock are late by some milliseconds each", () => {
  const meter = new SoakMeter(1000);
  for (let second = 0; second <= 45; second++) {
    meter.tick(START_MS + 1000 * second + ((second * 37 + 45) % 50));
    for (let n = 0; n < 20; n++) meter.add({ op: "read", bin: binOf(10), isDone: true });
  }
  const points = seriesOf(meter, "p95") ?? [];
  expect(points).toHaveLength(45);
  expect(points.filter(Number.isNaN)).toEqual([]);
});

it("knows how many rows the mix has added", () => {
  const meter = play(4, (second, own) => {
    own.add({ op: second < 2 ? "create" : "delete", bin: binOf(10), isDone: true });
  });
  expect(meter.input(true).rows).toEqual([2, 0]);
});
