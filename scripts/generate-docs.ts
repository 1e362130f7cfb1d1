/**
 * Writes docs/configuration.md, .env.example, docs/*.schema.json, and the tables between markers in README.md and the guides.
 * With --check it writes nothing and fails if a file is out of date.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseEnv } from "node:util";
import { EXIT_CODES } from "../src/base/errors.ts";
import { formatCount } from "../src/base/figures.ts";
import { jsonSchemaText } from "../src/base/json-schema.ts";
import { markdownTable } from "../src/base/table.ts";
import { printError } from "../src/cli/print-error.mjs";
import { datasetSettings } from "../src/lib/config/dataset-settings.ts";
import { ALL_FIELDS, type Config, FIELD_GROUPS } from "../src/lib/config/fields.ts";
import { resolveConfig } from "../src/lib/config/resolve.ts";
import { createDataset } from "../src/lib/data/create-dataset.ts";
import type { Dataset } from "../src/lib/data/dataset.ts";
import { FINDING_RULES } from "../src/results/findings/rules.ts";
import { THRESHOLDS } from "../src/results/findings/thresholds.ts";
import { RUN_SUMMARY } from "../src/results/run-summary.ts";
import { FAULTS_FILE } from "../src/sandbox/faults/rules.ts";
import { CLIENTS_FILE } from "../src/settings/clients-file.ts";
import { LISTED_COMMANDS } from "../src/settings/commands.ts";
import { configurationTables, envExample } from "../src/settings/help.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { mixSchema } from "../src/workload/mix/mix-file.ts";
import { folderPicture } from "./docs/folder-picture.ts";
import { shareTable } from "./docs/share-table.ts";

const INTRODUCTION = `# Configuration

This page is generated from \`src/lib/config/fields/\` by \`node dist/cli/generate-docs.js\`. Do not edit it.

## Precedence

A setting is read from the first of these places that sets it:

1. Command-line flags
2. Environment variables
3. The profile: \`profiles/NAME.env\`, or the file passed with \`--profile\`
4. \`.env.load-test\`
5. The default

An empty value counts as not set. An unknown flag, profile or setting is an error; the message suggests the closest
match. \`k6 run dist/smoke.js\` reads the same environment variables.

A relative path on the command line or in the environment is relative to the current directory, also in a subfolder or
with the option \`--prefix\` of npm. In a profile or in \`.env.load-test\` it is relative to the project folder.

dotenv-cli adds the variables of both files to the environment of every command; it never overrides variables that are
already set. Therefore other lines of \`.env.load-test\`, such as \`HTTPS_PROXY\` or \`K6_OTEL_...\`, reach k6 too.

Secrets have no flag, because command lines are visible in the process list. Durations have a unit: \`500ms\`, \`30s\`,
\`1m30s\`, \`2h\`.

`;

const PROFILES = ["smoke", "dev", "staging", "prod"];

function commandTable(): string {
  const rows = LISTED_COMMANDS.map(({ typed, positional, summary }) => {
    const usage = positional === undefined ? typed : `${typed} -- ${positional.name}`;
    return [`\`${usage}\``, summary];
  });
  return markdownTable(["command", "what it does"], rows);
}

function profileConfig(name: string): Config {
  const values = parseEnv(readFileSync(join(PROJECT_ROOT, "profiles", `${name}.env`), "utf8"));
  return resolveConfig(ALL_FIELDS, [{ origin: name, values }]).config as Config;
}

function profileTable(): string {
  const columns = ["profile", "schools", "students", "staff", "courses per school", "sections per course"];
  const rows = PROFILES.map((name) => {
    const { schoolCount, studentCount, staffCount, coursesPerSchool, sectionsPerCourse } = profileConfig(name);
    const sizes = [schoolCount, studentCount, staffCount, coursesPerSchool, sectionsPerCourse];
    return [name, ...sizes.map(formatCount)];
  });
  return markdownTable(columns, rows, [1, 2, 3, 4, 5]);
}

function exitCodeTable(): string {
  const rows = Object.values(EXIT_CODES).map(({ code, text }) => [String(code), text]);
  return markdownTable(["code", "meaning"], rows, [0]);
}

function mixTable(): string {
  const folder = join(PROJECT_ROOT, "profiles/mixes");
  const rows = readdirSync(folder).map((file) => {
    const { text } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { text: string };
    return [`\`${basename(file, ".json")}\``, text];
  });
  return markdownTable(["mix", "use"], rows);
}

const profileDataset = (name: string): Dataset => createDataset(datasetSettings(profileConfig(name)));

/** Items per endpoint and profile; descriptors in one row. */
function countTable(): string {
  const datasets = PROFILES.map(profileDataset);
  const [{ endpoints } = { endpoints: [] }] = datasets;
  const descriptors = endpoints.filter((endpoint) => endpoint.endsWith("Descriptors"));
  const row = (name: string, counted: readonly string[]) => [
    name,
    ...datasets.map((dataset) => formatCount(counted.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0))),
  ];
  const rows = endpoints
    .filter((endpoint) => !descriptors.includes(endpoint))
    .map((endpoint) => row(`\`${endpoint}\``, [endpoint]));
  rows.push(row(`${descriptors.length} descriptor types`, descriptors), row("**total**", endpoints));
  return markdownTable(["endpoint", ...PROFILES], rows, [1, 2, 3, 4]);
}

function ruleTable(): string {
  const rows = FINDING_RULES.map(({ code, needs, means, advice }) => [`\`${code}\``, needs, means, advice]);
  return markdownTable(["finding", "needs", "what it means", "what to do"], rows);
}

function thresholdTable(): string {
  const rows = Object.values(THRESHOLDS).map(({ what, possible, likely, why }) => [
    what,
    ...[possible, likely].map(formatThreshold),
    why,
  ]);
  return markdownTable(["figure", "possible", "likely", "why"], rows, [1, 2]);
}

/** Shares and cores as they are, rows with their thousands apart. */
function formatThreshold(value: number): string {
  return value < 1 ? String(value) : formatCount(value);
}

/** The file with the text between `<!-- name -->` and `<!-- /name -->` replaced. */
function withTables(file: string, tables: Readonly<Record<string, string>>): string {
  let text = readFileSync(join(PROJECT_ROOT, file), "utf8");
  for (const [name, content] of Object.entries(tables)) {
    const place = new RegExp(`(?<=<!-- ${name} -->\n)[\\s\\S]*?(?=<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`${file} has no markers for ${name}`);
    text = text.replace(place, () => `${content}\n`);
  }
  return text;
}

const FILES: Readonly<Record<string, string>> = {
  "docs/configuration.md": `${INTRODUCTION}## Commands\n\n${commandTable()}\n\n${configurationTables(FIELD_GROUPS)}`,
  ".env.example": envExample(FIELD_GROUPS),
  "README.md": withTables("README.md", {
    commands: commandTable(),
    profiles: profileTable(),
    "exit-codes": exitCodeTable(),
  }),
  "docs/architecture.md": withTables("docs/architecture.md", { folders: await folderPicture() }),
  "docs/dataset.md": withTables("docs/dataset.md", {
    shares: shareTable({ dev: profileDataset("dev"), staging: profileDataset("staging") }),
    counts: countTable(),
  }),
  "docs/findings.md": withTables("docs/findings.md", { rules: ruleTable(), thresholds: thresholdTable() }),
  "docs/mixes.md": withTables("docs/mixes.md", { mixes: mixTable() }),
  "docs/summary.schema.json": jsonSchemaText("summary.json of a run folder", RUN_SUMMARY),
  "docs/mix.schema.json": jsonSchemaText("A mix of operations for the readwrite phase", mixSchema([])),
  "docs/faults.schema.json": jsonSchemaText("Fault rules of the sandbox", FAULTS_FILE),
  "docs/clients.schema.json": jsonSchemaText("API clients that work at once", CLIENTS_FILE),
};

const checking = process.argv.includes("--check");
for (const [name, wanted] of Object.entries(FILES)) {
  const path = join(PROJECT_ROOT, name);
  const isFresh = existsSync(path) && readFileSync(path, "utf8") === wanted;
  if (isFresh) continue;
  if (checking) {
    const message = `${name} is out of date`;
    process.exitCode = printError({ exitCode: 1, message, hint: "Run node dist/cli/generate-docs.js." });
  } else {
    writeFileSync(path, wanted);
    process.stdout.write(`wrote ${name}\n`);
  }
}
