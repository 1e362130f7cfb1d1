/** Writes docs/configuration.md, .env.example and the tables of README.md from the table of settings; with --check only says whether they are fresh. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { EXIT_CODES } from "../src/base/errors.ts";
import { ALL_FIELDS, FIELD_GROUPS } from "../src/lib/config/fields.ts";
import type { Command } from "../src/settings/command.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { configurationTables, envExample } from "../src/settings/help.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";

const INTRODUCTION = `# Configuration

Generated from the table of settings in \`src/lib/config/fields/\` by \`node dist/cli/generate-docs.js\`; do not edit.

A value is taken from the first place that has it: command line, environment, profile (\`profiles/NAME.env\` or any file
given with \`--profile\`), \`.env.load-test\`, default. An empty value counts as not set. An unknown flag, profile or key is
an error that names the nearest known one. \`k6 run dist/smoke.js\` reads the same variables from the environment.

A relative path begins where you stand when you give it on the command line or in the environment, also with
\`npm --prefix\` or from a folder below; in a profile or in \`.env.load-test\` it begins at the project's folder.

dotenv-cli puts both files into the environment of whatever a command starts; what is set there stays. So other lines
of \`.env.load-test\`, such as \`HTTPS_PROXY\` or \`K6_OTEL_...\`, reach k6 too.

Secrets have no flag, because the process list shows command lines. Durations carry a unit: \`500ms\`, \`30s\`, \`1m30s\`, \`2h\`.

`;

function commandRows(): string[] {
  const commands: readonly Command[] = Object.values(COMMANDS);
  const rows = commands.map(({ typed, positional, summary }) => {
    const name = positional === undefined ? "" : ` -- ${positional.name}`;
    return `| \`${typed}${name}\` | ${summary} |`;
  });
  return ["| command | what it does |", "| --- | --- |", ...rows];
}

function commandTable(): string {
  return ["## Commands", "", ...commandRows(), "", ""].join("\n");
}

function profileTable(): string {
  const shown = ["SCHOOL_COUNT", "STUDENT_COUNT", "STAFF_COUNT", "COURSES_PER_SCHOOL", "SECTIONS_PER_COURSE"];
  const fallback = new Map<string, string>(ALL_FIELDS.map((field) => [field.env, field.default]));
  const rows = ["smoke", "dev", "staging", "prod"].map((name) => {
    const values = parseEnv(readFileSync(join(PROJECT_ROOT, "profiles", `${name}.env`), "utf8"));
    const cells = shown.map((key) => Number(values[key] ?? fallback.get(key)).toLocaleString("en-US"));
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  const head = "| profile | schools | students | staff | courses per school | sections per course |";
  return [head, "| --- | ---: | ---: | ---: | ---: | ---: |", ...rows].join("\n");
}

function exitCodeTable(): string {
  const rows = Object.values(EXIT_CODES).map(({ code, text }) => `| ${code} | ${text} |`);
  return ["| code | meaning |", "| ---: | --- |", ...rows].join("\n");
}

/** README is written by hand but for its tables, each between two markers. */
function readme(): string {
  const tables = { commands: commandRows().join("\n"), profiles: profileTable(), "exit-codes": exitCodeTable() };
  let text = readFileSync(join(PROJECT_ROOT, "README.md"), "utf8");
  for (const [name, table] of Object.entries(tables)) {
    text = text.replace(
      new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
      () => `<!-- ${name} -->\n${table}\n<!-- /${name} -->`,
    );
  }
  return text;
}

const FILES: Readonly<Record<string, string>> = {
  "docs/configuration.md": INTRODUCTION + commandTable() + configurationTables(FIELD_GROUPS),
  ".env.example": envExample(FIELD_GROUPS),
  "README.md": readme(),
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
