/**
 * The pause that all VUs keep together when the target sends Retry-After. VUs share no memory, so the broker carries
 * it: once a second (with hundreds of VUs, every few seconds) a VU asks the secret manager. k6 keeps that answer for all
 * VUs, and they ask one after the other, so the broker sees few questions a second.
 */

import { sleep } from "k6";
import exec from "k6/execution";
import secrets from "k6/secrets";
import { gateDelayMs, gateSeconds, readGate, readPace, writeBrokerKey } from "../lib/contracts/broker.ts";
import type { Schedule } from "../lib/pace/schedule.ts";

const { now } = Date;

/** 0: this VU has not begun. */
let nextMs = 0;
let delayMs = 0;

/** Waits while a pause is on; returns a promise only when it has to ask. Only under the runner. */
export function waitAtGate(): Promise<void> | undefined {
  const nowMs = now();
  if (nowMs < nextMs) return undefined;
  if (nextMs === 0) {
    delayMs = gateDelayMs(exec.vu.idInTest);
    nextMs = nowMs + delayMs;
    if (nowMs < nextMs) return undefined;
  }
  const seconds = gateSeconds(exec.instance.vusActive);
  // The same second for all VUs, so that k6 keeps one answer for them.
  const second = Math.floor(nowMs / (1000 * seconds)) * seconds;
  nextMs = 1000 * (second + seconds) + delayMs * seconds;
  return secrets.get(writeBrokerKey("gate", second)).then(waitUntil, () => undefined);
}

/** The last answer with a pace in it; parsed when the pace is needed. */
let paceAnswer = "";
/** What it says; undefined: not parsed yet. */
let schedule: Schedule | undefined = [];

/** As the last answer gave it: the pace that the runner sets. */
export function paceNow(): Schedule {
  schedule ??= readPace(paceAnswer);
  return schedule;
}

function waitUntil(answer: string): void {
  if (answer.includes(" ")) {
    paceAnswer = answer;
    schedule = undefined;
  }
  const untilMs = readGate(answer);
  // k6 that is being ended wakes VUs up before it interrupts them: what they began then would be cut off.
  for (let ms = untilMs - Date.now(); ms > 0; ms = untilMs - Date.now()) sleep(ms / 1000);
}

/** Starts a pause, or makes it longer. */
export function holdAllVus(untilMs: number): void {
  if (FOR_RUNNER) secrets.get(writeBrokerKey("hold", Math.ceil(untilMs / 500) * 500)).catch(() => undefined);
}
