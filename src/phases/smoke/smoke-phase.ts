/** The smoke phase: preflight, one k6 run, a verdict, a run folder. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_CODES } from "../../base/errors.ts";
import { describeErrorBody, oneLine } from "../../base/problem-details.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { DATASET_FIELDS } from "../../lib/config/fields/dataset.ts";
import { SMOKE_FIELDS } from "../../lib/config/fields/smoke.ts";
import { TARGET_FIELDS } from "../../lib/config/fields/target.ts";
import { configToEnvironment } from "../../lib/config/resolve.ts";
import { SMOKE_RESOURCES } from "../../lib/plan/smoke-selection.ts";
import type { FailureCause } from "../../results/failure-digest.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { JOURNAL_FILE, runEngine } from "../../run/engine/engine.ts";
import { whyItEnded } from "../../run/engine/engine-words.ts";
import { buildManifest } from "../../run/manifest.ts";
import { notifyStart } from "../../run/notify/notify.ts";
import { type Prepared, prepareRun } from "../../run/prepare.ts";
import { exitCodeOf, VERDICT_WORDS, writeSummary } from "../../run/summarize.ts";
import { watchRun } from "../../run/watch/watch.ts";
import { PROJECT_ROOT } from "../../settings/root.ts";
import { readEngineSummary } from "../../store/engine-summary-file.ts";
import { createRunFolder, type RunFolder } from "../../store/run-folder.ts";
import type { Installation } from "../../target/installation.ts";
import { type SmokeFailure, type SmokeResult, smokeResult } from "./smoke-verdict.ts";

/** What preflight asks the claims about. */
export const SMOKE_WANTED = SMOKE_RESOURCES.map(
  (resource) => ({ resource, operations: ["Create", "Read", "Update", "Delete"] }) as const,
);

/** `npm run smoke`. @returns the exit code */
export async function runSmokePhase(context: CommandContext): Promise<number> {
  const { config, profileName } = context.settings;
  const prepared = await prepareRun(context, config.vusSmokePhase, SMOKE_WANTED);
  const folder = createRunFolder(config.resultsDirectory, profileName, "smoke", prepared.startedAt);
  notifyStart(context, prepared, "smoke");
  return smokePart(context, prepared, folder);
}

/** The smoke phase on a target that is ready. @returns the exit code */
export async function smokePart(context: CommandContext, prepared: Prepared, folder: RunFolder): Promise<number> {
  const { settings, output, cleanup } = context;
  const { config } = settings;
  const { k6, installation, token, facts, startedAt } = prepared;
  output.progress(`smoke     profile ${settings.profileName}, ${config.vusSmokePhase} VU, seed ${config.seed}`);
  const script = join(PROJECT_ROOT, "dist/smoke.js");
  const manifest = buildManifest({ phase: "smoke", startedAt, settings, installation, facts, k6, script });
  folder.writeJson("manifest.json", manifest);
  const watch = watchRun({ context, prepared, folder, phase: "smoke", journal: JOURNAL_FILE });
  const run = await runEngine({
    k6Path: k6.path,
    script,
    folder,
    broker: token.broker(),
    environment: engineSettings(context, installation),
    cleanup,
    verbose: config.verbose,
    watch,
  });
  const watched = await watch.finish();
  if (cleanup.interrupted) {
    output.progress("smoke     what it made stays at the target; the next smoke run takes it over and removes it");
    return EXIT_CODES.interrupted.code;
  }
  const engine = readEngineSummary(folder);
  const result = smokeResult(
    run.exitCode,
    engine,
    readFailures(folder),
    whyItEnded(run.exitCode, folder, token.broker()),
  );
  const { verdict, reasons, checksPassed, checksFailed } = result;
  const extra = { checks: { passed: checksPassed, failed: checksFailed } };
  const { durationMs } = run;
  const causes = causesOf(result.failures);
  const phase = "smoke" as const;
  const summary = await writeSummary({
    context,
    prepared,
    folder,
    phase,
    durationMs,
    watched,
    engine,
    verdict,
    reasons,
    causes,
    extra,
  });
  present(context, folder, summary, result);
  return exitCodeOf(summary, run.exitCode);
}

/** Failed checks in the form in which all phases report causes; the name of the check stands for the item. */
function causesOf(failures: readonly SmokeFailure[]): FailureCause[] {
  return failures.map(({ resource, operation, expected, status, message }, index) => ({
    resource,
    operation,
    outcome: "rejected",
    status,
    message,
    recorded: 1,
    firstItem: index,
    firstKey: expected,
  }));
}

function engineSettings({ settings }: CommandContext, installation: Installation): Record<string, string> {
  const fields = [...TARGET_FIELDS, ...DATASET_FIELDS, ...SMOKE_FIELDS];
  const { clientId, tokenUrl } = installation;
  const config = {
    ...settings.config,
    apiBaseUrl: installation.baseUrl,
    oauthTokenUrl: tokenUrl ?? "",
    clientId,
    clientSecret: "",
  };
  return configToEnvironment(fields, config);
}

/** Lines `f {json}` of the console file; a line that was cut off counts for nothing. */
function readFailures(folder: RunFolder): SmokeFailure[] {
  const path = folder.file(JOURNAL_FILE);
  if (!existsSync(path)) return [];
  const failures: SmokeFailure[] = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!line.startsWith("f {")) continue;
    try {
      failures.push(readable(JSON.parse(line.slice(2)) as SmokeFailure & { readonly body?: string }));
    } catch {
      // The run was cut off in the middle of this line.
    }
  }
  return failures;
}

/** The server's own message as one line, behind the differences that were found. */
function readable({ body, ...failure }: SmokeFailure & { readonly body?: string }): SmokeFailure {
  const parts = [oneLine(failure.message), describeErrorBody(body ?? "")].filter((part) => part !== "");
  return { ...failure, message: parts.join("; ") };
}

function present({ output }: CommandContext, folder: RunFolder, summary: RunSummary, result: SmokeResult): void {
  const { checks, requests, latencyMs, tokens, durationMs } = summary;
  const seconds = (durationMs / 1000).toFixed(1);
  output.result(
    `${VERDICT_WORDS[summary.verdict]}  smoke: ${checks?.passed} checks passed, ${checks?.failed} failed, ` +
      `${requests} requests in ${seconds} s (median ${latencyMs.p50.toFixed(1)} ms, p95 ${latencyMs.p95.toFixed(1)} ms, ${tokens.issued} token${tokens.issued === 1 ? "" : "s"})`,
  );
  for (const reason of summary.reasons) output.result(`  reason   ${reason}`);
  for (const failure of result.failures) {
    const status = failure.status === 0 ? "no answer" : `status ${failure.status}`;
    output.result(`  failed   ${failure.expected}: ${status}. ${failure.message}`);
  }
  if (result.failureCount > result.failures.length) {
    const more = result.failureCount - result.failures.length;
    output.result(`  failed   ... and ${more} more, in ${folder.file(JOURNAL_FILE)}`);
  }
  output.result(`  results  ${folder.path}`);
  output.document({ ...summary, failed: result.failures, results: folder.path });
}
