/**
 * How late k6 runs its VUs. k6 shows no such figure; so one VU does nothing but sleep, and measures by how much each
 * sleep was too long. When it wakes up late, so do all others, and latencies are those of the generator. Its lines are the
 * clock of the journal: they end the periods of the measurements.
 */

import { sleep } from "k6";
import exec from "k6/execution";
import type { Scenario } from "k6/options";
import { writeProbeLine } from "../lib/contracts/journal/engine-lines.ts";
import { probeScenario } from "../lib/contracts/probe-scenario.ts";
import { writeLine } from "./journal.ts";
import { noteSchedulingDelay } from "./metrics.ts";

const SLEEP_MS = 50;
const LINE_MS = 1000;

/**
 * The scenarios of a bundle, and the probe's. Only under the runner, which says how many k6 processes there are: each
 * has a probe.
 */
export function withProbe(scenarios: Record<string, Scenario>, maxDuration: string): Record<string, Scenario> {
  return FOR_RUNNER ? { ...scenarios, probe: probeScenario(maxDuration, Number(__ENV.INSTANCES ?? 1)) } : scenarios;
}

/** Measures until no VU of other scenarios is active: k6 does not know how many iterations it will do. */
export function measureDelayUntilIdle(): void {
  const { instance } = exec;
  measureDelay(() => instance.vusActive < 2 && instance.iterationsCompleted > 0);
}

/** One iteration that lasts until `isOver`, so that the scenario ends with what it watches. */
export function measureDelay(isOver: () => boolean): void {
  const { instance } = exec;
  let delaysMs: number[] = [];
  const firstMs = Date.now();
  /** Of the last line. Compared for equality, because the clock of the machine may be set back. */
  let lineSecond = -1;
  for (;;) {
    const startedMs = Date.now();
    const second = Math.floor((startedMs - firstMs) / LINE_MS);
    if (second !== lineSecond || isOver()) {
      const { vusActive, vusInitialized } = instance;
      writeLine(writeProbeLine({ atMs: startedMs, vus: vusActive - 1, vusInitialized: vusInitialized - 1, delaysMs }));
      delaysMs = [];
      lineSecond = second;
      if (isOver()) return;
    }
    sleep(SLEEP_MS / 1000);
    const delayMs = Math.max(0, Date.now() - startedMs - SLEEP_MS);
    delaysMs.push(delayMs);
    noteSchedulingDelay(delayMs);
  }
}
