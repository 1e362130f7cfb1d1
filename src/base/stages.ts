/** Stages of a ramping load model, as the setting has them. Pure. */

import { parseDuration } from "../lib/config/value.ts";

export interface Stage {
  /** Milliseconds. */
  readonly duration: number;
  readonly target: number;
}

/** `1m:10,5m:50`; undefined for anything else. */
export function parseStages(text: string): Stage[] | undefined {
  const stages = text.split(",").map((part) => {
    const [length = "", target = ""] = part.trim().split(":");
    return { duration: parseDuration(length) ?? 0, target: /^\d{1,6}(\.\d+)?$/.test(target) ? Number(target) : -1 };
  });
  return stages.every(({ duration, target }) => duration > 0 && target >= 0) ? stages : undefined;
}
