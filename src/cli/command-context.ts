/** What every command gets: its settings, its output, and the steps to take when it ends. */

import type { Command } from "../settings/command.ts";
import type { Settings } from "../settings/settings.ts";
import type { CleanupStack } from "./cleanup-stack.ts";
import type { Output } from "./output.ts";

export interface CommandContext {
  readonly command: Command;
  readonly settings: Settings;
  readonly output: Output;
  readonly cleanup: CleanupStack;
}
