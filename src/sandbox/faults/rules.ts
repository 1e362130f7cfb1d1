/** Fault rules: which requests go wrong, how, and how often. Deterministic by seed. */
import { LoadTestError } from "../../base/errors.ts";

export interface FaultRule {
  /** Path pattern: `*` stands for one segment or a part of it, `**` for anything. `/data/ed-fi/students/**`. */
  readonly route: string;
  /** Any method when absent. */
  readonly method?: string;
  /** 0 to 1; 1 when absent. */
  readonly probability?: number;
  /** Answer with this status instead of the true one. */
  readonly status?: number;
  /** Seconds for the Retry-After header of that answer. */
  readonly retryAfter?: number;
  /** Body of that answer; DMS's own for the status when absent. */
  readonly body?: string;
  /** Wait so long first. Alone it only slows the request down. */
  readonly delayMs?: number;
  /** Cut the connection without an answer. */
  readonly reset?: boolean;
  /** Never answer. */
  readonly hang?: boolean;
  /** `before` (default): the request is not executed. `after`: it is executed, then the fault hides the answer. */
  readonly when?: "before" | "after";
  /** Seconds after the rules were set between which the rule holds. */
  readonly from?: number;
  readonly until?: number;
  /** At most so many hits. */
  readonly count?: number;
  /** Another seed hits other requests; 1 when absent. */
  readonly seed?: number;
}

export interface FaultEngine {
  /** The first rule that hits this request. */
  decide(method: string, path: string, nowMs: number): FaultRule | undefined;
  set(rules: readonly FaultRule[], nowMs: number): void;
  /** Rules with the hits so far. */
  list(): readonly (FaultRule & { readonly hits: number })[];
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  seen: number;
  hits: number;
}

const KINDS: Readonly<Record<keyof FaultRule, "string" | "number" | "boolean">> = {
  route: "string",
  method: "string",
  probability: "number",
  status: "number",
  retryAfter: "number",
  body: "string",
  delayMs: "number",
  reset: "boolean",
  hang: "boolean",
  when: "string",
  from: "number",
  until: "number",
  count: "number",
  seed: "number",
};

export function createFaultEngine(): FaultEngine {
  let active: ActiveRule[] = [];
  let startMs = 0;
  return {
    set: (rules, nowMs) => {
      startMs = nowMs;
      active = rules.map((rule) => ({ rule, pattern: routePattern(rule.route), seen: 0, hits: 0 }));
    },
    list: () => active.map(({ rule, hits }) => ({ ...rule, hits })),
    decide: (method, path, nowMs) => {
      for (const entry of active) {
        if (!applies(entry, method, path, (nowMs - startMs) / 1000)) continue;
        entry.seen += 1;
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

/** Checks rules from a file or the admin endpoint: a list, or an object with a list `rules`. */
export function readFaultRules(value: unknown, source: string): FaultRule[] {
  const list = Array.isArray(value) ? value : (value as { rules?: unknown } | null)?.rules;
  if (!Array.isArray(list)) throw faultError(source, "expected a list of rules");
  return list.map((entry: unknown, index) => {
    const problem = ruleProblem(entry);
    if (problem !== undefined) throw faultError(source, `rule ${index + 1}: ${problem}`);
    return entry as FaultRule;
  });
}

function faultError(source: string, text: string): LoadTestError {
  return new LoadTestError("config", `reading fault rules from ${source}: ${text}`, {
    hint: `a rule looks like {"route":"/data/**","method":"POST","probability":0.05,"status":503}`,
  });
}

function ruleProblem(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null) return "expected an object";
  const rule = entry as Record<string, unknown>;
  for (const [name, value] of Object.entries(rule)) {
    if (!Object.hasOwn(KINDS, name)) return `unknown field "${name}"; known are ${Object.keys(KINDS).join(", ")}`;
    if (typeof value !== KINDS[name as keyof FaultRule]) return `"${name}" must be a ${KINDS[name as keyof FaultRule]}`;
    if (typeof value === "number" && (!Number.isFinite(value) || value < 0)) return `"${name}" must be 0 or more`;
  }
  if (rule.route === undefined) return `"route" is missing`;
  if (Number(rule.probability ?? 1) > 1) return `"probability" must be from 0 to 1`;
  const status = Number(rule.status ?? 200);
  if (!Number.isInteger(status) || status < 200 || status > 599) return `"status" must be from 200 to 599`;
  if (rule.when !== undefined && rule.when !== "before" && rule.when !== "after") {
    return `"when" must be "before" or "after"`;
  }
  const effects = ["status", "delayMs", "reset", "hang"].filter((name) => rule[name] !== undefined);
  return effects.length === 0 ? `one of "status", "delayMs", "reset", "hang" is needed` : undefined;
}
