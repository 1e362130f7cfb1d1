/** What every phase does before k6 starts: k6 itself, the target, one token, preflight. */

import type { CommandContext } from "../cli/command-context.ts";
import { ensureK6, type ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import { createDataClient, type DataClient } from "../target/data-client.ts";
import { type Installation, openInstallation } from "../target/installation.ts";
import { failureOf, formatChecklist } from "../target/preflight/checklist.ts";
import type { WantedResource } from "../target/preflight/claims-check.ts";
import { type PreflightReport, preflight } from "../target/preflight/preflight.ts";
import type { TargetFacts } from "../target/preflight/target-checks.ts";
import { brokerTokens } from "../target/token-source.ts";
import { createRunToken, type RunToken } from "./engine/run-token.ts";
import { checkOutputs } from "./prometheus/outputs.ts";
import { stopRulesOf } from "./watch/stop-rules-setting.ts";

export interface Prepared {
  readonly k6: ProvidedK6;
  readonly installation: Installation;
  readonly token: RunToken;
  readonly facts: TargetFacts;
  /** The runner's own calls to the data of the target, with the run's token. */
  readonly client: DataClient;
  readonly startedAt: Date;
}

/** @throws LoadTestError when something is not ready, with the whole checklist printed. */
export async function prepareRun(
  context: CommandContext,
  vus: number,
  wanted: readonly WantedResource[],
): Promise<Prepared> {
  const { settings, output, cleanup } = context;
  // A wrong rule is told before anything is started.
  stopRulesOf(context);
  checkOutputs(settings.config, settings.origins.k6Out ?? "default");
  const k6 = await ensureK6({ log: output.progress, env: process.env, root: PROJECT_ROOT });
  const installation = await openInstallation(context);
  const token = createRunToken(installation, cleanup);
  const report = await preflight({
    k6,
    vus,
    resultsDirectory: settings.config.resultsDirectory,
    baseUrl: installation.baseUrl,
    ...(installation.tokenUrl === undefined ? {} : { tokenUrl: installation.tokenUrl }),
    clientId: installation.clientId,
    clientSecret: installation.clientSecret,
    getToken: token.get,
    wanted,
  });
  announce(context, installation, report);
  const dataUrl = report.facts.discovery?.urls.dataManagementApi ?? "";
  const client = createDataClient({
    dataUrl,
    tokens: brokerTokens(token.broker()),
    width: 8,
    retryLimit: settings.config.retryLimit,
    timeoutMs: settings.config.requestTimeout,
  });
  cleanup.add(() => client.close());
  return { k6, installation, token, facts: report.facts, client, startedAt: new Date() };
}

function announce({ output }: CommandContext, installation: Installation, report: PreflightReport): void {
  const failure = failureOf(report.checks);
  const shown = failure === undefined ? report.checks.filter((check) => check.status === "warn") : report.checks;
  for (const line of formatChecklist(shown)) output.progress(line);
  if (failure !== undefined) throw failure;
  const { discovery } = report.facts;
  const version = discovery === undefined ? "" : ` (${discovery.applicationName ?? "Ed-Fi API"} ${discovery.version})`;
  output.progress(`target    ${installation.baseUrl}${version}`);
  output.progress(`preflight ${report.checks.filter((check) => check.status === "ok").length} checks passed`);
}
