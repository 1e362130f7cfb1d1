/**
 * Measures how late k6 runs its VUs, for which k6 has no metric: one VU only sleeps, and measures how much longer each
 * sleep took. If it wakes up late, so do all others, and their latencies include the delay. Its lines are the clock of
 * the journal: they end the periods of the measurements.
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

/** Adds the probe's scenario, under the runner. There is one probe VU for each k6 process. */
export function withProbe(scenarios: Record<string, Scenario>, maxDuration: string): Record<string, Scenario> {
  return FOR_RUNNER ? { ...scenarios, probe: probeScenario(maxDuration, Number(__ENV.INSTANCES ?? 1)) } : scenarios;
}

/** Measures until no VU of another scenario is active, for runs whose duration is not known beforehand. */
export function measureDelayUntilIdle(): void {
  const { instance } = exec;
  measureDelay(() => instance.vusActive < 2 && instance.iterationsCompleted > 0);
}

/** Measures in one iteration, until `isOver` returns true. */
export function measureDelay(isOver: () => boolean): void {
  const { instance } = exec;
  let delaysMs: number[] = [];
  const firstMs = Date.now();
  /** Second of the last line. Compared for equality, because the system clock may be set back. */
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
