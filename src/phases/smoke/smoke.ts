/** The smoke phase: named checks on a small dataset that it creates and deletes again. */

import { existsSync, readFileSync } from "node:fs";
import { formatMs, plural } from "../../base/figures.ts";
import { SMOKE_FIELDS } from "../../lib/config/fields/smoke.ts";
import { SMOKE_JOURNAL_FILE, SMOKE_WORK_FILE, TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { writeSmokeWork } from "../../lib/contracts/smoke-work.ts";
import { smokeThresholds } from "../../lib/contracts/thresholds.ts";
import { moreSmokeEndpoints, SMOKE_RESOURCES, smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import { endReasons } from "../../results/engine-end.ts";
import { leftOutLines } from "../../results/left-out.ts";
import { latencyText } from "../../results/measurements/operations.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { thresholdReasons } from "../../results/threshold-reasons.ts";
import type { EngineResult, Phase, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { smokeDatasets } from "../../target/smoke-datasets.ts";
import { firstAdaptedLines } from "../../workload/target-data/adapted-lines.ts";
import { type TargetDataset, targetDataset } from "../../workload/target-data/target-dataset.ts";
import { causesOf, distinctFailures, readSkipped, readSmokeFailures, type SmokeFailure } from "./smoke-failures.ts";
import { OPERATIONS, workOf } from "./smoke-work.ts";

const MOST_FAILURES = 10;

interface SmokePlan extends Pick<TargetDataset, "leftOut" | "adapted"> {
  /** Endpoints beyond the usual ones. */
  readonly more: readonly string[];
  /** What the target's documents add to the dataset, for k6. */
  readonly targetData: string | undefined;
}

export const SMOKE: Phase<SmokePlan> = {
  name: "smoke",
  script: "dist/run/smoke.js",
  fields: SMOKE_FIELDS,
  vus: (config) => config.vusSmokePhase,
  wantedClaims: () => SMOKE_RESOURCES.map((resource) => ({ resource, operations: OPERATIONS })),
  datasets: smokeDatasets,
  prepare: async (site) => {
    const { settings } = site.context;
    const { vusSmokePhase, seed, schoolYear } = settings.config;
    const { dataset, text, leftOut, adapted, wanted } = await targetDataset(
      site,
      smokeDatasetSettings(1, seed, schoolYear),
    );
    const more = moreSmokeEndpoints(dataset, wanted);
    const breadth = more.length === 0 ? "" : `, ${plural(more.length, "more endpoint")}`;
    return {
      work: { more, targetData: text, leftOut, adapted },
      what: "The smoke test",
      announcement: [
        ...firstAdaptedLines(adapted),
        `smoke     profile ${settings.profileName}, ${vusSmokePhase} VU, seed ${seed}${breadth}`,
      ],
    };
  },
  start: ({ folder, target, context }, { more, targetData }) => {
    if (targetData !== undefined) folder.write(TARGET_DATA_FILE, targetData);
    const work = { ...workOf(target.facts.strategies), ...(more.length === 0 ? {} : { more }) };
    folder.write(SMOKE_WORK_FILE, writeSmokeWork(work));
    return { journal: SMOKE_JOURNAL_FILE, thresholds: smokeThresholds(context.settings.config.smokeMaxP95) };
  },
  conclude: async (run, work, ended) => conclude(run, work, ended),
  interrupted: async () => ["smoke     the items that it created stay at the target; the next smoke run deletes them"],
};

function conclude({ folder, config }: Run, work: SmokePlan, ended: EngineResult): PhaseResult {
  const vus = config.vusSmokePhase;
  const path = folder.file(SMOKE_JOURNAL_FILE);
  const journal = existsSync(path) ? readFileSync(path, "utf8") : "";
  const all = readSmokeFailures(journal);
  const leftOut = [
    ...readSkipped(journal),
    ...work.leftOut.map(({ endpoint, reason }) => ({ what: endpoint, reason })),
  ];
  const failures = distinctFailures(all, MOST_FAILURES);
  const { passed, failed } = ended.checks;
  return {
    reasons: [...endReasons(ended), ...thresholdReasons(ended.thresholds), ...idleReasons(ended.checks.rounds, vus)],
    causes: causesOf(failures),
    members: {
      checks: { passed, failed },
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(work.adapted.length === 0 ? {} : { adapted: work.adapted }),
    },
    present: (summary) => ({
      headline: headlineOf(summary),
      lines: [
        ...failures.map(describeFailure),
        ...leftOutLines(leftOut, "left out "),
        ...(all.length > failures.length ? [`failed   ... and ${all.length - failures.length} more, in ${path}`] : []),
      ],
    }),
    document: { failed: failures },
  };
}

/** @param rounds VUs that had something to do */
function idleReasons(rounds: number, vus: number): Reason[] {
  if (rounds >= vus) return [];
  return [reason("nothing-done", `less work was done than planned: ${rounds} of ${plural(vus, "VU")} had work`)];
}

function headlineOf({ checks, requests, latencyMs, tokens, durationMs }: RunSummary): string {
  return (
    `${checks?.passed} checks passed, ${checks?.failed} failed, ${requests} requests in ${formatMs(durationMs)} ` +
    `(${latencyText(latencyMs)}, ${plural(tokens.issued, "token")})`
  );
}

function describeFailure({ expected, status, message }: SmokeFailure): string {
  return `failed   ${expected}: ${status === 0 ? "no response" : `status ${status}`}. ${message}`;
}
