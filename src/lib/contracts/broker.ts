/**
 * Keys that k6 requests from the runner's token broker through its secret source, and the broker's answers. k6 caches
 * each answer for all VUs of the process forever, so the keys have numbers. It masks every answer in its log, so no answer
 * is a bare number.
 *
 *     token-<generation>    the access token; the next generation follows one that is due or was refused
 *     renew-<generation>    at-<epoch ms>: when to ask for the next generation
 *     hold-<epoch ms>       the target asked for a pause until then (Retry-After)
 *     gate-<epoch second>   open-<second>, or until-<epoch ms>: the pause that all VUs keep. Where the runner sets the
 *                           pace, a space and the schedule follow (see lib/pace)
 *     level-<n>             open-level-<n> <ranges>, when everything below that dependency level is finished: the barrier that
 *                           k6 does not have. The ranges are the items below that are missing
 *     abort-<n>             a VU is about to end the run: levels are open from now on
 */

import { readSchedule, type Schedule, writeSchedule } from "../pace/schedule.ts";
import type { Range } from "../plan/ranges.ts";

export const BROKER_SIGNALS = ["token", "renew", "hold", "gate", "level", "abort"] as const;

export type BrokerSignal = (typeof BROKER_SIGNALS)[number];

export interface BrokerKey {
  readonly signal: BrokerSignal;
  readonly value: number;
}

export function writeBrokerKey(signal: BrokerSignal, value: number): string {
  return `${signal}-${value}`;
}

/** Undefined for any other text. */
export function readBrokerKey(text: string): BrokerKey | undefined {
  const [signal, digits = "", ...more] = text.split("-");
  if (!isSignal(signal) || !/^\d{1,16}$/.test(digits) || more.length > 0) return undefined;
  return { signal, value: Number(digits) };
}

function isSignal(text: string | undefined): text is BrokerSignal {
  return (BROKER_SIGNALS as readonly (string | undefined)[]).includes(text);
}

export function writeRenewal(atMs: number): string {
  return `at-${atMs}`;
}

export function readRenewal(answer: string): number {
  return Number(answer.slice("at-".length));
}

/** VUs that ask at the gate per second. Limited, because each request makes an iteration wait for a promise. */
const VUS_A_SECOND = 250;

/** For each second between two questions of a VU. */
const GATE_SPREAD_MS = 200;

/** Seconds from one question of a VU at the gate to the next. */
export function gateSeconds(vus: number): number {
  return 1 + Math.floor(vus / VUS_A_SECOND);
}

/**
 * By how many milliseconds a VU asks later than the first one, for each second between its requests. Evenly spread,
 * because k6 does not cache an answer before it has arrived.
 * @param vu number of the VU in the test, from 1
 */
export function gateDelayMs(vu: number): number {
  return GATE_SPREAD_MS * (((vu - 1) * 0.618034) % 1);
}

/** Until all VUs have asked at the gate. */
export function gateMs(seconds: number): number {
  return (1000 + GATE_SPREAD_MS) * seconds;
}

/** @param untilMs end of the pause; 0 while there is none */
export function writeGate(second: number, untilMs: number, schedule: Schedule = []): string {
  const pause = untilMs > 0 ? `until-${untilMs}` : `open-${second}`;
  return schedule.length === 0 ? pause : `${pause} ${writeSchedule(schedule)}`;
}

/** The end of the pause in epoch milliseconds; 0 when there is none. */
export function readGate(answer: string): number {
  return answer.startsWith("until-") ? Number.parseInt(answer.slice("until-".length), 10) : 0;
}

/** Empty where the runner sets no pace. */
export function readPace(answer: string): Schedule {
  const at = answer.indexOf(" ");
  return at < 0 ? [] : readSchedule(answer.slice(at + 1));
}

export function writeLevel(level: number, missing: readonly Range[]): string {
  return `open-level-${level} ${missing.map(([first, count]) => `${first}-${count}`).join()}`;
}

/** The items below the level that are missing. */
export function readLevel(answer: string): Range[] {
  const ranges = answer.slice(answer.indexOf(" ") + 1);
  return [...ranges.matchAll(/(\d+)-(\d+)/g)].map(([, first, count]) => [Number(first), Number(count)]);
}

/** The answer to signals that need no answer. */
export function acknowledge({ signal, value }: BrokerKey): string {
  return `noted-${writeBrokerKey(signal, value)}`;
}
