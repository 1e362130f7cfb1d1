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
  const operations = Math.floor((endMs * rate) / 1000);
  const serve = serverOf(target, seed);
  const latencies = new LatencyHistogram();
  const backlog: [number, number] = [0, 0];
  let [asked, done, failed] = [0, 0, 0];
  for (let n = 0; n < operations; n++) {
    const dueMs = (n * 1000) / rate;
    const served = serve(dueMs, endMs);
    const isInTime = served.endMs <= endMs;
    const isMeasured = dueMs >= warmUpMs;
    if (isMeasured) asked++;
    if (isMeasured && isInTime && served.isDone) latencies.add(binOf(served.endMs - dueMs));
    // Goodput of the window: what ended in it, whenever it was due.
    if (isInTime && served.endMs >= warmUpMs) {
      if (served.isDone) done++;
      else failed++;
    }
    if (dueMs <= halfMs && served.endMs > halfMs) backlog[0]++;
    if (!isInTime) backlog[1]++;
  }
  return {
    rate,
    fromMs: warmUpMs,
    seconds: measuredMs / 1000,
    asked,
    done,
    failed,
    backlog,
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

/** @returns what becomes of an operation that is due at a moment; due times may not fall */
function serverOf(target: SimulatedTarget, seed: number): (dueMs: number, lastMs: number) => Served {
  const { servers, serviceMs, coherency = 0, contention = 0, noise = 0, vus = 200 } = target;
  const { queueLimit = Number.POSITIVE_INFINITY } = target;
  const random = createRandom(seed);
  /** When each busy VU is free, and each server; in rising order. */
  const vuFree: number[] = [];
  const serverFree: number[] = new Array(servers).fill(0);
  const factors: number[] = [];
  const factorAt = (ms: number) => {
    const at = Math.floor(ms / 5000);
    while (factors.length <= at) factors.push(Math.exp(noise * gaussian(random)));
    return factors[at] as number;
  };
  return (dueMs, lastMs) => {
    const sentMs = vuFree.length < vus ? dueMs : Math.max(dueMs, vuFree[0] as number);
    if (sentMs > lastMs) return { endMs: Number.POSITIVE_INFINITY, isDone: false };
    while (vuFree.length > 0 && (vuFree[0] as number) <= sentMs) vuFree.shift();
    const inside = vuFree.length;
    if (inside - servers >= queueLimit) {
      insert(vuFree, sentMs + 1);
      return { endMs: sentMs + 1, isDone: false };
    }
    const startMs = Math.max(sentMs, serverFree.shift() as number);
    const crowd = 1 + contention * Math.min(inside, servers - 1) + coherency * inside;
    const mean = serviceMs * factorAt(startMs) * crowd;
    const endMs = startMs - mean * Math.log(1 - random());
    insert(vuFree, endMs);
    insert(serverFree, endMs);
    return { endMs, isDone: true };
  };
}

/** From the end: times of requests are nearly in order. */
function insert(rising: number[], value: number): void {
  let at = rising.length;
  for (; at > 0 && (rising[at - 1] as number) > value; at--) rising[at] = rising[at - 1] as number;
  rising[at] = value;
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
