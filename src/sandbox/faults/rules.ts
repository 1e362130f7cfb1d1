/** Fault rules: which requests go wrong, how, and how often. Deterministic by seed. */

import * as v from "valibot";
import { LoadTestError } from "../../base/errors.ts";
import {
  described,
  flag,
  type Immutable,
  list,
  number,
  oneOf,
  optional,
  readValue,
  strictObject,
  text,
  wholeNumber,
} from "../../base/schema.ts";
import { SILENT_FAULTS, SILENT_NAMES, type SilentFault } from "./silent.ts";

const EFFECTS = ["status", "delayMs", "reset", "hang", "silent"] as const;
const SILENT_TEXT = SILENT_NAMES.map((name) => `\`${name}\` ${SILENT_FAULTS[name].text}`).join("; ");

const RULE = v.pipe(
  strictObject({
    route: described(
      text("a path pattern such as /data/**"),
      "Path pattern: `*` matches within one segment, `**` anything; letter case is ignored.",
    ),
    method: optional(text("a method such as POST"), "Any method when absent."),
    probability: optional(number("a number from 0 to 1", { most: 1 }), "1 when absent."),
    every: optional(wholeNumber("a whole number from 1", { least: 1 }), "Only every n-th request that matches."),
    status: optional(
      wholeNumber("a status from 200 to 599", { least: 200, most: 599 }),
      "Answer with this status instead of the true one.",
    ),
    retryAfter: optional(number(), "Seconds for the Retry-After header of that answer."),
    body: optional(text(), "Body of that answer; DMS's own for the status when absent."),
    delayMs: optional(number(), "Wait this long first; alone it only slows the request down."),
    reset: optional(flag(), "Cut the connection without an answer."),
    hang: optional(flag(), "Never answer."),
    silent: optional(
      oneOf(SILENT_NAMES),
      `An answer that looks right and is not. The rule applies only to the method that it names. ${SILENT_TEXT}.`,
    ),
    factor: optional(number(), "Of `wrong-total`: Total-Count is multiplied by this and rounded down."),
    lagMs: optional(number(), "Of `stale-read`: how long a change stays invisible; for ever when absent."),
    when: optional(
      oneOf(["before", "after"]),
      "`before` (default): the request is not executed. `after`: it is executed, then the fault hides the answer.",
    ),
    from: optional(number(), "Seconds after the rules were set from which the rule applies."),
    until: optional(number(), "Seconds after the rules were set until which the rule applies."),
    count: optional(number(), "Most requests that the rule hits."),
    seed: optional(number(), "Another seed hits other requests; 1 when absent."),
  }),
  v.check((rule) => EFFECTS.some((effect) => rule[effect] !== undefined), `one of ${EFFECTS.join(", ")} is required`),
);

const RULES = list(RULE, "a list of rules");
const WITH_RULES = strictObject({ $schema: v.exactOptional(text()), rules: RULES });

/** docs/faults.schema.json. */
export const FAULTS_FILE = v.union([RULES, WITH_RULES]);

export type FaultRule = Immutable<v.InferOutput<typeof RULE>>;

export interface FaultEngine {
  /** The first rule that hits this request. */
  decide(method: string, path: string, nowMs: number): FaultRule | undefined;
  set(rules: readonly FaultRule[], nowMs: number): void;
  /** Whether any rule has this silent fault. */
  uses(silent: SilentFault): boolean;
  /** Rules with the hits so far. */
  list(): readonly (FaultRule & { readonly hits: number })[];
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  seen: number;
  hits: number;
}

export function createFaultEngine(): FaultEngine {
  let active: ActiveRule[] = [];
  let startMs = 0;
  return {
    set: (rules, nowMs) => {
      startMs = nowMs;
      active = rules.map((rule) => ({ rule, pattern: routePattern(rule.route), seen: 0, hits: 0 }));
    },
    uses: (silent) => active.some(({ rule }) => rule.silent === silent),
    list: () => active.map(({ rule, hits }) => ({ ...rule, hits })),
    decide: (method, path, nowMs) => {
      for (const entry of active) {
        if (!applies(entry, method, path, (nowMs - startMs) / 1000)) continue;
        entry.seen += 1;
        if (entry.seen % (entry.rule.every ?? 1) !== 0) continue;
        if (chance(entry.rule.seed ?? 1, entry.seen) >= (entry.rule.probability ?? 1)) continue;
        entry.hits += 1;
        return entry.rule;
      }
      return undefined;
    },
  };
}

function applies({ rule, pattern, hits }: ActiveRule, method: string, path: string, seconds: number): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  if (rule.silent !== undefined && SILENT_FAULTS[rule.silent].method !== method) return false;
  if (seconds < (rule.from ?? 0) || seconds >= (rule.until ?? Number.POSITIVE_INFINITY)) return false;
  if (hits >= (rule.count ?? Number.POSITIVE_INFINITY)) return false;
  return pattern.test(path);
}

/** Names compare without regard to case, as addresses do. */
function routePattern(route: string): RegExp {
  const parts = route.split(/(\*\*|\*)/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "i");
}

/** The n-th number of a seed's sequence, 0 to 1: a counter hashed by the finalizer of MurmurHash3. */
function chance(seed: number, n: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(n, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Rules from a file or the admin endpoint: a list, or an object with a list `rules`.
 * @throws LoadTestError "config" with every problem
 */
export function readFaultRules(value: unknown, source: string): readonly FaultRule[] {
  const reading = Array.isArray(value) ? readValue(RULES, value) : readValue(WITH_RULES, value);
  if ("value" in reading) return "rules" in reading.value ? reading.value.rules : reading.value;
  throw new LoadTestError("config", `reading fault rules from ${source}: ${reading.problems.join("; ")}`, {
    hint: `Example: {"route":"/data/**","method":"POST","probability":0.05,"status":503}; see docs/faults.schema.json.`,
  });
}
