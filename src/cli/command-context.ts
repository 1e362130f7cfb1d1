/** What every command has in hand: its settings, where it writes, and what must be stopped when it ends. */

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
