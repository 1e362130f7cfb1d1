/**
 * The parts of a response time: a line for one operation in 64, because reading the parts costs as much as a check. Pure.
 *
 *     a <op> <blocked> <connecting> <TLS> <sending> <waiting> <receiving>    microseconds
 */

/** Whether the parts are written. @param number of the iteration or item */
export function isTimed(number: number): boolean {
  return (number & 63) === 0;
}

export const TIMING_MARK = "a ";

/** As k6 measures them, in milliseconds. */
export interface Timings {
  /** Until a connection was free. */
  readonly blocked: number;
  readonly connecting: number;
  readonly tls_handshaking: number;
  readonly sending: number;
  /** From the request's last byte to the first one of the answer. */
  readonly waiting: number;
  readonly receiving: number;
}

export type TimingParts = readonly [
  blocked: number,
  connecting: number,
  tls: number,
  sending: number,
  waiting: number,
  receiving: number,
];

export interface TimingLine {
  readonly op: string;
  /** Milliseconds. */
  readonly parts: TimingParts;
}

export function writeTimingLine(op: string, timings: Timings): string {
  const { blocked, connecting, tls_handshaking, sending, waiting, receiving } = timings;
  const parts = [blocked, connecting, tls_handshaking, sending, waiting, receiving];
  return `${TIMING_MARK}${op} ${parts.map((ms) => Math.round(1000 * ms)).join(" ")}`;
}

/** Undefined for any other line. */
export function readTimingLine(text: string): TimingLine | undefined {
  const match = /^a ([a-z-]{1,30})((?: \d{1,12}){6})$/.exec(text);
  if (match === null) return undefined;
  const [, op = "", parts = ""] = match;
  return {
    op,
    parts: parts
      .slice(1)
      .split(" ")
      .map((us) => Number(us) / 1000) as unknown as TimingParts,
  };
}
