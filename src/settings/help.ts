/** `--help-all`, the configuration page and `.env.example`, all generated from the table of settings. */

import { markdownTable } from "../base/table.ts";
import type { Setting } from "../lib/config/field.ts";
import type { FieldGroup } from "../lib/config/fields.ts";
import { describeRange } from "../lib/config/value.ts";
import { type Command, fieldsOf } from "./command.ts";

const WIDTH = 30;

/** Values by environment name: those of the chosen profile, which take the place of defaults. */
export type ProfileValues = Readonly<Record<string, string | undefined>>;

/** `npm run cleanup -- RUN [options]` */
export function usageLine({ typed, positional }: Command): string {
  return `${typed} --${positional === undefined ? "" : ` ${positional.name}`} [options]`;
}

/** Text of `--help-all`, without trailing newline. */
export function helpText(command: Command, profile: ProfileValues = {}): string {
  const lines = [usageLine(command), "", command.summary];
  if (command.positional !== undefined)
    lines.push("", `  ${command.positional.name.padEnd(WIDTH)}${command.positional.text}`);
  for (const group of command.groups) {
    const flagged = group.fields.filter((field) => field.flag !== undefined);
    if (flagged.length === 0) continue;
    lines.push("", `${group.title}:`, ...flagged.map((field) => flagLine(field, profile)));
  }
  const secrets = fieldsOf(command).filter((field) => field.flag === undefined);
  if (secrets.length > 0) {
    lines.push(
      "",
      "Environment variable or file only:",
      ...secrets.map((field) => `  ${field.env.padEnd(WIDTH)}${field.text}`),
    );
  }
  lines.push(
    "",
    "Precedence: command line, environment, profile, .env.load-test, default. All settings: docs/configuration.md",
  );
  return lines.join("\n");
}

function flagLine(field: Setting, profile: ProfileValues): string {
  const left = `  ${flagWithValue(field)}`;
  const gap = left.length < WIDTH ? left.padEnd(WIDTH + 2) : `${left}\n${" ".repeat(WIDTH + 2)}`;
  return `${gap}${field.text}${shownDefault(field, profile)}`;
}

/** ` [10]`; empty when there is none, and for flags without a value. */
export function shownDefault(field: Setting, profile: ProfileValues): string {
  const text = profile[field.env] ?? field.default;
  return text === "" || field.kind === "boolean" ? "" : ` [${text}]`;
}

/** `--students N` */
export function flagWithValue(field: Setting): string {
  return `--${field.flag}${field.kind === "boolean" ? "" : ` ${placeholder(field)}`}`;
}

function placeholder(field: Setting): string {
  if (field.choices !== undefined) return field.choices.join("|");
  if (["integer", "number", "rate"].includes(field.kind)) return "N";
  return field.kind === "file" ? "NAME|FILE" : field.kind.toUpperCase();
}

/** The body of docs/configuration.md below its introduction. */
export function configurationTables(groups: readonly FieldGroup[]): string {
  const heads = ["variable", "flag", "value", "default", "meaning"];
  return groups.map(({ title, fields }) => `## ${title}\n\n${markdownTable(heads, fields.map(row))}\n`).join("\n");
}

function row(field: Setting): string[] {
  const flag = field.flag === undefined ? "–" : `\`--${field.flag}\``;
  const fallback = field.default === "" ? "not set" : `\`${field.default}\``;
  const unit = field.unit === undefined ? "" : ` (${field.unit})`;
  const secret = field.secret === true ? " **Secret.**" : "";
  return [`\`${field.env}\``, flag, describeRange(field) + unit, fallback, field.text + secret];
}

/** `.env.example`: every setting, commented out, with its default. */
export function envExample(groups: readonly FieldGroup[]): string {
  const lines = [
    "# Copy this file to .env.load-test (ignored by git) and uncomment what you need.",
    "# The command line, the environment and the profile take precedence over this file.",
  ];
  for (const group of groups) {
    lines.push("", `# ${group.title}`);
    for (const field of group.fields)
      lines.push(`# ${field.text} (${describeRange(field)})`, `#${field.env}=${field.default}`);
  }
  return `${lines.join("\n")}\n`;
}
