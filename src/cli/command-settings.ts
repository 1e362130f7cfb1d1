/** The settings of a command, whether the launcher has read them or it was started by itself. */

import type { Command } from "../settings/command.ts";
import { settingsFromLauncher } from "../settings/handover.ts";
import { loadSettings, type Settings } from "../settings/settings.ts";
import { printText } from "./standard-output.ts";

/** Undefined when help was asked for; it is printed then. @throws LoadTestError as loadSettings does */
export async function commandSettings(command: Command): Promise<Settings | undefined> {
  const handed = await settingsFromLauncher();
  if (handed !== undefined) return handed;
  const request = loadSettings(command, process.argv.slice(2));
  if ("settings" in request) return request.settings;
  printText(request.help);
  return undefined;
}
