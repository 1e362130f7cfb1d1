/** The smoke phase: preflight, one k6 run, a verdict, a run folder. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DATASET_FIELDS } from "../../lib/config/fields/dataset.ts";
import { SMOKE_FIELDS } from "../../lib/config/fields/smoke.ts";
import { TARGET_FIELDS } from "../../lib/config/fields/target.ts";
import { configToEnvironment } from "../../lib/config/resolve.ts";
import { EXIT_CODES, LoadTestError } from "../../lib/errors.ts";
import { SMOKE_RESOURCES } from "../../lib/plan/smoke-selection.ts";
import { describeEngineExit } from "../../lib/results/engine-exit.ts";
import {
  type EngineSummary,
  type SmokeFailure,
  type SmokeResult,
  smokeResult,
} from "../../lib/results/smoke-verdict.ts";
import { ensureK6 } from "../k6/k6-provider.ts";
import { failureOf, formatChecklist } from "../preflight/checklist.ts";
import { type PreflightReport, preflight } from "../preflight/preflight.ts";
import { PROJECT_ROOT } from "../root.ts";
import { JOURNAL_FILE, runEngine } from "./engine.ts";
import { type Installation, openInstallation } from "./installation.ts";
import type { CommandContext } from "./main.ts";
import { buildManifest } from "./manifest.ts";
import { createRunFolder, type RunFolder } from "./run-folder.ts";
import { createRunToken } from "./run-token.ts";

const SUMMARY_FILE = "k6-summary.json";

/** @returns the exit code */
export async function runSmokePhase(context: CommandContext): Promise<number> {
  const { settings, output, cleanup } = context;
  const { config } = settings;
  const k6 = await ensureK6({ log: output.progress, env: process.env, root: PROJECT_ROOT });
  const installation = await openInstallation(context);
  const startedAt = new Date();
  const folder = createRunFolder(config.resultsDirectory, settings.profileName, "smoke", startedAt);
  const token = createRunToken(installation, cleanup);
  const report = await preflight({
    k6,
    vus: config.vusSmokePhase,
    resultsDirectory: config.resultsDirectory,
    baseUrl: installation.baseUrl,
    ...(installation.tokenUrl === undefined ? {} : { tokenUrl: installation.tokenUrl }),
    clientId: installation.clientId,
    clientSecret: installation.clientSecret,
    getToken: token.get,
    wanted: SMOKE_RESOURCES.map((resource) => ({ resource, operations: ["Create", "Read", "Update", "Delete"] })),
  });
  announce(context, installation, report);
  const script = join(PROJECT_ROOT, "dist/smoke.js");
  folder.writeJson(
    "manifest.json",
    buildManifest({ phase: "smoke", startedAt, settings, installation, facts: report.facts, k6, script }),
  );
  const run = await runEngine({
    k6Path: k6.path,
    script,
    folder,
    broker: token.broker(),
    environment: engineSettings(context, installation),
    cleanup,
    verbose: config.verbose,
  });
  if (cleanup.interrupted) return EXIT_CODES.interrupted.code;
  const result = smokeResult(run.exitCode, readSummary(folder), readFailures(folder));
  const tokens = token.broker().statistics();
  folder.writeJson("summary.json", {
    phase: "smoke",
    exitCode: run.exitCode,
    durationMs: run.durationMs,
    tokens,
    ...result,
  });
  present(context, folder, result, run.durationMs, tokens.issued);
  return exitCodeOf(run.exitCode, result);
}

function announce({ settings, output }: CommandContext, installation: Installation, report: PreflightReport): void {
  const failure = failureOf(report.checks);
  const shown = failure === undefined ? report.checks.filter((check) => check.status === "warn") : report.checks;
  for (const line of formatChecklist(shown)) output.progress(line);
  if (failure !== undefined) throw failure;
  const { discovery } = report.facts;
  const version = discovery === undefined ? "" : ` (${discovery.applicationName ?? "Ed-Fi API"} ${discovery.version})`;
  output.progress(`target    ${installation.baseUrl}${version}`);
  output.progress(`preflight ${report.checks.filter((check) => check.status === "ok").length} checks passed`);
  const { config } = settings;
  output.progress(`smoke     profile ${settings.profileName}, ${config.vusSmokePhase} VU, seed ${config.seed}`);
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

function readSummary(folder: RunFolder): EngineSummary | undefined {
  const path = folder.file(SUMMARY_FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as EngineSummary) : undefined;
}

/** Lines `f {json}` of the console file; a line that was cut off counts for nothing. */
function readFailures(folder: RunFolder): SmokeFailure[] {
  const path = folder.file(JOURNAL_FILE);
  if (!existsSync(path)) return [];
  const failures: SmokeFailure[] = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!line.startsWith("f {")) continue;
    try {
      failures.push(JSON.parse(line.slice(2)) as SmokeFailure);
    } catch {
      // The run was cut off in the middle of this line.
    }
  }
  return failures;
}

function present(
  { output }: CommandContext,
  folder: RunFolder,
  result: SmokeResult,
  durationMs: number,
  tokens: number,
): void {
  const seconds = (durationMs / 1000).toFixed(1);
  output.result(
    `${result.verdict === "pass" ? "PASS" : "FAIL"}  smoke: ${result.checksPassed} checks passed, ${result.checksFailed} failed, ` +
      `${result.requests} requests in ${seconds} s (median ${result.medianMs.toFixed(1)} ms, p95 ${result.p95Ms.toFixed(1)} ms, ${tokens} token)`,
  );
  for (const reason of result.reasons) output.result(`  reason  ${reason}`);
  for (const failure of result.failures) {
    const status = failure.status === 0 ? "no answer" : `status ${failure.status}`;
    output.result(`  failed  ${failure.expected}: ${status}. ${failure.message}`);
  }
  if (result.failureCount > result.failures.length) {
    output.result(
      `  failed  ... and ${result.failureCount - result.failures.length} more, in ${folder.file(JOURNAL_FILE)}`,
    );
  }
  output.result(`  results ${folder.path}`);
  output.document({ ...result, durationMs, tokens, results: folder.path });
}

function exitCodeOf(engineCode: number, result: SmokeResult): number {
  if (result.verdict === "pass") return EXIT_CODES.pass.code;
  if (engineCode === 0) return EXIT_CODES.failed.code;
  if (engineCode < 97 || engineCode > 110) {
    throw new LoadTestError("engine", `k6 ended with code ${engineCode}: ${describeEngineExit(engineCode)}.`);
  }
  return engineCode;
}
