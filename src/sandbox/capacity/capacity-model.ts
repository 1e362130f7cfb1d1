/**
 * A target of known capacity: workers, each with one request at a time, and a queue before them. Times are virtual: a
 * request waits for the worker that is free first, so that a timer that is late costs no throughput. Pure, with state.
 */

import { mix } from "../../lib/data/hash.ts";
import type { CapacitySettings } from "./capacity-file.ts";

export interface CapacityModel {
  /** @returns how long the request that arrives now takes in milliseconds; undefined: it is refused */
  admit(nowMs: number): number | undefined;
}

const MINUTE_MS = 60_000;
/** Standard deviation of the logarithm of a lognormal service time. */
const SIGMA = 0.5;

export function createCapacityModel(settings: CapacitySettings): CapacityModel {
  const { workers, serviceMs, queueLimit = Number.POSITIVE_INFINITY, seed = 1, leakBytes = 0 } = settings;
  const { contention = 0, coherency = 0, distribution = "exponential" } = settings;
  let drawn = 0;
  const random = (): number => mix(seed * 0x9e37 + drawn++) / 2 ** 32;
  const leaked: Uint8Array[] = [];
  const freeMs: number[] = new Array(workers).fill(0);
  /** When the requests that are inside end. */
  let inside: number[] = [];
  let firstMs: number | undefined;
  return {
    admit: (nowMs) => {
      firstMs ??= nowMs;
      inside = inside.filter((ms) => ms > nowMs);
      if (inside.length - workers >= queueLimit) return undefined;
      const worker = indexOfLeast(freeMs);
      const startMs = Math.max(nowMs, freeMs[worker] as number);
      const others = Math.min(inside.length, workers - 1);
      const crowd = 1 + contention * others + coherency * inside.length * (inside.length + 1);
      const meanMs = serviceMs * crowd * ageFactor(nowMs - firstMs, settings);
      const endMs = afterPauses(startMs - firstMs, meanMs * factorOf(distribution, random), settings) + firstMs;
      freeMs[worker] = endMs;
      inside.push(endMs);
      if (leakBytes > 0) leaked.push(new Uint8Array(leakBytes).fill(1));
      return endMs - nowMs;
    },
  };
}

/** @param ageMs since the first request */
function ageFactor(ageMs: number, settings: CapacitySettings): number {
  const { slowDownPerMinute = 0, jumpAtMs = Number.POSITIVE_INFINITY, jumpFactor = 2 } = settings;
  return (1 + (slowDownPerMinute * ageMs) / MINUTE_MS) * (ageMs >= jumpAtMs ? jumpFactor : 1);
}

/** With a mean of 1. */
function factorOf(distribution: string, random: () => number): number {
  if (distribution === "constant") return 1;
  if (distribution === "exponential") return -Math.log(1 - random());
  const gaussian = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(SIGMA * gaussian - SIGMA ** 2 / 2);
}

/** When work of some length ends that begins at a moment: it stands still during pauses. */
function afterPauses(startMs: number, lengthMs: number, { pauseEveryMs = 0, pauseMs = 0 }: CapacitySettings): number {
  if (pauseEveryMs <= 0 || pauseMs <= 0) return startMs + lengthMs;
  const cycleMs = pauseEveryMs + pauseMs;
  const intoCycle = startMs % cycleMs;
  const begunMs = intoCycle < pauseEveryMs ? startMs : startMs - intoCycle + cycleMs;
  const leftMs = pauseEveryMs - (begunMs % cycleMs);
  const pauses = lengthMs <= leftMs ? 0 : 1 + Math.floor((lengthMs - leftMs) / pauseEveryMs);
  return begunMs + lengthMs + pauses * pauseMs;
}

function indexOfLeast(values: readonly number[]): number {
  let least = 0;
  for (let at = 1; at < values.length; at++) if ((values[at] as number) < (values[least] as number)) least = at;
  return least;
}
