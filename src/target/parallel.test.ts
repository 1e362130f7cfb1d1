import { expect, it } from "vitest";
import { eachInParallel } from "./parallel.ts";

it("does everything once, so many at a time", async () => {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  await eachInParallel(Array(50).keys(), 4, async (value) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    done.push(value);
  });
  expect(most).toBe(4);
  expect(done.sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
});

it("stops taking after a failure, waits for what is under way, and throws it", async () => {
  let started = 0;
  let ended = 0;
  const work = eachInParallel(Array(50).keys(), 3, async (value) => {
    started++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    ended++;
    if (value === 4) throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(started).toBeLessThan(10);
  expect(ended).toBe(started);
});
