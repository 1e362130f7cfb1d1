/** The commands that a guide shows: the lines of its shell blocks, and the code spans in its text that are commands. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "../../../src/settings/command.ts";
import { COMMANDS } from "../../../src/settings/commands.ts";

export interface Guide {
  /** From the project's folder. */
  readonly file: string;
  /** What its reader has set before: nothing, a target with its Configuration Service, or a client for it too. */
  readonly reader: "begins" | "has a target" | "has a client";
}

/**
 * All guides, each with what its reader knows, in the order of reading. The tests follow the README and the guide to
 * loads; the proof `guides` follows the others.
 */
export const GUIDES: Readonly<Record<"start" | "routine" | "more", readonly Guide[]>> = {
  start: [{ file: "README.md", reader: "begins" }],
  routine: [{ file: "docs/load-test-guide.md", reader: "has a target" }],
  more: [
    // First a load: the others need a build and a run, which the reader of the README has.
    { file: "docs/observability.md", reader: "has a client" },
    { file: "docs/target-figures-machine.md", reader: "has a client" },
    { file: "deploy/observability/README.md", reader: "has a client" },
    { file: "docs/configuration.md", reader: "has a client" },
    { file: "docs/notices.md", reader: "has a client" },
    { file: "docs/target-figures.md", reader: "has a client" },
    { file: "docs/mixes.md", reader: "has a target" },
    { file: "docs/comparison.md", reader: "has a target" },
    { file: "docs/performance-tuning.md", reader: "has a target" },
    { file: "docs/troubleshooting.md", reader: "has a target" },
    { file: "docs/dataset.md", reader: "has a target" },
    { file: "docs/findings.md", reader: "has a target" },
    { file: "docs/sandbox.md", reader: "has a target" },
    { file: "docs/README.md", reader: "has a target" },
    { file: "docs/architecture.md", reader: "has a target" },
    { file: "docs/benchmarks.md", reader: "has a target" },
    { file: "docs/compatibility.md", reader: "has a target" },
    { file: "docs/installing.md", reader: "has a target" },
  ],
};

export interface ShownCommand {
  /** `README.md:17` */
  readonly where: string;
  /** One line, without its comment. */
  readonly text: string;
  /** What its comment says, when it stands in a shell block. */
  readonly comment: string;
  readonly inBlock: boolean;
}

/** Why a command is not run to its end here, as the reader is told in a comment behind it. */
export type Mark =
  | "keeps running until Ctrl-C"
  | "takes minutes"
  | "needs a join key"
  | "needs Docker"
  | "needs a cluster"
  | "needs the published package";

/** Commands that have a mark, and no others may have one. Those that take minutes are the tests and checks themselves. */
const MARKED: readonly (readonly [RegExp, Mark])[] = [
  [/^npm run sandbox\b/, "keeps running until Ctrl-C"],
  [/^(?:[A-Z]\w*=\S+ )*npm (test|run (check|bench|prove -- [a-z]+))\b/, "takes minutes"],
  [/^npm run join\b/, "needs a join key"],
  [/\bdocker\b/, "needs Docker"],
  [/^(?:(?:until )?kubectl|npm run distribute)\b/, "needs a cluster"],
  [/^npx edfi-load-test\b/, "needs the published package"],
];
/** What another test runs, and looks at more closely: each takes ten to twenty seconds of CPU. */
const TESTED_ELSEWHERE = new Set([
  // any-resources.test.ts
  "npm run smoke -- --resources all",
  "npm run load -- --resources all",
]);

const MARKS = MARKED.map(([, mark]) => mark);

const SHELLS = ["sh", "bash", "shell", "console"];
const COMMAND = /^(?:[A-Z]\w*=\S+ )*(?:(?:npm|npx|node|docker|git|curl) \S|k6 run \S+\.js)/;
/** What stands for a name in the usage of a command. A full run is the newest when the table is read. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  NAME: "named",
  BASE: "latest/readwrite",
  RUN: "latest/readwrite",
  ARGUMENTS: "version",
  FILE: "docs/examples/access-log.txt",
};

export function markOf(text: string): Mark | undefined {
  return MARKED.find(([pattern]) => pattern.test(text))?.[1];
}

/**
 * The commands to run, by guide; guides without any are left out. What the text of a guide only mentions is run where it comes
 * first, and not at all when it has a mark. What other tests run is left out, too.
 */
export function commandsToRun(guides: readonly Guide[]): (Guide & { readonly commands: readonly ShownCommand[] })[] {
  const shown = new Set<string>();
  const isDue = ({ text, inBlock }: ShownCommand): boolean => {
    const isNew = !shown.has(text);
    shown.add(text);
    return !TESTED_ELSEWHERE.has(text) && (inBlock || (isNew && markOf(text) === undefined));
  };
  return guides
    .map((guide) => ({ ...guide, commands: commandsIn(guide.file).filter(isDue) }))
    .filter(({ commands }) => commands.length > 0);
}

/** All, as often as they are shown. */
export function commandsIn(guide: string): ShownCommand[] {
  return shownIn(guide, readFileSync(fileURLToPath(new URL(`../../../${guide}`, import.meta.url)), "utf8"));
}

/** What keeps a reader, or the test, from running the command as it stands. */
export function problemOf({ text, comment, inBlock }: ShownCommand): string | undefined {
  if (!inBlock) return undefined;
  const wanted = markOf(text);
  const given = MARKS.find((mark) => comment.startsWith(mark));
  if (wanted === given) return undefined;
  return wanted === undefined ? `can be run, and so is not marked "${given}"` : `needs the comment "# ${wanted}"`;
}

/** @throws Error for a command in a block that is not said to be of a shell */
export function shownIn(guide: string, markdown: string): ShownCommand[] {
  const found: ShownCommand[] = [];
  let block: string | undefined;
  let begun = "";
  for (const [index, line] of markdown.split("\n").entries()) {
    const where = `${guide}:${index + 1}`;
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence !== null) block = block === undefined ? fence[1] : undefined;
    else if (block === undefined && !/^( {4}|\t)/.test(line))
      found.push(...spansOf(line).map((text) => ({ where, text, comment: "", inBlock: false })));
    else if (block === undefined || !SHELLS.includes(block)) refuseCommand(where, line);
    else {
      const [, code = "", comment = ""] = /^\s*(.*?)(?:(?:^|\s+)#\s*(.*))?$/.exec(begun + line) ?? [];
      begun = code.endsWith("\\") ? code.slice(0, -1) : "";
      if (begun === "" && code !== "") found.push({ where, text: code.trim(), comment, inBlock: true });
    }
  }
  return found;
}

function refuseCommand(where: string, line: string): void {
  if (COMMAND.test(line.trim())) throw new Error(`${where}: a command outside of a block of sh`);
}

function spansOf(line: string): string[] {
  return [...line.matchAll(/`([^`]+)`/g)]
    .map(([, span = ""]) => span.replaceAll("\\|", "|").replace(/ --$/, ""))
    .filter((span) => COMMAND.test(span) && !NAMES.has(span))
    .flatMap((span) => USAGES.get(span) ?? [span]);
}

const commands: readonly Command[] = Object.values(COMMANDS);
/** Without what it is about such a command is only named. */
const NAMES: ReadonlySet<string> = new Set(
  commands.filter(({ positional }) => positional?.required === true).map(({ typed }) => typed),
);
/** `npm run baseline -- list | remove NAME`, as the tables of commands have it, and the commands that it stands for. */
const USAGES: ReadonlyMap<string, readonly string[]> = new Map(
  commands.map(({ typed, positional }) => [
    `${typed} -- ${positional?.name}`,
    (positional?.name ?? "").split(" | ").map((usage) => `${typed} -- ${filled(usage)}`),
  ]),
);

function filled(usage: string): string {
  return usage.replace(/\b([A-Z]+)\b(?:\.\.\.)?/g, (_, name: string) => PLACEHOLDERS[name] ?? name);
}
