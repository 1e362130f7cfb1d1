/** Whether two runs may be compared: same work, same kind of target. Pure. */

import { formatNumber, formatShare } from "../../base/figures.ts";
import type { RunData } from "./run-data.ts";

/** Something in which two runs differ. */
export interface Difference {
  /** In words: `load plan`. */
  readonly what: string;
  readonly base: string;
  readonly run: string;
  /** The figures of the runs then mean different things. */
  readonly forbids: boolean;
}

type Trait = readonly [what: string, forbids: boolean, of: (run: RunData) => string];

const NONE = "none";

const TRAITS: readonly Trait[] = [
  ["phase", true, ({ summary }) => summary.phase],
  ["version of the dataset", true, ({ datasetVersion }) => String(datasetVersion)],
  ["load plan (fingerprint)", true, ({ fingerprint }) => fingerprint ?? NONE],
  ["mix of operations", true, ({ summary }) => mixOf(summary.mix)],
  ["requested rate", true, ({ summary }) => heldRateOf(summary)],
  ["left-out operations", true, ({ summary }) => leftOutOf(summary)],
  ["kind of target", true, ({ summary }) => summary.target.kind],
  ["warm-up", true, ({ summary }) => `${summary.warmUpMs / 1000} s`],
  ["profile", false, ({ summary }) => summary.profile],
  ["version of the target", false, ({ summary }) => summary.target.version],
  ["cores of the generator", false, ({ summary }) => String(summary.generator?.cores ?? "unknown")],
];

function mixOf(mix: RunData["summary"]["mix"]): string {
  if (mix === undefined) return NONE;
  const shares = mix.rows.map(({ op, wanted }) => `${op} ${formatShare(wanted)}`);
  return `${mix.name} (${shares.sort().join(", ")})`;
}

/** Of a soak or a spike: latencies at another rate are those of another load. */
function heldRateOf({ soak, spike }: RunData["summary"]): string {
  if (soak !== undefined) return `${formatNumber(soak.perSecond)}/s`;
  if (spike === undefined) return NONE;
  const { before, spike: peak } = spike;
  return `${formatNumber(before.perSecond)}/s, with a spike of ${formatNumber(peak.perSecond)}/s for ${peak.seconds} s`;
}

/** The fingerprint covers what a load left out. */
function leftOutOf({ mix, leftOut = [] }: RunData["summary"]): string {
  if (mix === undefined || leftOut.length === 0) return NONE;
  return leftOut
    .map(({ what }) => what)
    .sort()
    .join(", ");
}

/** Those that forbid a comparison first. */
export function differencesOf(base: RunData, run: RunData): Difference[] {
  const names = [...new Set([...Object.keys(base.settings), ...Object.keys(run.settings)])].sort();
  const settings = names.map((name): Trait => [name, false, ({ settings }) => settings[name] ?? "not set"]);
  const found = [...TRAITS, ...settings].map(([what, forbids, of]) => ({
    what,
    base: of(base),
    run: of(run),
    forbids,
  }));
  return found.filter((trait) => trait.base !== trait.run).sort((a, b) => Number(b.forbids) - Number(a.forbids));
}

/** Why the figures of a run may not represent its target; shown with every comparison of it. */
export function doubtsOf({ name, summary }: RunData): string[] {
  if (summary.verdict === "inconclusive")
    return [`${name} is inconclusive: ${summary.reasons[0] ?? "too few samples"}`];
  if (summary.verdict === "invalid")
    return [`${name} is invalid: ${summary.reasons[0] ?? "the generator was the bottleneck"}`];
  if (summary.verdict === "aborted") return [`${name} was ended early: ${summary.reasons[0] ?? "a stop rule fired"}`];
  return [];
}
