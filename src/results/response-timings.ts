/** Where the time of answers went: as a member of summary.json. Pure. */

import type * as v from "valibot";
import { described, type Immutable, list, number, object, text, wholeNumber } from "../base/schema.ts";
import type { TimingSum } from "./measurements/timings.ts";

const mean = (description: string) => described(number(), `${description}, milliseconds on average.`);

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
  }),
);

export type ResponseTimings = Immutable<v.InferOutput<typeof TIMINGS>>;

/** Absent where nothing was measured. The operation that takes longest comes first. */
export function timingsOf(sums: readonly TimingSum[]): { timings?: ResponseTimings } {
  if (sums.length === 0) return {};
  const timings = sums.map(({ op, answers, parts }) => {
    const [blockedMs, connectingMs, tlsMs, sendingMs, waitingMs, receivingMs] = parts.map((ms) =>
      Number((ms / answers).toPrecision(4)),
    ) as [number, number, number, number, number, number];
    return { op, answers, blockedMs, connectingMs, tlsMs, sendingMs, waitingMs, receivingMs };
  });
  return { timings: timings.sort((a, b) => b.waitingMs - a.waitingMs) };
}
