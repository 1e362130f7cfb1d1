/** `npm run setup-client` */

import { EXIT_CODES, LoadTestError } from "../src/base/errors.ts";
import { runCommand } from "../src/cli/run-command.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { CLIENT_FILE } from "../src/settings/profile.ts";
import { setUpClient } from "../src/target/client-setup/client-setup.ts";
import { clientSetupInput } from "../src/target/installation.ts";

await runCommand(COMMANDS.setupClient, async ({ settings, output }) => {
  const { apiBaseUrl } = settings.config;
  if (apiBaseUrl === "") {
    throw new LoadTestError("config", "API_BASE_URL is not set", {
      hint: "Set the target with --target URL. The embedded sandbox creates its own client.",
    });
  }
  const result = await setUpClient({
    ...clientSetupInput(settings, output.progress),
    isClaimSetFixed: settings.origins.claimSet === "command line",
  });
  const done = result.created ? "is new" : "was there already and works";
  output.result(`Client ${result.clientId} for ${apiBaseUrl} ${done}; ${CLIENT_FILE} holds it`);
  output.document({ target: apiBaseUrl, ...result });
  return EXIT_CODES.pass.code;
});
