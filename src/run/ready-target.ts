/** What every run needs before k6 starts: the target, a working client, a token, preflight. */

import { plural } from "../base/figures.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Dataset } from "../lib/data/dataset.ts";
import type { ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { proxyFor, proxyName } from "../machine/proxy.ts";
import { createDataClient, type DataClient } from "../target/data-client.ts";
import { readTargetModel, type TargetModel } from "../target/documents/target-model.ts";
import { openCollectors } from "../target/figures/collectors.ts";
import { type Installation, openInstallation } from "../target/installation.ts";
import { failureOf, formatChecklist } from "../target/preflight/checklist.ts";
import type { WantedResource } from "../target/preflight/claims-check.ts";
import { type PreflightReport, preflight } from "../target/preflight/preflight.ts";
import type { TargetFacts } from "../target/preflight/target-facts.ts";
import { findRoute, type Route } from "../target/route.ts";
import { createRunToken, type RunToken } from "./engine/run-token.ts";

export interface ReadyTarget {
  readonly installation: Installation;
  readonly token: RunToken;
  readonly facts: TargetFacts;
  /** To the target's data. */
  readonly route: Route | undefined;
  /** Through which the target's data is reached, without user and password. */
  readonly proxy: string | undefined;
  /** The runner's own calls to the target's data, with the run's token. */
  readonly client: DataClient;
  /** What its documents say that it has; read when it is first asked for. @throws LoadTestError "preflight" */
  readonly model: () => Promise<TargetModel>;
  readonly startedAt: Date;
}

export interface Needs {
  /** Undefined: nothing is going to be run. */
  readonly k6: ProvidedK6 | undefined;
  readonly vus: number;
  readonly wanted: readonly WantedResource[];
  readonly datasets: readonly Dataset[];
}

/** @throws LoadTestError when something is not ready, with the whole checklist printed. */
export async function readyTarget(context: CommandContext, { k6, vus, wanted, datasets }: Needs): Promise<ReadyTarget> {
  const { settings, cleanup } = context;
  const installation = await openInstallation(context);
  const token = createRunToken(installation, cleanup);
  const report = await preflight({
    ...(k6 === undefined ? {} : { k6 }),
    vus,
    resultsDirectory: settings.config.resultsDirectory,
    baseUrl: installation.baseUrl,
    ...(installation.tokenUrl === undefined ? {} : { tokenUrl: installation.tokenUrl }),
    clientId: installation.clientId,
    clientSecret: installation.clientSecret,
    getToken: token.get,
    wanted,
    ...(installation.service === undefined ? {} : { service: installation.service }),
    datasets,
    collectors: openCollectors({ config: settings.config, baseUrl: installation.baseUrl }),
  });
  announce(context, installation, report);
  const dataUrl = report.facts.discovery?.urls.dataManagementApi ?? "";
  const client = createDataClient({
    dataUrl,
    tokens: token.broker().tokens,
    width: 8,
    retryLimit: settings.config.retryLimit,
    timeoutMs: settings.config.requestTimeout,
  });
  cleanup.add(() => client.close());
  const proxy = proxyFor(dataUrl);
  let model: Promise<TargetModel> | undefined;
  return {
    installation,
    token,
    facts: report.facts,
    route: await findRoute(dataUrl),
    proxy: proxy && proxyName(proxy),
    client,
    model: () => {
      const { discovery } = report.facts;
      if (discovery === undefined) throw new Error("preflight left no discovery document");
      model ??= readTargetModel(discovery);
      return model;
    },
    startedAt: new Date(),
  };
}

function announce(
  { settings, output, cleanup }: CommandContext,
  installation: Installation,
  report: PreflightReport,
): void {
  const failure = failureOf(report.checks);
  const shown = failure === undefined ? report.checks.filter((check) => check.status === "warn") : report.checks;
  // A sandbox that Ctrl-C ends fails checks, which is no finding.
  if (!cleanup.interrupted) for (const line of formatChecklist(shown)) output.progress(line);
  if (failure !== undefined) throw failure;
  const { discovery } = report.facts;
  const version = discovery === undefined ? "" : ` (${discovery.applicationName ?? "Ed-Fi API"} ${discovery.version})`;
  const proxy = discovery && proxyFor(discovery.urls.dataManagementApi);
  output.progress(`target    ${installation.baseUrl}${version}${proxy ? `, through ${proxyName(proxy)}` : ""}`);
  output.progress(`preflight ${plural(report.checks.filter((check) => check.status === "ok").length, "check")} passed`);
  const authorization = report.checks.find(({ name, status }) => name === "authorization" && status === "ok");
  const others = settings.config.resources === "core" ? "" : "; not including what --resources adds";
  if (authorization !== undefined) output.progress(`access    ${authorization.text}${others}`);
}

/** As a run's files name the target. */
export function targetIdentity({ installation, facts }: Pick<ReadyTarget, "installation" | "facts">): {
  readonly kind: Installation["kind"];
  readonly baseUrl: string;
  readonly version: string;
} {
  return {
    kind: installation.kind,
    baseUrl: installation.baseUrl,
    version: facts.discovery?.version ?? "",
  };
}
