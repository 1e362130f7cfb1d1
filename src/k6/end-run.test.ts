import { expect, it } from "vitest";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";

useFakeK6();

const load = () => import("./end-run.ts");

it("ends the run with the message and the place of an exception", async () => {
  const { endRunOnError } = await startVu(load, UNDER_RUNNER);
  const error = new TypeError("no such thing");
  error.stack = "TypeError: no such thing\n\tat boom (file:///home/u/dist/load.js:5:48(4))\n";
  expect(() => endRunOnError(error)).toThrow();
  expect(k6.aborted).toBe("TypeError: no such thing (load.js:5:48)");
  expect(k6.checks).toEqual([]);
});

it("keeps the reason for the summary of a direct run", async () => {
  const { endRun } = await startVu(load);
  expect(() => endRun("the target is gone")).toThrow();
  expect(k6.checks).toMatchObject([{ name: "ended: the target is gone", passed: false }]);
});
