/** What the capacity phase says where there is no knee to be found. */
import { expect, test } from "vitest";
import { answerOf, CAPACITY_TESTS, steeredRuns } from "./support/steered-runs.ts";

const runs = steeredRuns(CAPACITY_TESTS);

test("latencies count from when operations were due: a target that stands still has no good figures", async () => {
  // In 10 s, which 100 operations take, there is always a whole pause.
  const capacity = { workers: 8, serviceMs: 2, pauseEveryMs: 4000, pauseMs: 2000 };
  const args = ["--objective", "p95<500ms", "--start-rate", "10", "--max-rate", "10", "--vus", "40", "--budget", "35s"];
  const ended = await runs.run({ name: "pauses", phase: "capacity", capacity, args });
  const [first] = answerOf(ended).steps;
  // A third of the time is pause, so the slowest twentieth waited for nearly all of one.
  expect(first?.p95Ms).toBeGreaterThan(1200);
  expect(first?.p95Ms).toBeLessThan(2600);
  expect(ended.output).toMatch(/^FAIL {2}capacity .+ takes less than 10 operations per second at p95 <= 500 ms/m);
  expect(ended.code).not.toBe(0);
});

test("names what limits it where the answers tell", async () => {
  // At 120 operations per second, it has to refuse a third of the requests from the first step on.
  const capacity = { workers: 2, serviceMs: 20, queueLimit: 30 };
  const rates = ["--start-rate", "120", "--max-rate", "120", "--vus", "100"];
  const args = ["--objective", "p95<2s", ...rates, "--budget", "24s"];
  const ended = await runs.run({ name: "limited", phase: "capacity", capacity, args });
  // Nothing held before, so nothing tells whether it is the load that changed it.
  expect(ended.output).toMatch(/^ {2}limit {4}possible: the service refused \d\d\.\d % of the operations with 503: /m);
  expect(ended.output).toMatch(/^ {2}next {5}\w/m);
  // Others may be there, since the load generator is on the same machine.
  const evidence = [expect.objectContaining({ figure: "step.share:unavailable", step: 1 })];
  const finding = expect.objectContaining({ code: "circuit-breaker", evidence });
  expect(answerOf(ended).findings).toContainEqual(finding);
});

test("says at least, where it may not ask for more, and that a need is then uncertain", async () => {
  const args = ["--start-rate", "10", "--max-rate", "20", "--vus", "40", "--objective", "p95<2s", "--budget", "90s"];
  const ended = await runs.run({ name: "least", phase: "capacity", args: [...args, "--need", "40/s"] });
  expect(ended.output).toMatch(
    /^INCONCLUSIVE {2}capacity .+: takes at least 20 operations per second .+ the highest rate allowed/m,
  );
  expect(ended.output).toMatch(/^ {2}reason {3}it is uncertain whether 40\/s is reached/m);
  expect(answerOf(ended)).toMatchObject({ answer: "at-least", perSecond: 20, limitedBy: "max-rate" });
});

test("says at least, where the generator is slower than the target", async () => {
  const args = ["--generator-cpus", "0.1", "--start-rate", "50", "--objective", "p95<2s", "--budget", "75s"];
  const ended = await runs.run({ name: "slow-generator", phase: "capacity", args });
  expect(ended.output).toMatch(
    /^PASS {2}capacity .+: takes at least [\d,]+ operations per second .+: the generator was the limit$/m,
  );
  expect(ended.code).toBe(0);
  const capacity = answerOf(ended);
  expect(capacity).toMatchObject({ answer: "at-least", limitedBy: "generator" });
  expect(capacity.steps.map(({ state }) => state)).toContain("the generator was the limit");
});
