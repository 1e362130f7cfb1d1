/** Rules that end a run early: `failure-rate>5%/30s`, `p95>10s/60s`, `target-unhealthy/30s`. Pure. */

import { formatCount, formatMs, formatShare, plural } from "../../base/figures.ts";
import type { Health } from "../../base/health.ts";
import { parseDuration } from "../../lib/config/value.ts";
import type { Period } from "../measurements/figures.ts";
import { RecentPeriods } from "../measurements/recent.ts";

export type StopRule = { readonly text: string; readonly windowSeconds: number } & (
  | { readonly kind: "failure-rate"; readonly share: number }
  | { readonly kind: "latency"; readonly quantile: number; readonly limitMs: number }
  | { readonly kind: "target-unhealthy" }
);

/** Fewer finished items than this are no basis for a rate. */
const FEWEST_ITEMS = 20;

const STOP_RULE_FORMS = "failure-rate>5%/30s, p95>10s/60s (or p50, p90, p99), target-unhealthy/30s, or none";

/** @returns the rules, or what is wrong with the first one that is none */
export function parseStopRules(text: string): { readonly rules: readonly StopRule[] } | { readonly problem: string } {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length === 1 && parts[0] === "none") return { rules: [] };
  const rules: StopRule[] = [];
  for (const part of parts) {
    const rule = parseStopRule(part);
    if (rule === undefined) return { problem: `"${part}" is not a stop rule: expected ${STOP_RULE_FORMS}` };
    rules.push(rule);
  }
  return { rules };
}

const RULE = /^(failure-rate|p50|p90|p95|p99|target-unhealthy)(?:>([^/]+))?\/(.+)$/;

function parseStopRule(text: string): StopRule | undefined {
  const [, kind = "", limit, window = ""] = RULE.exec(text.replace(/\s+/g, "")) ?? [];
  const windowMs = parseDuration(window) ?? 0;
  if (windowMs < 1000) return undefined;
  const common = { text, windowSeconds: windowMs / 1000 };
  if (kind === "target-unhealthy") return limit === undefined ? { ...common, kind } : undefined;
  if (limit === undefined) return undefined;
  if (kind === "failure-rate") {
    const share = limit.endsWith("%") ? Number(limit.slice(0, -1)) / 100 : Number.NaN;
    return share >= 0 && share < 1 ? { ...common, kind, share } : undefined;
  }
  const limitMs = parseDuration(limit);
  if (limitMs === undefined || limitMs <= 0) return undefined;
  return { ...common, kind: "latency", quantile: Number(kind.slice(1)) / 100, limitMs };
}

/** Checks the rules against the run, period by period. */
export class StopRules {
  readonly #watched: readonly { readonly rule: StopRule; readonly recent: RecentPeriods }[];
  #unhealthySince: number | undefined;
  #unhealthyText = "";

  constructor(rules: readonly StopRule[]) {
    this.#watched = rules.map((rule) => ({ rule, recent: new RecentPeriods(rule.windowSeconds) }));
  }

  /** The reason to stop, or undefined. */
  observe(period: Period): string | undefined {
    for (const { rule, recent } of this.#watched) {
      recent.add(period);
      if (recent.covered < rule.windowSeconds * 0.9) continue;
      const reason = reasonOf(rule, recent);
      if (reason !== undefined) return `stop rule ${rule.text}: ${reason}`;
    }
    return undefined;
  }

  /** @param second of the run. An unknown health ends nothing and interrupts nothing. */
  observeHealth(second: number, health: Health): string | undefined {
    if (health.kind === "healthy") this.#unhealthySince = undefined;
    if (health.kind === "unhealthy") {
      this.#unhealthySince ??= second;
      this.#unhealthyText = health.text;
    }
    const since = this.#unhealthySince;
    if (since === undefined) return undefined;
    const broken = this.#watched.find(
      ({ rule }) => rule.kind === "target-unhealthy" && second - since >= rule.windowSeconds,
    );
    if (broken === undefined) return undefined;
    const seconds = Math.round(second - since);
    return `stop rule ${broken.rule.text}: the target has been unhealthy for ${seconds} s: ${this.#unhealthyText}`;
  }
}

function reasonOf(rule: StopRule, recent: RecentPeriods): string | undefined {
  if (rule.kind === "failure-rate") {
    const { all, failed } = recent.items;
    if (all < FEWEST_ITEMS || failed <= rule.share * all) return undefined;
    return `${formatCount(failed)} of ${plural(all, "item")} failed within ${rule.windowSeconds} s (${formatShare(failed / all)})`;
  }
  if (rule.kind === "latency") {
    const value = recent.latency.quantile(rule.quantile);
    if (Number.isNaN(value) || value <= rule.limitMs) return undefined;
    const name = `p${Math.round(rule.quantile * 100)}`;
    return `${name} was ${formatMs(value)} over ${rule.windowSeconds} s`;
  }
  return undefined;
}
