/** The part of the launcher that is built: reads the settings, once, for the command. */

import { resolve } from "node:path";
import { printText } from "../../src/cli/standard-output.ts";
import { asTyped } from "../../src/cli/typed.mjs";
import type { Config } from "../../src/lib/config/fields.ts";
import { COMMANDS, commandFor, isDistributed, LISTED_COMMANDS } from "../../src/settings/commands.ts";
import type { Handover } from "../../src/settings/handover.ts";
import { injectFiles } from "../../src/settings/inject-files.ts";
import { USER_ROOT } from "../../src/settings/root.ts";
import { loadSettings, type Settings } from "../../src/settings/settings.ts";

/** `done`: help was printed, the command is not to be started. `script`: which one is, of those in `dist/cli/`. */
export type Prepared = "done" | { readonly script: string; readonly handover: Handover | undefined };

/**
 * Afterwards the environment of this process is that of the command.
 * @param name of a file in scripts/, without its ending; one that is in no table of commands has no settings
 * @throws LoadTestError as loadSettings does
 */
export async function prepareCommand(name: string, argv: readonly string[]): Promise<Prepared> {
  const command = commandFor(name, argv);
  if (command === undefined) return { script: name, handover: undefined };
  const request = loadSettings(command, argv);
  if ("help" in request) {
    printText(request.help);
    return "done";
  }
  await injectFiles(request.files);
  Object.assign(process.env, neededAtStart(request.settings.config));
  return startOf(name, request.settings);
}

/** `distribute PHASE --local N` is that phase, by N processes here. */
function startOf(name: string, settings: Settings): Prepared {
  const [phase] = settings.positionals;
  if (name !== COMMANDS.distribute.name || settings.config.localInstances === 0 || !isDistributed(phase))
    return { script: name, handover: { settings } };
  return { script: COMMANDS[phase].name, handover: { settings: { ...settings, positionals: [] } } };
}

/** `edfi-load-test help`: every command with one line. */
export function printCommands(): void {
  const width = Math.max(...LISTED_COMMANDS.map(({ typed }) => typed.length)) - "npm run ".length;
  const lines = LISTED_COMMANDS.map(
    ({ typed, summary }) => `  ${typed.replace(/^npm (run )?/, "").padEnd(width)}  ${asTyped(firstSentence(summary))}`,
  );
  printText(
    [
      asTyped("npm run COMMAND -- [options]"),
      "",
      "Load tests for the Ed-Fi Data Management Service. Without a target, everything runs on the embedded sandbox.",
      "",
      ...lines,
      "",
      asTyped("npm run COMMAND -- --help shows the usual options of a command, --help-all shows all."),
    ].join("\n"),
  );
}

function firstSentence(text: string): string {
  return text.replace(/(?<=[.:]) .*$/, "").replace(/:$/, ".");
}

/** Node reads NODE_EXTRA_CA_CERTS only when it starts; the k6 provider reads K6_BIN from the environment. */
function neededAtStart({ caFile, k6Binary }: Config): NodeJS.ProcessEnv {
  return {
    ...(caFile === "" ? {} : { NODE_EXTRA_CA_CERTS: resolve(USER_ROOT, caFile) }),
    ...(k6Binary === "" ? {} : { K6_BIN: resolve(USER_ROOT, k6Binary) }),
  };
}
