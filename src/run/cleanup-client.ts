/** The common start of all clean-ups: the run's target, a token, and a client that Ctrl-C stops. */

import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { readEnvFile } from "../settings/env-file/env-file.ts";
import { readStrategies } from "../target/authorization/read-strategies.ts";
import type { ClientRights } from "../target/authorization/undeletable.ts";
import { normalizeBaseUrl } from "../target/base-url.ts";
import { createDataClient, type DataClient } from "../target/data-client.ts";
import { discoverTarget } from "../target/discover-target.ts";
import type { Discovery } from "../target/discovery.ts";
import { type Installation, openInstallation } from "../target/installation.ts";
import { fetchTokenInfo } from "../target/token.ts";
import { createRunToken } from "./engine/run-token.ts";
import type { PhaseEnd } from "./phase.ts";

/** After Ctrl-C, for the answers that are under way. */
const GRACE_MS = 2000;

export interface CleanupClient {
  readonly installation: Installation;
  readonly client: DataClient;
  readonly rights: ClientRights;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What one phase left at the target. */
export interface CleanupTask {
  readonly phase: string;
  readonly target: CleanedRun["target"];
  /** Prints what it is going to delete, asks if that is much, and prints the result. */
  clean(opened: CleanupClient): Promise<PhaseEnd>;
}

/** Deletions at once. */
export const CLEANUP_WIDTH = 16;

/** The run whose items are to be deleted. */
export interface CleanedRun {
  readonly name: string;
  readonly target: { readonly kind: Installation["kind"]; readonly baseUrl: string };
}

/** @throws LoadTestError "config" when the settings name another target than the run's */
export async function openCleanupClient(context: CommandContext, run: CleanedRun): Promise<CleanupClient> {
  refuseOtherTarget(run, context.settings.config.apiBaseUrl);
  const { settings, cleanup } = context;
  const { retryLimit, requestTimeout } = settings.config;
  const installation = await openWithClient(context);
  const { discovery } = await discoverTarget(installation.baseUrl, installation.tokenUrl);
  const token = createRunToken(installation, cleanup);
  const accessToken = await token.get(installation.tokenUrl ?? discovery.urls.oauth);
  const stop = new AbortController();
  const client = createDataClient({
    dataUrl: discovery.urls.dataManagementApi,
    tokens: token.broker().tokens,
    width: CLEANUP_WIDTH,
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
  return { installation, client, rights: await rightsOf(installation, discovery, accessToken), signal: stop.signal };
}

/** With the client of `--client-from`, else the run's own. @throws LoadTestError "config" for a file without one */
async function openWithClient(context: CommandContext): Promise<Installation> {
  const { settings } = context;
  const { clientFrom } = settings.config;
  if (clientFrom === "") return openInstallation(context);
  const { CLIENT_ID: clientId = "", CLIENT_SECRET: clientSecret = "" } = await readEnvFile(clientFrom);
  if (clientId === "" || clientSecret === "") {
    throw new LoadTestError("config", `${clientFrom} has no CLIENT_ID and CLIENT_SECRET`, {
      hint: "Use a file such as .env.load-test, or .sandbox/client.env for the sandbox.",
    });
  }
  const config = { ...settings.config, clientId, clientSecret };
  return { ...(await openInstallation({ ...context, settings: { ...settings, config } })), clientId, clientSecret };
}

async function rightsOf({ service }: Installation, discovery: Discovery, accessToken: string): Promise<ClientRights> {
  const result = await fetchTokenInfo(discovery, accessToken);
  if (result.kind === "unknown") return {};
  const { info: tokenInfo } = result;
  const read = await readStrategies(service, tokenInfo.claimSet ?? "");
  return read.kind === "known" ? { tokenInfo, strategies: read.strategies } : { tokenInfo };
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
