/** Colours of the live view, where the terminal has them: words and figures say the same without. */

import { BOLD, GREEN, RED, RESET, YELLOW } from "../../cli/terminal.mjs";

/** The first part of a line that fits, and how it is shown. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^[A-Z]+(?= {2}profile )/, BOLD],
  [/(?<=^\[)#+/, GREEN],
  [/^failures .*\([1-9].*$/, RED],
  [/^WARNING/, YELLOW],
  [/(?<=^ {2}\S.* )[\d,]+ \([^)]* %\)(?= +\d)/, RED],
  [/(?<=health: )(?!Healthy|not asked yet).+$/, RED],
];

export function colouredFrame(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const rule = RULES.find(([pattern]) => pattern.test(line));
    return rule === undefined ? line : line.replace(rule[0], (text) => `${rule[1]}${text}${RESET}`);
  });
}
