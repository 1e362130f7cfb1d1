/** Writes docs/configuration.md and .env.example from the table of settings; with --check only says whether they are fresh. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../src/lib/config/commands.ts";
import { FIELD_GROUPS } from "../src/lib/config/fields.ts";
import { configurationTables, envExample } from "../src/lib/config/help.ts";
import { PROJECT_ROOT } from "../src/tools/root.ts";

const INTRODUCTION = `# Configuration

Generated from the table of settings in \`src/lib/config/fields/\` by \`node dist/cli/generate-docs.js\`; do not edit.

A value is taken from the first place that has it: command line, environment, profile (\`profiles/NAME.env\` or any file
given with \`--profile\`), \`.env.load-test\`, default. An empty value counts as not set. An unknown flag, profile or key is
an error that names the nearest known one. \`k6 run dist/smoke.js\` reads the same variables from the environment.

Secrets have no flag, because the process list shows command lines. Durations carry a unit: \`500ms\`, \`30s\`, \`1m30s\`, \`2h\`.

`;

function commandTable(): string {
  const rows = Object.values(COMMANDS).map((command) => `| \`${command.typed}\` | ${command.summary} |`);
  return ["## Commands", "", "| command | what it does |", "| --- | --- |", ...rows, "", ""].join("\n");
}

const FILES: Readonly<Record<string, string>> = {
  "docs/configuration.md": INTRODUCTION + commandTable() + configurationTables(FIELD_GROUPS),
  ".env.example": envExample(FIELD_GROUPS),
};

const checking = process.argv.includes("--check");
for (const [name, wanted] of Object.entries(FILES)) {
  const path = join(PROJECT_ROOT, name);
  const isFresh = existsSync(path) && readFileSync(path, "utf8") === wanted;
  if (isFresh) continue;
  if (checking) {
    process.stderr.write(`${name} is not what the settings table says: run node dist/cli/generate-docs.js\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, wanted);
    process.stdout.write(`wrote ${name}\n`);
  }
}
