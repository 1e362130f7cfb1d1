/** What a command runs against: the embedded sandbox, or the target of the settings, with a client that works. */

import { join, resolve } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Config } from "../lib/config/fields.ts";
import { readEnvFile } from "../settings/env-file/env-file.ts";
import { CLIENT_FILE } from "../settings/profile.ts";
import { PROJECT_ROOT, USER_ROOT } from "../settings/root.ts";
import type { Settings } from "../settings/settings.ts";
import { setUpClient } from "./client-setup/client-setup.ts";
import { clientSetupInput, organizationsOf, serviceInput } from "./client-setup/setup-input.ts";
import { readStoredClient } from "./client-setup/stored-client.ts";
import type { ServiceInput } from "./config-service/service-login.ts";
import { useRequestTimeout } from "./http.ts";
import { findRoute, takeRoute } from "./route.ts";
import { startSandbox } from "./sandbox-process.ts";

export interface Installation {
  readonly kind: "sandbox" | "target";
  readonly baseUrl: string;
  /** Overrides the discovery document. */
  readonly tokenUrl: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The sandbox's admin address, for its ledger. */
  readonly adminUrl: string | undefined;
  /** The Configuration Service, as far as it is known. */
  readonly service?: ServiceInput;
}

/** @throws LoadTestError when there is no client and none can be created. */
export async function openInstallation(context: CommandContext): Promise<Installation> {
  const { config } = context.settings;
  await prepareCalls(config);
  return config.apiBaseUrl === "" ? openSandbox(context) : openTarget(context);
}

/** The runner waits as long for an answer as k6 does, and asks at the same address. */
export async function prepareCalls({ requestTimeout, apiBaseUrl }: Config): Promise<void> {
  useRequestTimeout(requestTimeout);
  if (apiBaseUrl !== "") takeRoute(await findRoute(apiBaseUrl));
}

async function openSandbox({ settings, output, cleanup }: CommandContext): Promise<Installation> {
  const { config } = settings;
  const directory = resolve(USER_ROOT, config.sandboxDirectory);
  const sandbox = await startSandbox({
    cliPath: join(PROJECT_ROOT, "dist/cli/sandbox.js"),
    storeDirectory: directory,
    args: sandboxArguments(settings),
  });
  cleanup.add(() => sandbox.stop());
  output.progress(`sandbox   ${sandbox.baseUrl} (no target is set; data in ${config.sandboxDirectory}/)`);
  const client = await readEnvFile(sandbox.clientEnvFile);
  return {
    kind: "sandbox",
    baseUrl: sandbox.baseUrl,
    tokenUrl: undefined,
    clientId: client.CLIENT_ID ?? "",
    clientSecret: client.CLIENT_SECRET ?? "",
    adminUrl: sandbox.adminUrl,
    service: {
      configServiceUrl: sandbox.configServiceUrl,
      adminClientId: config.configServiceClientId,
      adminClientSecret: client.CONFIG_SERVICE_CLIENT_SECRET ?? "",
      ...(client.API_TENANT === undefined ? {} : { tenant: client.API_TENANT }),
    },
  };
}

/** What the user wrote comes later, and counts. */
export function sandboxArguments({ config, origins }: Settings): readonly string[] {
  // The rate limit is for other clients: a run would only measure that.
  const isLimited = origins.rateLimit !== "default";
  return [
    ...(isLimited ? [] : ["--rate-limit=off"]),
    `--education-organizations=${organizationsOf(config).join(",")}`,
    ...config.sandboxArguments.split(/\s+/).filter((part) => part !== ""),
  ];
}

async function openTarget({ settings, output }: CommandContext): Promise<Installation> {
  const { config } = settings;
  const common = {
    kind: "target" as const,
    baseUrl: config.apiBaseUrl,
    tokenUrl: config.oauthTokenUrl === "" ? undefined : config.oauthTokenUrl,
    adminUrl: undefined,
    service: serviceInput(config),
  };
  if (config.clientId !== "" && config.clientSecret !== "") {
    return { ...common, clientId: config.clientId, clientSecret: config.clientSecret };
  }
  if (config.configServiceUrl === "") throw withoutClient(config);
  output.progress("client    not set: creating one through the Configuration Service");
  const input = clientSetupInput(settings, (line) => output.progress(`          ${line}`));
  await setUpClient(input);
  const client = await readStoredClient(input, config.apiBaseUrl, () => {});
  if (client === undefined) throw withoutClient(config);
  return { ...common, ...client };
}

function withoutClient(config: Config): LoadTestError {
  const missing = [config.clientId === "" ? "CLIENT_ID" : "", config.clientSecret === "" ? "CLIENT_SECRET" : ""];
  const names = missing.filter((name) => name !== "").join(" and ");
  return new LoadTestError("config", `${names} not set for ${config.apiBaseUrl}.`, {
    hint: `Set them in ${CLIENT_FILE} or the environment, or set CONFIG_SERVICE_URL and run: npm run setup-client`,
  });
}
