import { expect, it, vi } from "vitest";
import { cellOf, operations, startReadwriteVu } from "../../../test/fakes/readwrite-vu.ts";
import { k6 } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { writeGate } from "../../lib/contracts/broker.ts";
import { msOfBin } from "../../lib/measure/latency-bins.ts";
import { END, withEnd, withStep, withUsers } from "../../lib/pace/schedule.ts";

useFakeK6();

it("does due operations, with their delay in the latency, and none of a step that has ended", async () => {
  const startMs = Date.now();
  const schedule = withStep(withStep([], startMs, 1), startMs + 10_000, END);
  k6.server = () => ({ status: 201, headers: { Location: "/students/new-1" }, durationMs: 100 });
  await startReadwriteVu({ mix: { cells: [cellOf({ kind: "create", resource: "students", upTo: 1 })] } });
  const { doWhenDue } = await import("./iteration.ts");
  const { broker } = k6;
  k6.broker = (key) => (key.startsWith("gate-") ? writeGate(1, 0, schedule) : broker(key));
  await doWhenDue(2);
  vi.setSystemTime(startMs + 6900);
  await doWhenDue(5);
  vi.setSystemTime(startMs + 10_000);
  await doWhenDue(9);
  await doWhenDue(10);
  const lines = operations().filter(({ op }) => op === "create");
  expect(lines.map(({ iteration }) => iteration)).toEqual([2, 5]);
  expect(k6.log.filter((line) => line.startsWith("x "))).toEqual(["x 9"]);
  expect(lines.map(({ bin = 0 }) => Math.round(msOfBin(bin) / 100))).toEqual([1, 20]);
});

it("creates an item first, outside the mix, so that there is something to delete", async () => {
  const startMs = Date.now();
  const schedule = withStep([], startMs, 1000);
  k6.server = ({ method }) =>
    method === "DELETE" ? { status: 204 } : { status: 201, headers: { Location: "/students/new-1" } };
  const cells = [
    cellOf({ kind: "create", resource: "students", upTo: 0.001 }),
    cellOf({ kind: "delete", resource: "students", upTo: 1 }),
  ];
  await startReadwriteVu({ mix: { cells }, stock: 4 });
  const { doWhenDue } = await import("./iteration.ts");
  const { broker } = k6;
  k6.broker = (key) => (key.startsWith("gate-") ? writeGate(1, 0, schedule) : broker(key));
  vi.setSystemTime(startMs + 100);
  await doWhenDue(3);
  await doWhenDue(4);
  expect(operations().map(({ op, warmingUp, iteration }) => [op, warmingUp, iteration])).toEqual([
    ["create", true, 3],
    ["delete", false, 4],
  ]);
  expect(k6.log.filter((line) => line.startsWith("x "))).toEqual(["x 3"]);
});

it.each([
  ["by rates", withStep(withStep([], 0, 10), 10_000, END), []],
  ["by users", withEnd(withUsers([], 0, 1), 10_000), ["x 200", "x 207"]],
])(
  "sleeps after the end of a run %s until k6 is ended, so that it takes no further number",
  async (_, steps, lines) => {
    const startMs = Date.now();
    const schedule = steps.map((step) => ({ ...step, fromMs: startMs + step.fromMs }));
    await startReadwriteVu();
    const { doWhenDue } = await import("./iteration.ts");
    const { broker } = k6;
    k6.broker = (key) => (key.startsWith("gate-") ? writeGate(1, 0, schedule) : broker(key));
    vi.setSystemTime(startMs + 10_000);
    await doWhenDue(200);
    await doWhenDue(207);
    expect(k6.sleeps).toEqual([60_000, 60_000]);
    expect(operations()).toEqual([]);
    expect(k6.log.filter((line) => line.startsWith("x "))).toEqual(lines);
  },
);
