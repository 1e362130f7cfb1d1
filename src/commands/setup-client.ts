/** `npm run setup-client`: creates the client, shows what it may do, or removes it; of each tenant with --tenants. */

import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Config } from "../lib/config/fields.ts";
import type { Part } from "../settings/parts.ts";
import { CLIENT_FILE } from "../settings/profile.ts";
import { bareBaseUrl } from "../settings/qualified-target.ts";
import { type ClientSetupInput, setUpClient } from "../target/client-setup/client-setup.ts";
import { describeClient } from "../target/client-setup/describe-client.ts";
import { removeClient } from "../target/client-setup/remove-client.ts";
import { clientSetupInput, routeOf } from "../target/client-setup/setup-input.ts";
import { readStoredClient } from "../target/client-setup/stored-client.ts";

/** What was done for one client. */
interface Done {
  readonly lines: readonly string[];
  readonly document: object;
}

export async function setupClient(context: CommandContext): Promise<number> {
  const { settings, output } = context;
  const { apiBaseUrl, saveAs } = settings.config;
  if (apiBaseUrl === "") {
    throw new LoadTestError("config", "API_BASE_URL is not set", {
      hint: "Set the target with --target URL. The embedded sandbox creates its own client.",
    });
  }
  if (settings.parts.length === 0) {
    const { lines, document } = await doFor(clientSetupInput(settings, output.progress), settings.config);
    for (const line of lines) output.result(line);
    output.document(document);
    return EXIT_CODES.pass.code;
  }
  if (saveAs !== "")
    throw new LoadTestError("config", `--save-as ${saveAs}: with --tenants, each client has the name of its tenant`);
  const tenants: Record<string, object> = {};
  // One after the other: they share the file.
  for (const part of settings.parts) {
    const { lines, document } = await doFor(inputOfTenant(context, part), part.config);
    for (const line of lines) output.result(line);
    tenants[part.name] = document;
  }
  output.document({ tenants });
  return EXIT_CODES.pass.code;
}

function inputOfTenant({ settings, output }: CommandContext, { name, config }: Part): ClientSetupInput {
  const route = routeOf({ ...config, tenant: "", tenants: settings.parts.map((part) => part.name).join(",") });
  return {
    ...clientSetupInput({ ...settings, config }, (line) => output.progress(`${name} | ${line}`)),
    clientName: name,
    address: { API_BASE_URL: bareBaseUrl(config), ...route },
  };
}

async function doFor(input: ClientSetupInput, config: Config): Promise<Done> {
  if (config.showClient) return await show(input, config);
  if (config.removeClient) return await remove(input);
  const result = await setUpClient(input);
  const done = result.created ? "was created" : "already existed and works";
  const line = `Client ${result.clientId} for ${input.baseUrl} ${done}; it is in ${CLIENT_FILE}`;
  return { lines: [line], document: { target: input.baseUrl, ...result } };
}

async function show(input: ClientSetupInput, { clientId, clientSecret, saveAs }: Config): Promise<Done> {
  const stored = saveAs === "" ? undefined : await readStoredClient(input, input.baseUrl, input.log);
  const client = stored ?? { clientId, clientSecret };
  if (client.clientId === "" || client.clientSecret === "") {
    throw new LoadTestError("config", `There is no client for ${input.baseUrl}`, {
      hint: "Create one with: npm run setup-client",
    });
  }
  return await describeClient({ ...input, service: input, ...client });
}

async function remove(input: ClientSetupInput): Promise<Done> {
  const removed = await removeClient(input);
  const count = Object.values(removed).flat().length;
  const at = input.tenant === undefined ? "" : ` in tenant ${input.tenant}`;
  const done = count === 0 ? "Nothing to remove for" : "Removed what was created for";
  return {
    lines: [`${done} ${input.owner}${at}`],
    document: { target: input.baseUrl, owner: input.owner, removed },
  };
}
