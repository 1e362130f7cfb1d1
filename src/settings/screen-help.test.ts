import { describe, expect, it } from "vitest";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { fieldsOf } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { PROJECT_ROOT } from "./root.ts";
import { loadSettings } from "./settings.ts";

const commands = Object.values<Command>(COMMANDS).filter((command) => command.passesArgumentsOn !== true);

function help(command: Command, ...args: readonly string[]): string {
  const request = loadSettings(command, args, {}, PROJECT_ROOT);
  return "help" in request ? request.help : "";
}

describe.each(commands.map((command) => [command.typed, command] as const))("%s --help", (_typed, command) => {
  const lines = help(command, "--help").split("\n");

  it("fits a screen of 40 lines and 80 columns", () => {
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("has three examples, which the command accepts", () => {
    expect(command.examples).toHaveLength(3);
    for (const [args] of command.examples) {
      expect(lines.join("\n")).toContain(args);
      const words = args.split(" ").filter((word) => word !== "");
      expect(parseArguments(command, words).help, args).toBeUndefined();
    }
  });

  it("has at most ten flags, each with what it does", () => {
    expect(command.usual.length).toBeLessThanOrEqual(10);
    const flags = fieldsOf(command).map(({ flag }) => flag);
    expect(flags).toEqual(expect.arrayContaining([...command.usual]));
    const shown = lines.flatMap((line) => /^ {2}--([a-z0-9-]+)/.exec(line)?.[1] ?? []);
    expect(shown).toEqual(command.usual);
  });

  it("names --help-all, which has every flag", () => {
    expect(lines.at(-1)).toContain(`${command.typed} -- --help-all`);
    const all = help(command, "--help-all");
    for (const { flag, env } of fieldsOf(command)) expect(all).toContain(flag === undefined ? env : `--${flag}`);
  });
});

it("shows the values of the chosen profile", () => {
  expect(help(COMMANDS.load, "--help")).toMatch(/^Options, with the values of profile smoke:$/m);
  const text = help(COMMANDS.load, "--help", "--profile", "dev");
  expect(text).toMatch(/^Options, with the values of profile dev:$/m);
  expect(text).toMatch(/--students N[^[]*\[100\]/);
  const all = help(COMMANDS.load, "--help-all", "--profile", "dev");
  expect(all).toMatch(/--students N[^[]*\[100\]/);
});

it("needs no argument, and leaves the arguments of k6 alone", () => {
  expect(help(COMMANDS.cleanup, "-h")).toMatch(/^npm run cleanup -- RUN \[options\]$/m);
  expect(help(COMMANDS.k6, "--help")).toBe("");
});
