/** Reads a command line against the table of settings. Reports all mistakes at once, with the nearest known flag. */

import { parseArgs } from "node:util";
import { LoadTestError } from "../base/errors.ts";
import { suggestion } from "../base/nearest.ts";
import type { Setting } from "../lib/config/field.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { type Command, fieldsOf } from "./command.ts";
import { COMMANDS } from "./commands.ts";

/** `usual`: what fits a screen. */
export type HelpWanted = "usual" | "all";

export interface Arguments {
  readonly help: HelpWanted | undefined;
  readonly layer: Layer;
  readonly positionals: readonly string[];
}

/** @throws LoadTestError "usage" */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const layer = { origin: "command line", values: {}, writtenAs: {} };
  if (command.passesArgumentsOn === true) return { help: undefined, layer, positionals: argv };
  const reader = new FlagReader(command);
  const positionals: string[] = [];
  for (const token of reader.tokens(argv)) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") reader.read(token);
  }
  const { help, values, writtenAs } = reader;
  const problems = [...reader.problems, ...positionalProblems(command, positionals, help !== undefined)];
  if (problems.length > 0) {
    const hint =
      (problems.length === 1 && withoutOption(command, positionals)) ||
      `For all options, use: ${command.typed} -- --help-all`;
    throw new LoadTestError("usage", problems.join("\n"), { hint });
  }
  return { help, layer: { ...layer, values, writtenAs }, positionals };
}

function positionalProblems({ positional }: Command, positionals: readonly string[], help: boolean): string[] {
  const allowed = positional === undefined ? 0 : positional.many === true ? positionals.length : 1;
  const problems = positionals.slice(allowed).map((extra) => `unexpected argument "${extra}"`);
  if (!help && positional?.required === true && positionals.length === 0)
    problems.push(`${positional.name} is missing. ${positional.text}`);
  return problems;
}

/** A value was typed without its option: which one was meant. */
function withoutOption(command: Command, [value = "", ...others]: readonly string[]): string | undefined {
  if (command.positional !== undefined || value === "" || others.length > 0) return undefined;
  const flag = /^https?:/.test(value) ? "target" : "profile";
  const isKnown = fieldsOf(command).some((field) => field.flag === flag);
  return isKnown ? `If that is a ${flag}, use: ${command.typed} -- --${flag} ${value}` : undefined;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

class FlagReader {
  help: HelpWanted | undefined;
  readonly values: Record<string, string> = {};
  readonly writtenAs: Record<string, string> = {};
  readonly problems: string[] = [];
  /** Several settings may share a flag, as those of three phases do `--vus`; they are of one kind. */
  readonly #fields = new Map<string, Setting[]>();

  constructor(command: Command) {
    for (const field of fieldsOf(command)) {
      if (field.flag === undefined) continue;
      const others = this.#fields.get(field.flag) ?? [];
      this.#fields.set(field.flag, [...others, field]);
    }
  }

  tokens(argv: readonly string[]) {
    const types = [...this.#fields].map(([flag, [field]]) => [flag, field?.kind === "boolean" ? "boolean" : "string"]);
    const options = [...types, ["help", "boolean"], ["help-all", "boolean"]].map(([flag, type]) => [flag, { type }]);
    return parseArgs({
      args: [...argv],
      options: Object.fromEntries(options) as Record<string, { type: "string" | "boolean" }>,
      strict: false,
      allowPositionals: true,
      allowNegative: true,
      tokens: true,
    }).tokens;
  }

  read({ name: parsedName, rawName, value }: OptionToken): void {
    // Node gives `--no-x` the name `x` where x is known, and `no-x` where it is not.
    const written = rawName.replace(/^--?/, "");
    const negated = !this.#fields.has(written) && written.startsWith("no-");
    const name = negated ? written.slice(3) : parsedName;
    const fields = this.#fields.get(name);
    if (name === "help-all") this.help = "all";
    else if (name === "help" || rawName === "-h") this.help ??= "usual";
    else if (fields === undefined) {
      this.problems.push(`unknown flag ${rawName}${this.#meant(name, negated ? "--no-" : "--")}`);
    } else if (fields[0]?.kind === "boolean") this.#set(fields, name, value ?? String(!negated));
    else if (value === undefined || value === "") this.problems.push(`${rawName} needs a value`);
    else this.#set(fields, name, value);
  }

  /** A flag of another command is more likely than one that is spelled alike. */
  #meant(name: string, prefix: string): string {
    const other = Object.values(COMMANDS).find((command) => fieldsOf(command).some(({ flag }) => flag === name));
    return other === undefined
      ? suggestion(name, [...this.#fields.keys()], prefix)
      : `: it is an option of ${other.typed}`;
  }

  #set(fields: readonly Setting[], name: string, text: string): void {
    for (const { env, kind } of fields) {
      const before = kind === "paths" ? this.values[env] : undefined;
      // A flag for several paths may be repeated.
      this.values[env] = before === undefined ? text : `${before},${text}`;
      this.writtenAs[env] = `--${name}`;
    }
  }
}
