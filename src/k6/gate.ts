/**
 * The pause of all VUs after a Retry-After of the target. VUs share no memory, so the pause goes through the broker:
 * once a second (with hundreds of VUs, every few seconds) each VU asks the secret manager. k6 caches the answer for all
 * VUs, and they do not ask at the same moment, so the broker gets only a few requests per second.
 */

import { sleep } from "k6";
import exec from "k6/execution";
import secrets from "k6/secrets";
import { gateDelayMs, gateSeconds, readGate, readPace, writeBrokerKey } from "../lib/contracts/broker.ts";
import type { Schedule } from "../lib/pace/schedule.ts";

const { now } = Date;

/** When this VU asks next; 0: it has not asked yet. */
let nextMs = 0;
let delayMs = 0;

/** Waits while there is a pause. Returns a promise only if it has to ask. Only under the runner. */
export function waitAtGate(): Promise<void> | undefined {
  const nowMs = now();
  if (nowMs < nextMs) return undefined;
  if (nextMs === 0) {
    delayMs = gateDelayMs(exec.vu.idInTest);
    nextMs = nowMs + delayMs;
    if (nowMs < nextMs) return undefined;
  }
  const seconds = gateSeconds(exec.instance.vusActive);
  // The same second for all VUs, so that they share one cached answer.
  const second = Math.floor(nowMs / (1000 * seconds)) * seconds;
  nextMs = 1000 * (second + seconds) + delayMs * seconds;
  return secrets.get(writeBrokerKey("gate", second)).then(waitUntil, () => undefined);
}

/** The last answer with a schedule in it; parsed when the schedule is needed. */
let paceAnswer = "";
/** The schedule of `paceAnswer`; undefined: not parsed yet. */
let schedule: Schedule | undefined = [];

/** The runner's schedule, as of the last answer. */
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
  // When k6 is stopped, it wakes VUs up before it interrupts them. A request sent then would be cut off.
  for (let ms = untilMs - Date.now(); ms > 0; ms = untilMs - Date.now()) sleep(ms / 1000);
}

/** Starts or extends the pause of all VUs. */
export function holdAllVus(untilMs: number): void {
  if (FOR_RUNNER) secrets.get(writeBrokerKey("hold", Math.ceil(untilMs / 500) * 500)).catch(() => undefined);
}
