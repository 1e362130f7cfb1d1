/** Where the time of answers went: as a member of summary.json. Pure. */

import type * as v from "valibot";
import { described, type Immutable, list, number, object, optional, text, wholeNumber } from "../base/schema.ts";
import type { TimingHistograms, TimingSum } from "./measurements/timings.ts";
import type { LatencyHistogram } from "./stats/latency-histogram.ts";

const mean = (description: string) => described(number(), `${description}, milliseconds on average.`);

const percentiles = (description: string) =>
  described(
    object({
      p90: described(number(), "90th percentile."),
      p95: described(number(), "95th percentile."),
      p99: described(number(), "99th percentile."),
    }),
    `${description}, milliseconds.`,
  );

/** In the order of `TimingParts`. */
const PARTS = ["blocked", "connecting", "tls", "sending", "waiting", "receiving"] as const;
type Part = (typeof PARTS)[number];

const PERCENTILES = object({
  blocked: percentiles("Until a connection was free"),
  connecting: percentiles("Setting up a connection"),
  tls: percentiles("TLS handshake"),
  sending: percentiles("Sending the request"),
  waiting: percentiles("Waiting for the first byte of the answer"),
  receiving: percentiles("Receiving the answer"),
});

/** The first bin of a histogram cannot be distinguished from 0. */
const NOTHING_MS = 0.01;

export const TIMINGS = list(
  object({
    op: described(text(), "Operation."),
    answers: described(wholeNumber(), "Answers that were measured: those of one operation in 64."),
    blockedMs: mean("Until a connection was free"),
    connectingMs: mean("Setting up a connection, mostly 0 because connections are kept"),
    tlsMs: mean("TLS handshake, likewise"),
    sendingMs: mean("Sending the request"),
    waitingMs: mean("From the last byte of the request to the first one of the answer"),
    receivingMs: mean("Receiving the answer"),
    percentilesMs: optional(
      PERCENTILES,
      "Of the same answers, at most 0.7 % off; 0: at most 0.01 ms. Absent in summaries of older versions.",
    ),
  }),
);

export type ResponseTimings = Immutable<v.InferOutput<typeof TIMINGS>>;

/** Absent where nothing was measured. The operation that takes longest comes first. */
export function timingsOf(
  sums: readonly TimingSum[],
  histograms: TimingHistograms = new Map(),
): { timings?: ResponseTimings } {
  if (sums.length === 0) return {};
  const timings = sums.map(({ op, answers, parts }) => {
    const [blockedMs, connectingMs, tlsMs, sendingMs, waitingMs, receivingMs] = parts.map((ms) =>
      Number((ms / answers).toPrecision(4)),
    ) as [number, number, number, number, number, number];
    const means = { blockedMs, connectingMs, tlsMs, sendingMs, waitingMs, receivingMs };
    const own = histograms.get(op);
    return { op, answers, ...means, ...(own === undefined ? {} : { percentilesMs: percentilesOf(own) }) };
  });
  return { timings: timings.sort((a, b) => b.waitingMs - a.waitingMs) };
}

function percentilesOf(parts: readonly LatencyHistogram[]) {
  const at = (part: Part, q: number): number => {
    const ms = parts[PARTS.indexOf(part)]?.quantile(q) ?? Number.NaN;
    return ms > NOTHING_MS ? Number(ms.toPrecision(4)) : 0;
  };
  const of = (part: Part) => ({ p90: at(part, 0.9), p95: at(part, 0.95), p99: at(part, 0.99) });
  return {
    blocked: of("blocked"),
    connecting: of("connecting"),
    tls: of("tls"),
    sending: of("sending"),
    waiting: of("waiting"),
    receiving: of("receiving"),
  };
}
