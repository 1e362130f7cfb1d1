/** `--help`: what a command does, examples, and its usual flags, on one screen. */

import { packed } from "../base/packed.ts";
import { type Command, fieldsOf } from "./command.ts";
import { flagWithValue, type ProfileValues, shownDefault, usageLine } from "./help.ts";

const SCREEN = 80;
const FLAG_WIDTH = 26;

/** Without trailing newline. @param profileName as a heading shows it */
export function screenHelp(command: Command, profileName: string, profile: ProfileValues): string {
  const { typed, positional, summary, examples, usual } = command;
  const flags = usual.flatMap((flag) => {
    const field = fieldsOf(command).find((one) => one.flag === flag);
    if (field === undefined) return [];
    return columns(flagWithValue(field), firstSentence(field.text) + shownDefault(field, profile), FLAG_WIDTH);
  });
  const calls = examples.map(([args, text]) => [`${typed}${args === "" ? "" : ` -- ${args}`}`, text] as const);
  const width = Math.max(...calls.map(([call]) => call.length)) + 4;
  return [
    usageLine(command),
    "",
    ...wrap(summary, SCREEN),
    ...(positional === undefined ? [] : ["", ...columns(positional.name, positional.text, FLAG_WIDTH)]),
    "",
    "Examples:",
    ...calls.flatMap(([call, text]) => columns(call, text, width)),
    "",
    `Options, with the values of profile ${profileName}:`,
    ...flags,
    "",
    `All options and environment variables: ${typed} -- --help-all`,
  ].join("\n");
}

function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
}

/** What is too long for its column has a line of its own. */
function columns(left: string, text: string, width: number): string[] {
  const lines = wrap(text, SCREEN - width).map((line) => " ".repeat(width) + line);
  const start = `  ${left}`;
  if (start.length >= width) return [start, ...lines];
  return [start + (lines[0] ?? "").slice(start.length), ...lines.slice(1)];
}

function wrap(text: string, width: number): string[] {
  return packed(text.split(" "), " ", width);
}
