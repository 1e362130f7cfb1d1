/** The spike phase by its command, on sandboxes of known capacity. */
import { expect, test } from "vitest";
import { STEADY_TESTS, steeredRuns } from "./support/steered-runs.ts";

const runs = steeredRuns(STEADY_TESTS);

/** Enough to overload these targets; a target that is stuck has to answer each of them before a run can end. */
const VUS = ["--vus", "100"];

test("the target recovers from a spike above the knee within seconds, and the losses are reported", {
  retry: 2,
}, async () => {
  const capacity = { workers: 2, serviceMs: 15, queueLimit: 40 };
  const args = ["--rate", "30/s", "--times", "6", "--before", "12s", "--duration", "6s", "--after", "20s", ...VUS];
  const ended = await runs.run({ name: "spike", phase: "spike", capacity, args });
  expect(ended.output).toMatch(
    /^PASS {2}spike on .+: a spike of 6 times the base rate \(180\/s for 6 s\): the target did \d+\.?\d*\/s; /m,
  );
  const { spike } = ended.summary;
  expect(spike?.spike).toMatchObject({ perSecond: 180, asked: 1080 });
  expect(spike?.spike.done).toBeLessThan(1000);
  expect((spike?.spike.failed ?? 0) + (spike?.spike.missed ?? 0)).toBeGreaterThan(80);
  expect(spike?.after).toMatchObject({ asked: 600 });
  expect(spike?.recoveredAfterSeconds).toBeLessThan(10);
});

test("a target that does not get over a spike fails", async () => {
  // From 60 requests per second on, each request makes all others slower: its queue never empties again.
  const capacity = { workers: 8, serviceMs: 15, coherency: 0.004 };
  const args = ["--rate", "100/s", "--times", "6", "--before", "10s", "--duration", "5s", "--after", "12s", ...VUS];
  const ended = await runs.run({ name: "stuck", phase: "spike", capacity, args });
  expect(ended.output).toMatch(/^FAIL {2}spike on .+; it was not back to normal at the end$/m);
  expect(ended.summary.findings?.map(({ code }) => code)).toContain("not-recovered");
});
