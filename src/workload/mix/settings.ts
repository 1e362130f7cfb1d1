/** Parses the settings for shares and limits. Pure. */

import type { MixKind } from "../../lib/mix/mix.ts";
import type { Shares } from "./compile-mix.ts";
import { KINDS, METHODS, MIX_KINDS } from "./kinds.ts";
import type { Limits, Mix } from "./mix.ts";

/** `50/20/20/10` in the order of METHODS; undefined for anything else, and where more is deleted than created. */
export function parseShares(text: string): Shares | undefined {
  const parts = text.split("/").map((part) => (/^\d+(\.\d+)?$/.test(part.trim()) ? Number(part) : Number.NaN));
  const [, created = 0, , deleted = 0] = parts;
  const isGood = parts.length === METHODS.length && parts.some((part) => part > 0) && deleted <= created;
  if (!isGood || parts.some(Number.isNaN)) return undefined;
  return Object.fromEntries(METHODS.map((method, at) => [method, parts[at]])) as unknown as Shares;
}

export interface LimitSettings {
  readonly maxP95Get: number;
  readonly maxFailuresGet: number;
  readonly maxP95Post: number;
  readonly maxFailuresPost: number;
  readonly maxP95Put: number;
  readonly maxFailuresPut: number;
  readonly maxP95Delete: number;
  readonly maxFailuresDelete: number;
}

const NAMES = { GET: "Get", POST: "Post", PUT: "Put", DELETE: "Delete" } as const;

/** An explicit setting takes precedence over the mix, the mix over the defaults. */
export function limitsOf(
  mix: Mix,
  settings: LimitSettings,
  isSet: (key: keyof LimitSettings) => boolean,
): Record<MixKind, Required<Limits>> {
  const limits = {} as Record<MixKind, Required<Limits>>;
  for (const kind of MIX_KINDS) {
    const name = NAMES[KINDS[kind].method];
    const own = mix.thresholds[kind] ?? {};
    const pick = (key: keyof LimitSettings, value: number | undefined): number =>
      value === undefined || isSet(key) ? settings[key] : value;
    limits[kind] = {
      p95: pick(`maxP95${name}`, own.p95),
      failures: pick(`maxFailures${name}`, own.failures),
    };
  }
  return limits;
}
