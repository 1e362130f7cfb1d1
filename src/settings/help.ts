/** `--help`, the configuration page and `.env.example`, all generated from the table of settings. */

import { markdownTable } from "../base/table.ts";
import type { Setting } from "../lib/config/field.ts";
import type { FieldGroup } from "../lib/config/fields.ts";
import { describeRange } from "../lib/config/value.ts";
import { type Command, fieldsOf } from "./command.ts";

const WIDTH = 30;

/** Text of `--help` for one command, without trailing newline. */
export function helpText(command: Command): string {
  const positional = command.positional === undefined ? "" : ` ${command.positional.name}`;
  const dashes = fieldsOf(command).some((field) => field.flag !== undefined) ? " --" : "";
  const lines = [`${command.typed}${dashes}${positional} [options]`, "", command.summary];
  if (command.positional !== undefined)
    lines.push("", `  ${command.positional.name.padEnd(WIDTH)}${command.positional.text}`);
  for (const group of command.groups) {
    const flagged = group.fields.filter((field) => field.flag !== undefined);
    if (flagged.length === 0) continue;
    lines.push("", `${group.title}:`, ...flagged.map(flagLine));
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

function flagLine(field: Setting): string {
  const value = field.kind === "boolean" ? "" : ` ${placeholder(field)}`;
  const left = `  --${field.flag}${value}`;
  const gap = left.length < WIDTH ? left.padEnd(WIDTH + 2) : `${left}\n${" ".repeat(WIDTH + 2)}`;
  const fallback = field.default === "" || field.kind === "boolean" ? "" : ` [${field.default}]`;
  return `${gap}${field.text}${fallback}`;
}

function placeholder(field: Setting): string {
  if (field.choices !== undefined) return field.choices.join("|");
  if (field.kind === "integer" || field.kind === "number") return "N";
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
