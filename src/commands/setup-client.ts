/** `npm run setup-client`: creates the client, shows what it may do, or removes it. */

import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { CLIENT_FILE } from "../settings/profile.ts";
import { setUpClient } from "../target/client-setup/client-setup.ts";
import { describeClient } from "../target/client-setup/describe-client.ts";
import { removeClient } from "../target/client-setup/remove-client.ts";
import { clientSetupInput } from "../target/installation.ts";

export async function setupClient({ settings, output }: CommandContext): Promise<number> {
  const { apiBaseUrl, clientId, clientSecret, showClient, removeClient: isRemoval } = settings.config;
  if (apiBaseUrl === "") {
    throw new LoadTestError("config", "API_BASE_URL is not set", {
      hint: "Set the target with --target URL. The embedded sandbox creates its own client.",
    });
  }
  const input = clientSetupInput(settings, output.progress);
  if (showClient && (clientId === "" || clientSecret === "")) {
    throw new LoadTestError("config", `There is no client for ${apiBaseUrl}`, {
      hint: "Create one with: npm run setup-client",
    });
  }
  if (showClient) {
    const { lines, document } = await describeClient({ ...input, clientId, clientSecret });
    for (const line of lines) output.result(line);
    output.document(document);
  } else if (isRemoval) {
    const removed = await removeClient(input);
    const count = Object.values(removed).flat().length;
    output.result(count === 0 ? `Nothing to remove for ${input.owner}` : `Removed what was created for ${input.owner}`);
    output.document({ target: apiBaseUrl, owner: input.owner, removed });
  } else {
    const result = await setUpClient(input);
    const done = result.created ? "was created" : "already existed and works";
    output.result(`Client ${result.clientId} for ${apiBaseUrl} ${done}; it is in ${CLIENT_FILE}`);
    output.document({ target: apiBaseUrl, ...result });
  }
  return EXIT_CODES.pass.code;
}
