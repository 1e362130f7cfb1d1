/** What both kinds of clean-up begin with: the run's target, a token, and a client that Ctrl-C stops. */

import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { normalizeBaseUrl } from "../target/base-url.ts";
import { createDataClient, type DataClient } from "../target/data-client.ts";
import { discoverTarget } from "../target/discover-target.ts";
import { type Installation, openInstallation } from "../target/installation.ts";
import { createRunToken } from "./engine/run-token.ts";

/** After Ctrl-C, for the answers that are under way. */
const GRACE_MS = 2000;

export interface CleanupClient {
  readonly installation: Installation;
  readonly client: DataClient;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The run whose items are to be deleted. */
export interface CleanedRun {
  readonly name: string;
  readonly target: { readonly kind: Installation["kind"]; readonly baseUrl: string };
}

/** @param width connections at most. @throws LoadTestError "config" when the settings name another target than the run's */
export async function openCleanupClient(
  context: CommandContext,
  run: CleanedRun,
  width: number,
): Promise<CleanupClient> {
  refuseOtherTarget(run, context.settings.config.apiBaseUrl);
  const { settings, cleanup } = context;
  const { retryLimit, requestTimeout } = settings.config;
  const installation = await openInstallation(context);
  const { discovery } = await discoverTarget(installation.baseUrl, installation.tokenUrl);
  const token = createRunToken(installation, cleanup);
  await token.get(installation.tokenUrl ?? discovery.urls.oauth);
  const stop = new AbortController();
  const client = createDataClient({
    dataUrl: discovery.urls.dataManagementApi,
    tokens: token.broker().tokens,
    width,
    retryLimit,
    timeoutMs: requestTimeout,
    signal: stop.signal,
  });
  cleanup.add(() => client.close());
  cleanup.onInterrupt(() => {
    stop.abort();
    setTimeout(() => client.close(), GRACE_MS).unref();
  });
  if (cleanup.interrupted) stop.abort();
  return { installation, client, signal: stop.signal };
}

function refuseOtherTarget({ name, target }: CleanedRun, apiBaseUrl: string): void {
  const isSandbox = apiBaseUrl === "";
  const isSame = isSandbox
    ? target.kind === "sandbox"
    : target.kind === "target" && normalizeBaseUrl(apiBaseUrl) === normalizeBaseUrl(target.baseUrl);
  if (isSame) return;
  const own = target.kind === "sandbox" ? "the embedded sandbox" : target.baseUrl;
  const set = isSandbox ? "no target, which means the embedded sandbox" : apiBaseUrl;
  const hint = target.kind === "sandbox" ? "Unset API_BASE_URL." : `Use: npm run cleanup -- ${name} --target ${own}`;
  throw new LoadTestError("config", `The run ${name} loaded ${own}; the settings name ${set}.`, { hint });
}
