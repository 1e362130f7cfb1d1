/** What a command works with, without a command: settings from texts, lines kept, nothing to clean up. */

import type { CommandContext } from "../../src/cli/command-context.ts";
import { ALL_FIELDS } from "../../src/lib/config/fields.ts";
import { resolveConfig } from "../../src/lib/config/resolve.ts";
import type { Command } from "../../src/settings/command.ts";
import { COMMANDS } from "../../src/settings/commands.ts";

export interface TestContext {
  readonly context: CommandContext;
  /** Progress and results, in order. */
  readonly lines: string[];
  readonly documents: unknown[];
}

/** @param values settings by environment name */
export function createTestContext(
  values: Readonly<Record<string, string>>,
  positionals: readonly string[] = [],
  command: Command = COMMANDS.load,
): TestContext {
  const { config, origins, problems } = resolveConfig(ALL_FIELDS, [{ origin: "test", values }]);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("; "));
  const lines: string[] = [];
  const documents: unknown[] = [];
  return {
    lines,
    documents,
    context: {
      command,
      settings: { config, origins, profileName: "dev", positionals, userDirectory: process.cwd(), parts: [] },
      output: {
        progress: (line) => void lines.push(line),
        progressOnce: (_key, line) => void lines.push(line),
        result: (line) => void lines.push(line),
        document: (value) => void documents.push(value),
      },
      cleanup: {
        add: () => {},
        run: async () => {},
        interrupted: false,
        interruptedBy: "",
        onInterrupt: () => {},
        abandoned: new Promise(() => {}),
      },
    },
  };
}
