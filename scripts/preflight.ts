/** `npm run preflight` */

import { EXIT_CODES } from "../src/base/errors.ts";
import type { CommandContext } from "../src/cli/command-context.ts";
import { runCommand } from "../src/cli/run-command.ts";
import { datasetSettings } from "../src/lib/config/dataset-settings.ts";
import { createDataset } from "../src/lib/data/create-dataset.ts";
import type { Operation } from "../src/lib/edfi/token-info.ts";
import { SMOKE_RESOURCES } from "../src/lib/plan/smoke-selection.ts";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { withPartNamed } from "../src/run/together/part-commands.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { serviceInput } from "../src/target/client-setup/setup-input.ts";
import { openCollectors } from "../src/target/figures/collectors.ts";
import { openInstallation, prepareCalls } from "../src/target/installation.ts";
import { type Check, failureOf, formatChecklist } from "../src/target/preflight/checklist.ts";
import { preflight } from "../src/target/preflight/preflight.ts";
import { smokeDatasets } from "../src/target/smoke-datasets.ts";

await runCommand(COMMANDS.preflight, async (context) => {
  const { settings, output } = context;
  if (settings.parts.length === 0) {
    const { lines, document, exitCode } = await check(context);
    for (const line of lines) output.result(line);
    output.document(document);
    return exitCode;
  }
  const tenants: Record<string, Checked["document"]> = {};
  const codes: number[] = [];
  for (const { name, config } of settings.parts) {
    const { lines, document, exitCode } = await check({ ...context, settings: { ...settings, config, parts: [] } });
    for (const line of [`tenant ${name}`, ...lines, ""]) output.result(withPartNamed(line, config));
    tenants[name] = document;
    codes.push(exitCode);
  }
  output.document({ ready: Object.values(tenants).every(({ ready }) => ready), tenants });
  return codes.find((code) => code !== EXIT_CODES.pass.code) ?? EXIT_CODES.pass.code;
});

interface Checked {
  readonly lines: readonly string[];
  readonly document: { readonly ready: boolean; readonly checks: readonly Check[] };
  readonly exitCode: number;
}

async function check(context: CommandContext): Promise<Checked> {
  const { config } = context.settings;
  const dataset = createDataset(datasetSettings(config));
  const target = await targetOf(context);
  const { checks } = await preflight({
    k6: () => ensureK6({ log: context.output.progress, env: process.env, root: PROJECT_ROOT }),
    vus: config.vusSmokePhase,
    resultsDirectory: config.resultsDirectory,
    ...target,
    wanted: dataset.endpoints.map((resource) => ({ resource, operations: operationsOn(resource) })),
    datasets: [dataset, ...smokeDatasets(config)],
    collectors: openCollectors({ config, baseUrl: target.baseUrl }),
  });
  const failure = failureOf(checks);
  return {
    lines: formatChecklist(checks),
    document: { ready: failure === undefined, checks },
    exitCode: failure?.exitCode ?? EXIT_CODES.pass.code,
  };
}

/** What the smoke test does, or else a load. */
function operationsOn(resource: string): readonly Operation[] {
  return SMOKE_RESOURCES.includes(resource) ? ["Create", "Read", "Update", "Delete"] : ["Create", "Read"];
}

/** A target without a client is a line of the checklist here, not a reason to make one. */
async function targetOf(context: CommandContext) {
  const { config } = context.settings;
  await prepareCalls(config);
  const { baseUrl, tokenUrl, clientId, clientSecret, service } =
    config.apiBaseUrl === ""
      ? await openInstallation(context)
      : {
          ...config,
          baseUrl: config.apiBaseUrl,
          tokenUrl: config.oauthTokenUrl || undefined,
          service: serviceInput(config),
        };
  return {
    baseUrl,
    clientId,
    clientSecret,
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(service === undefined ? {} : { service }),
  };
}
