import { describe, expect, it } from "vitest";
import { forTerminal, wrapped } from "./terminal.mjs";

const terminal = (columns: number, hasColours = false) => ({ isTTY: true, columns, hasColors: () => hasColours });
const LONG = "  reason   grades update: 29 % failed, 5 % are allowed, and this goes on";

describe("on a terminal", () => {
  it.each([
    ["  reason   one two six four", ["  reason   one two", "           six", "           four"]],
    ["readwrite one two six four", ["readwrite one two", "          six four"]],
    ["  verified one two six four", ["  verified one two", "           six", "           four"]],
    ["baseline one two six four", ["baseline one two", "         six four"]],
    ["at most 12.5 ms and 5 % more", ["at most 12.5 ms", "and 5 % more"]],
    ["up to 100 of 20 % of all", ["up to 100 of 20 %", "of all"]],
    ["to do: npm run load", ["to do:", "npm run load"]],
    ["OK    k6  one two three", ["OK    k6  one two", "          three"]],
    ["  --model open|ramping-vus|closed", ["  --model", "  open|", "  ramping-vus|", "  closed"]],
    ["  [one>1,two>2,three>3]", ["  [one>1,two>2,", "  three>3]"]],
    ["  capacity   one two", ["  capacity   one", "             two"]],
    ["use npm run load. Or else two", ["use npm run load.", "Or else two"]],
    ["error: one two three four", ["error: one two", "       three four"]],
    ["  -> one two three four five", ["  -> one two three", "     four five"]],
    ["          one two three four", ["          one two", "          three", "          four"]],
    ["One two three four five six", ["One two three four", "five six"]],
    ["PASS  load on the sandbox: ok", ["PASS  load on the", "      sandbox: ok"]],
    ["left  a  b                  c", ["left  a  b", "      c"]],
  ])("%j is continued below its text", (line, lines) => {
    expect(wrapped(line, 18)).toEqual(lines);
  });

  it.each([
    "  results  /a/path/that/is/longer/than/the/terminal",
    "  report   file:///a%20path/that is/longer/than/the/terminal",
    "  results  /a path with blanks/that is/longer/than/the/terminal",
    "| a row of | a Markdown | table that is long |",
    "         kubectl wait --for=condition=Ready pod/x --timeout=5m",
    "fits",
    "",
  ])("%j stays whole", (line) => {
    expect(wrapped(line, 18)).toEqual([line]);
  });

  it("keeps a long word whole, and what follows it", () => {
    expect(wrapped("wrote /a/path/that/is/longer/than/the/terminal and on", 18)).toEqual([
      "wrote",
      "/a/path/that/is/longer/than/the/terminal",
      "and on",
    ]);
  });

  it("no line is wider than it", () => {
    for (let width = 30; width < 90; width++)
      for (const line of forTerminal(`${LONG}\n${LONG}`, terminal(width)).split("\n"))
        expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe("colours", () => {
  const shown = (text: string): string => forTerminal(text, terminal(80, true));

  it("mark verdicts and what heads a warning or an error, by its word alone", () => {
    expect(shown("PASS  load")).toBe("\x1b[32mPASS\x1b[0m  load");
    expect(shown("run-1  load  FAIL  9 ms")).toBe("run-1  load  \x1b[31mFAIL\x1b[0m  9 ms");
    expect(shown("error: no\n  -> do")).toBe("\x1b[31merror:\x1b[0m no\n  -> do");
    expect(shown("warning   hot")).toBe("\x1b[33mwarning\x1b[0m   hot");
    expect(shown("a warning, an error: BYPASS, PASS-1")).toBe("a warning, an error: BYPASS, PASS-1");
  });

  it("are not counted in the width", () => {
    expect(shown(`PASS  ${"x".repeat(74)}`)).toHaveLength(80 + "\x1b[32m\x1b[0m".length);
  });
});

it("changes nothing in a pipe or a file", () => {
  const text = `PASS  ${LONG} ${LONG}`;
  expect(forTerminal(text, { hasColors: () => true })).toBe(text);
});
