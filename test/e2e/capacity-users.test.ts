/** The capacity phase by users, on a sandbox of known capacity. */
import { expect, test } from "vitest";
import { answerOf, CAPACITY_TESTS, steeredRuns } from "./support/steered-runs.ts";

const runs = steeredRuns(CAPACITY_TESTS);

test("climbs by users to a known peak, and finds the law that the target follows", { timeout: 420_000 }, async () => {
  // No request waits for a worker: it takes longer by 10 % for each other one, and by 3 % for each pair. It is slow
  // enough for a busy machine: what that adds to a request is little.
  const target = { workers: 64, serviceMs: 60, distribution: "constant" as const, contention: 0.1, coherency: 0.03 };
  const rates = ["--today", "10/s", "--need", "20/s"];
  const ended = await runs.run({
    name: "users",
    phase: "capacity",
    capacity: target,
    args: ["--by", "users", "--max-users", "16", "--mix", "reads", ...rates],
  });
  expect(ended.output).toMatch(
    /^capacity {2}mix reads, from 1 user to at most 16, each without a pause, at most 4 min/m,
  );
  expect(ended.output).toMatch(
    /^PASS {2}capacity on .+: takes about \d+(\.\d)? operations per second with \d users \(.+\)$/m,
  );
  expect(ended.output).toMatch(/^ {2}above it fewer operations succeeded than with fewer users$/m);
  expect(ended.output).toMatch(/^ {2}law {6}contention \d+\.\d+ % \(/m);
  expect(ended.output).toMatch(/^ {2}law {6}predicted peak at \d users/m);
  expect(ended.output).toMatch(/^ {2}need {5}20\/s: met$/m);
  expect(ended.code).toBe(0);
  const capacity = answerOf(ended);
  expect(capacity).toMatchObject({ answer: "knee", by: "users", broke: "goodput", retrograde: true });
  const { scalability, users, steps } = capacity;
  // sqrt((1 - 0.1) / 0.03) = 5.5 users.
  expect([4, 6, 8]).toContain(users);
  expect(scalability?.isFollowed).toBe(true);
  expect(Math.abs((scalability?.peakUsers.value ?? 0) / 5.48 - 1)).toBeLessThan(0.2);
  expect(Math.abs((scalability?.contention.value ?? 0) - 0.1)).toBeLessThan(0.05);
  expect(Math.abs((scalability?.coherency.value ?? 0) / 0.03 - 1)).toBeLessThan(0.3);
  expect(steps.map((step) => step.users).slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
  for (const { users: own = 0, donePerSecond } of steps) {
    const share = donePerSecond / (own / 0.06) / (1 / (1 + 0.1 * (own - 1) + 0.03 * own * (own - 1)));
    // More than that would be more users. Less is the time between two requests of a user.
    expect(share).toBeLessThan(1.05);
    expect(share).toBeGreaterThan(0.7);
  }
});

test("reads at its end what the users of the last step wrote", async () => {
  const capacity = { workers: 64, serviceMs: 20, distribution: "constant" as const };
  const args = ["--by", "users", "--max-users", "3", "--budget", "25s"];
  const ended = await runs.run({ name: "users-write", phase: "capacity", capacity, args });
  expect(ended.output).toMatch(/^ {2}proof {4}[\d,]+ writes .+ and [\d,]+ at the end: all there$/m);
  expect(ended.output).not.toContain("nothing was read back at the end");
  expect(ended.summary.readBack?.atEnd).toBeGreaterThan(0);
});
