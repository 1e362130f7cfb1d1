/**
 * The pause that all VUs keep together when the target sends Retry-After. VUs share no memory, so the broker carries
 * it: once a second a VU asks the secret manager; k6 keeps that answer for all VUs, so the broker sees about one
 * question a second.
 */

import { sleep } from "k6";
import secrets from "k6/secrets";
import { readGate, writeBrokerKey } from "../lib/contracts/broker.ts";

let askedSecond = 0;

/** Waits while a pause is on; returns a promise only when it has to ask. */
export function waitAtGate(): Promise<void> | undefined {
  if (!FOR_RUNNER) return undefined;
  const second = Math.floor(Date.now() / 1000);
  if (second === askedSecond) return undefined;
  askedSecond = second;
  return secrets.get(writeBrokerKey("gate", second)).then(waitUntil, () => undefined);
}

function waitUntil(answer: string): void {
  const ms = readGate(answer) - Date.now();
  if (ms > 0) sleep(ms / 1000);
}

/** Starts a pause, or makes it longer. */
export function holdAllVus(untilMs: number): void {
  if (FOR_RUNNER) secrets.get(writeBrokerKey("hold", Math.ceil(untilMs / 500) * 500)).catch(() => undefined);
}
