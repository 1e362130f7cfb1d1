/** What both kinds of clean-up begin with: the run's target, a token, and a client that Ctrl-C stops. */

import type { CommandContext } from "../cli/command-context.ts";
import { createDataClient, type DataClient } from "../target/data-client.ts";
import { discoverTarget } from "../target/discover-target.ts";
import { type Installation, openInstallation } from "../target/installation.ts";
import { brokerTokens } from "../target/token-source.ts";
import { createRunToken } from "./engine/run-token.ts";

/** After Ctrl-C, for the answers that are under way. */
const GRACE_MS = 2000;

export interface CleanupClient {
  readonly installation: Installation;
  readonly client: DataClient;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** @param width connections at most */
export async function openCleanupClient(context: CommandContext, width: number): Promise<CleanupClient> {
  const { settings, cleanup } = context;
  const { retryLimit, requestTimeout } = settings.config;
  const installation = await openInstallation(context);
  const { discovery } = await discoverTarget(installation.baseUrl, installation.tokenUrl);
  const token = createRunToken(installation, cleanup);
  await token.get(installation.tokenUrl ?? discovery.urls.oauth);
  const stop = new AbortController();
  const client = createDataClient({
    dataUrl: discovery.urls.dataManagementApi,
    tokens: brokerTokens(token.broker()),
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
