/** `k6`: time passes at once, checks are recorded. */

import { vi } from "vitest";
import { k6 } from "./process.ts";

/** Moves the clock of the test. */
export function sleep(seconds: number): void {
  k6.sleeps.push(seconds * 1000);
  vi.setSystemTime(Date.now() + seconds * 1000);
}

export function check<T>(
  value: T,
  sets: Readonly<Record<string, (value: T) => boolean>>,
  tags: Record<string, string> = {},
): boolean {
  let all = true;
  for (const [name, holds] of Object.entries(sets)) {
    const passed = holds(value);
    k6.checks.push({ name, passed, tags });
    all &&= passed;
  }
  return all;
}
