/** `npm run preflight` */

import { EXIT_CODES } from "../src/base/errors.ts";
import type { CommandContext } from "../src/cli/command-context.ts";
import { runCommand } from "../src/cli/run-command.ts";
import { SMOKE_RESOURCES } from "../src/lib/plan/smoke-selection.ts";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { openInstallation } from "../src/target/installation.ts";
import { failureOf, formatChecklist } from "../src/target/preflight/checklist.ts";
import { preflight } from "../src/target/preflight/preflight.ts";

await runCommand(COMMANDS.preflight, async (context) => {
  const { settings, output } = context;
  const report = await preflight({
    k6: () => ensureK6({ log: output.progress, env: process.env, root: PROJECT_ROOT }),
    vus: settings.config.vusSmokePhase,
    resultsDirectory: settings.config.resultsDirectory,
    ...(await targetOf(context)),
    wanted: SMOKE_RESOURCES.map((resource) => ({ resource, operations: ["Create", "Read", "Update", "Delete"] })),
  });
  const failure = failureOf(report.checks);
  for (const line of formatChecklist(report.checks)) output.result(line);
  output.document({ ready: failure === undefined, checks: report.checks });
  return failure?.exitCode ?? EXIT_CODES.pass.code;
});

/** A target without a client is a line of the checklist here, not a reason to make one. */
async function targetOf(context: CommandContext) {
  const { config } = context.settings;
  const { baseUrl, tokenUrl, clientId, clientSecret } =
    config.apiBaseUrl === ""
      ? await openInstallation(context)
      : { ...config, baseUrl: config.apiBaseUrl, tokenUrl: config.oauthTokenUrl || undefined };
  return { baseUrl, clientId, clientSecret, ...(tokenUrl === undefined ? {} : { tokenUrl }) };
}
