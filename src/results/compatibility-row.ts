/** One row of docs/compatibility.md: what was tried with which target, from the folder of a run. Pure. */

import { formatCount, plural } from "../base/figures.ts";
import { asRecord, asText } from "../lib/edfi/json.ts";
import type { RunSummary } from "./run-summary.ts";

export const COMPATIBILITY_HEADS = ["tried on", "target", "data model", "claim set", "run", "result", "tool and k6"];

/** No address of the target: rows are meant to be sent to others. @param manifest of the run's folder */
export function compatibilityRow(summary: RunSummary, manifest: Readonly<Record<string, unknown>>): string[] {
  const target = asRecord(manifest.target) ?? {};
  const versions = asRecord(manifest.versions) ?? {};
  const models = (Array.isArray(target.dataModels) ? target.dataModels : []).map((model) => asRecord(model) ?? {});
  return [
    summary.startedAt.slice(0, 10),
    `${asText(target.applicationName) ?? "Ed-Fi API"} ${productVersion(summary, target)}`,
    models.map(({ name, version }) => `${asText(name) ?? ""} ${asText(version) ?? ""}`.trim()).join(", "),
    asText(target.claimSet) ?? "unknown",
    `${summary.phase}, profile ${summary.profile}`,
    resultOf(summary),
    `${asText(versions.tool) ?? "?"}, ${asText(versions.k6) ?? "?"}`,
  ];
}

function productVersion({ target }: RunSummary, discovered: Readonly<Record<string, unknown>>): string {
  const informational = asText(discovered.informationalVersion) ?? "";
  const version = target.version === "" ? "of unknown version" : target.version;
  const build = informational === "" || informational === version ? "" : ` (${informational})`;
  return `${target.kind === "sandbox" ? "sandbox, as " : ""}${version}${build}`;
}

function resultOf({ verdict, checks, load, outcomes, failures }: RunSummary): string {
  const word = verdict.toUpperCase();
  if (checks !== undefined)
    return `${word}: ${formatCount(checks.passed)} of ${plural(checks.passed + checks.failed, "check")}`;
  if (load !== undefined)
    return `${word}: ${formatCount(load.created + load.present)} of ${plural(load.planned, "item")}`;
  const all = Object.values(outcomes).reduce((sum, count) => sum + (count ?? 0), 0);
  return `${word}: ${formatCount(all)} operations, ${formatCount(failures)} failed`;
}
