/** Reads a command line against the table of settings; all mistakes are told at once, each with the nearest known flag. */

import { parseArgs } from "node:util";
import { LoadTestError } from "../base/errors.ts";
import { suggestion } from "../base/nearest.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { type Command, fieldsOf } from "./command.ts";

export interface Arguments {
  readonly help: boolean;
  readonly layer: Layer;
  readonly positionals: readonly string[];
}

export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const fields = fieldsOf(command).filter((field) => field.flag !== undefined);
  const kinds = new Map(
    fields.map((field) => [field.flag as string, field.kind === "boolean" ? "boolean" : "string"] as const),
  );
  const options = Object.fromEntries([...kinds, ["help", "boolean"] as const].map(([flag, type]) => [flag, { type }]));
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const writtenAs: Record<string, string> = {};
  const positionals: string[] = [];
  const problems: string[] = [];
  let help = false;
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    // Node gives `--no-x` the name `x` where x is known, and `no-x` where it is not.
    const written = token.rawName.replace(/^--?/, "");
    const negated = !kinds.has(written) && written.startsWith("no-");
    const name = negated ? written.slice(3) : token.name;
    const kind = kinds.get(name);
    if (name === "help" || token.rawName === "-h") help = true;
    else if (kind === undefined)
      problems.push(
        `unknown flag ${token.rawName}${suggestion(
          name,
          [...kinds.keys()].map((flag) => flag),
        )}`,
      );
    else if (kind === "string" && (token.value === undefined || token.value === ""))
      problems.push(`${token.rawName} needs a value`);
    else {
      const text = kind === "boolean" ? booleanText(token.value, negated) : (token.value as string);
      for (const { flag, env } of fields) {
        if (flag !== name) continue;
        values[env] = text;
        writtenAs[env] = `--${name}`;
      }
    }
  }
  const allowed = command.positional === undefined ? 0 : command.positional.many === true ? positionals.length : 1;
  for (const extra of positionals.slice(allowed)) problems.push(`unexpected argument "${extra}"`);
  if (!help && command.positional?.required === true && positionals.length === 0)
    problems.push(`${command.positional.name} is missing`);
  if (problems.length > 0) {
    throw new LoadTestError("usage", problems.join("\n"), { hint: `${command.typed} -- --help lists what there is.` });
  }
  return { help, layer: { origin: "command line", values, writtenAs }, positionals };
}

function booleanText(value: string | undefined, negated: boolean): string {
  return value ?? (negated ? "false" : "true");
}
