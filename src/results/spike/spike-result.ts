/** What a spike did to the target, as a member of summary.json. Pure. */

import type * as v from "valibot";
import { described, flag, type Immutable, number, object, optional, wholeNumber } from "../../base/schema.ts";
import { KNEE } from "../knee.ts";
import { merged } from "../stats/latency-histogram.ts";
import type { SpikeSecond } from "./spike-meter.ts";

const PART = object({
  perSecond: described(number(), "Requested operations per second."),
  seconds: described(number(), "How long."),
  asked: described(wholeNumber(), "Operations that became due."),
  done: described(wholeNumber(), "Those that succeeded."),
  failed: described(wholeNumber(), "Those that failed."),
  missed: described(
    wholeNumber(),
    "Those that did not begin before the rate changed, because every VU was waiting; where the run was stopped, also those under way.",
  ),
  p95Ms: optional(number(), "95th percentile of latencies, from when operations were due, in milliseconds."),
});

export const SPIKE = object({
  before: described(PART, "At the rate before the spike."),
  spike: described(PART, "At its rate."),
  after: described(PART, "At the rate before the spike again."),
  knee: KNEE,
  partial: optional(flag(), "True: the run was stopped before its end, and the figures are of the time until then."),
  startMs: optional(number(), "Start of the spike, in milliseconds since 1970. Absent: the run did not come to it."),
  limitMs: optional(number(), "From this p95 in milliseconds on the target is not as before."),
  recoveredAfterSeconds: optional(
    number(),
    "Seconds from the end of the spike until goodput and p95 were as before. Absent: they were not until the end.",
  ),
});

export type SpikeResult = Immutable<v.InferOutput<typeof SPIKE>>;
type SpikePart = SpikeResult["before"];

/** The stages before, in and after the spike: how long they last in seconds, and their rates. */
export interface SpikeStages {
  /** Start of the first one, in milliseconds since 1970; undefined: there was none. */
  readonly startMs: number | undefined;
  readonly seconds: readonly [number, number, number];
  readonly perSecond: readonly [number, number, number];
}

/** Seconds at the start, while connections open and caches fill. */
const WARM_UP = 3;
/** Seconds that are judged together: single ones are a matter of chance. */
const TOGETHER = 5;
/** How much more than the worst of before is still as before: a quarter, or what no user notices. */
const ROOM = 1.25;
const ROOM_MS = 50;

/** @param goodput least share of operations that must succeed */
export function spikeResult(seconds: readonly SpikeSecond[], stages: SpikeStages, goodput: number): SpikeResult {
  const [before, during, after] = stages.seconds;
  const calm = seconds.slice(WARM_UP, before);
  const rest = seconds.slice(before + during, before + during + after);
  const worstMs = Math.max(0, ...windowsOf(calm).map((window) => partOf(window, 0).p95Ms ?? 0));
  const limitMs = worstMs === 0 ? 0 : Math.max(ROOM * worstMs, worstMs + ROOM_MS);
  const isAsBefore = (window: readonly SpikeSecond[]): boolean => {
    const { asked, done, p95Ms = 0 } = partOf(window, 0);
    return done >= goodput * asked && p95Ms <= limitMs;
  };
  // What came back and failed again has not recovered.
  const staysFrom = (second: number): boolean => {
    const { asked, done } = partOf(rest.slice(second), 0);
    return done >= goodput * asked;
  };
  const recovered = firstCalm(windowsOf(rest).map(isAsBefore), staysFrom);
  const [asked, peak, again] = stages.perSecond;
  return {
    before: partOf(calm, asked),
    spike: partOf(seconds.slice(before, before + during), peak),
    after: partOf(rest, again),
    ...(seconds.length < before + during + after ? { partial: true } : {}),
    ...(stages.startMs === undefined || seconds.length <= before ? {} : { startMs: stages.startMs + 1000 * before }),
    ...(limitMs > 0 ? { limitMs } : {}),
    ...(recovered === undefined || limitMs <= 0 ? {} : { recoveredAfterSeconds: recovered }),
  };
}

/** All windows of TOGETHER seconds, one for each second. */
function windowsOf(seconds: readonly SpikeSecond[]): SpikeSecond[][] {
  const count = Math.max(0, seconds.length - TOGETHER + 1);
  return Array.from({ length: count }, (_, from) => seconds.slice(from, from + TOGETHER));
}

/** The first window after which the next ones, as long as a window together, are as before too, and the rest of the run. */
function firstCalm(windows: readonly boolean[], staysFrom: (second: number) => boolean): number | undefined {
  for (let at = 0; at + TOGETHER <= windows.length; at++) {
    if (windows.slice(at, at + TOGETHER).every(Boolean) && staysFrom(at)) return at;
  }
  return undefined;
}

function partOf(seconds: readonly SpikeSecond[], perSecond: number): SpikePart {
  const sum = (key: "asked" | "done" | "failed"): number => seconds.reduce((all, second) => all + second[key], 0);
  const [asked, done, failed] = [sum("asked"), sum("done"), sum("failed")];
  const latencies = merged(seconds.map((second) => second.latencies));
  const p95 = latencies.count === 0 ? {} : { p95Ms: latencies.quantile(0.95) };
  return { perSecond, seconds: seconds.length, asked, done, failed, missed: asked - done - failed, ...p95 };
}
