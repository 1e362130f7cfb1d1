/** A target in virtual time, under operations at a fixed rate that a pool of VUs sends when they are due. */

import { binOf } from "../../src/lib/measure/latency-bins.ts";
import type { StepFigures } from "../../src/results/capacity/step.ts";
import { type StepLength, stepLength } from "../../src/results/capacity/step.ts";
import { LatencyHistogram } from "../../src/results/stats/latency-histogram.ts";
import { createRandom } from "../../src/results/stats/random.ts";

export interface SimulatedTarget {
  /** Requests that it works on at once; more wait. */
  readonly servers: number;
  /** Mean service time of an otherwise idle target; exponential. */
  readonly serviceMs: number;
  /** By how much each further request inside lengthens the service: makes the curve retrograde. */
  readonly coherency?: number;
  /** By how much each further request that is worked on lengthens the service. */
  readonly contention?: number;
  /** With so many waiting, a request is refused at once. */
  readonly queueLimit?: number;
  /** Standard deviation of the log of a factor that changes every five seconds. */
  readonly noise?: number;
  readonly vus?: number;
}

/** One step. Times are in milliseconds from its start. */
export function simulate(target: SimulatedTarget, rate: number, seed: number, length?: StepLength): StepFigures {
  const { warmUpMs, measuredMs } = length ?? stepLength(rate, "narrow");
  const endMs = warmUpMs + measuredMs;
  const halfMs = warmUpMs + measuredMs / 2;
  const ended: { readonly dueMs: number; readonly endMs: number; readonly isDone: boolean }[] = [];
  const operations = Math.floor((endMs * rate) / 1000);
  const serve = serverOf(target, seed);
  for (let n = 0; n < operations; n++) {
    const dueMs = (n * 1000) / rate;
    ended.push({ dueMs, ...serve(dueMs, endMs) });
  }
  const measured = ended.filter(({ dueMs }) => dueMs >= warmUpMs);
  const latencies = new LatencyHistogram();
  for (const one of measured) if (one.isDone && one.endMs <= endMs) latencies.add(binOf(one.endMs - one.dueMs));
  const inWindow = ended.filter((one) => one.endMs >= warmUpMs && one.endMs <= endMs);
  const openAt = (ms: number) => ended.filter((one) => one.dueMs <= ms && one.endMs > ms).length;
  return {
    rate,
    fromMs: warmUpMs,
    seconds: measuredMs / 1000,
    asked: measured.length,
    // Goodput of the window: what ended in it, whenever it was due.
    done: inWindow.filter(({ isDone }) => isDone).length,
    failed: inWindow.filter(({ isDone }) => !isDone).length,
    backlog: [openAt(halfMs), openAt(endMs)],
    p95Ms: latencies.quantile(0.95),
    meanMs: latencies.mean(),
    p95ByOp: {},
    failedByOp: {},
    failedByOutcome: {},
    answersByOp: {},
    isGeneratorLimit: false,
  };
}

interface Served {
  /** Infinity: not before the end of the step. */
  readonly endMs: number;
  /** False: it was refused. */
  readonly isDone: boolean;
}

/** @returns what becomes of an operation that is due at a moment */
function serverOf(target: SimulatedTarget, seed: number): (dueMs: number, lastMs: number) => Served {
  const { servers, serviceMs, coherency = 0, contention = 0, noise = 0, vus = 200 } = target;
  const { queueLimit = Number.POSITIVE_INFINITY } = target;
  const random = createRandom(seed);
  /** When each VU is free, and each server. */
  const vuFree: number[] = new Array(vus).fill(0);
  const serverFree: number[] = new Array(servers).fill(0);
  const factors: number[] = [];
  const factorAt = (ms: number) => {
    const at = Math.floor(ms / 5000);
    while (factors.length <= at) factors.push(Math.exp(noise * gaussian(random)));
    return factors[at] as number;
  };
  return (dueMs, lastMs) => {
    const vu = indexOfLeast(vuFree);
    const sentMs = Math.max(dueMs, vuFree[vu] as number);
    if (sentMs > lastMs) return { endMs: Number.POSITIVE_INFINITY, isDone: false };
    let inside = 0;
    for (const ms of vuFree) if (ms > sentMs) inside++;
    if (inside - servers >= queueLimit) {
      vuFree[vu] = sentMs + 1;
      return { endMs: sentMs + 1, isDone: false };
    }
    const server = indexOfLeast(serverFree);
    const startMs = Math.max(sentMs, serverFree[server] as number);
    const crowd = 1 + contention * Math.min(inside, servers - 1) + coherency * inside;
    const mean = serviceMs * factorAt(startMs) * crowd;
    const endMs = startMs - mean * Math.log(1 - random());
    vuFree[vu] = endMs;
    serverFree[server] = endMs;
    return { endMs, isDone: true };
  };
}

function indexOfLeast(values: readonly number[]): number {
  let least = 0;
  for (let at = 1; at < values.length; at++) if ((values[at] as number) < (values[least] as number)) least = at;
  return least;
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
