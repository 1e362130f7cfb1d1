/** Keeps why `setup()` failed for the summary: both run in VMs of their own, and a check is what k6 carries from one to the other. */

import { check } from "k6";
import { UNDER_RUNNER } from "./settings.ts";

/** Name of the check, before the reason. */
export const SETUP_CHECK = "setup: ";

/** Runs the body of `setup()`. @throws what it throws */
export function keepReason<T>(setUp: () => T): T {
  if (UNDER_RUNNER) return setUp();
  try {
    const result = setUp();
    return result instanceof Promise ? (result.catch(failed) as T) : result;
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  check(null, { [SETUP_CHECK + reason]: () => false });
  throw error;
}
