/** One command for several tenants or API clients at the same time: a process for each, and one joint result. */

import { basename, dirname, resolve } from "node:path";
import { EXIT_CODES, LoadTestError } from "../../base/errors.ts";
import { plural } from "../../base/figures.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { type Aggregate, aggregateRuns } from "../../results/compare/aggregate.ts";
import type { RunData } from "../../results/compare/run-data.ts";
import {
  exitCodeOf,
  finishedRow,
  type PartRow,
  rowsOf,
  type Together,
  togetherLines,
  togetherPage,
  verdictOf,
} from "../../results/together.ts";
import { type Part, plansOnly } from "../../settings/parts.ts";
import { readRunData } from "../../store/read-run-data.ts";
import { openRunFolder, utcStamp } from "../../store/run-folder.ts";
import { writeTogether } from "../../store/write-together.ts";
import { isFinished } from "./finished.ts";
import { withPartNamed } from "./part-commands.ts";
import { PartLines } from "./part-line.ts";
import { startPart } from "./part-process.ts";

/** Nothing of a part is asked on the terminal: what has to be confirmed requires --yes. @returns the exit code */
export async function runTogether({ settings, output, cleanup, command }: CommandContext): Promise<number> {
  const { profileName, config } = settings;
  const kind = config.tenants === "" ? "client" : "tenant";
  const startedAt = new Date();
  const finished = config.resume ? settings.parts.filter((part) => isFinished(command.name, part.config)) : [];
  const parts = settings.parts.filter((part) => !finished.includes(part));
  if (parts.length === 0) {
    throw new LoadTestError("usage", `There is nothing to resume: every ${kind} is finished.`, {
      hint: "Start new runs without --resume.",
    });
  }
  const before = finished.length === 0 ? "" : `; finished before: ${namesOf(finished)}`;
  output.progress(`at once   ${plural(parts.length, kind)}: ${namesOf(parts)}${before}`);
  const width = Math.max(...parts.map(({ name }) => name.length));
  const processes = parts.map((part) => {
    const lines = new PartLines(part.name, width, config.json);
    return startPart(settings, part, (line) => {
      const shown = lines.shown(withPartNamed(line, part.config));
      if (shown !== undefined) output.progress(shown);
    });
  });
  const stop = (): void => {
    for (const each of processes) each.signal("SIGINT");
  };
  cleanup.onInterrupt(stop);
  const ends = await Promise.all(processes.map(({ ended }) => ended));
  const exitCode = cleanup.interrupted ? EXIT_CODES.interrupted.code : exitCodeOf(ends);
  if (plansOnly(command.name, config)) {
    for (const { name, text } of ends) output.result(`${kind} ${name}\n\n${text}`);
    output.document(Object.fromEntries(ends.map(({ name, document }) => [name, document])));
    return exitCode;
  }
  const rows = [
    ...ends.flatMap((end, at) => rowsOf(end).map((row) => ofPart(row, (parts[at] as Part).config))),
    ...finished.map(({ name }) => finishedRow(name)),
  ];
  const whole = await wholeOf(rows, parts.length);
  const result: Together = {
    schema: 1,
    verdict: verdictOf(exitCode),
    exitCode,
    startedAt: startedAt.toISOString(),
    rows,
    whole,
  };
  const folder = openRunFolder(resolve(config.resultsDirectory), `${kind}s`, { create: true });
  const name = `${utcStamp(startedAt)}-${profileName.replace(/[^\w.-]/g, "_")}-${command.name.replace(/^run-|-(phase|test)$/g, "")}`;
  folder.writeJson(`${name}.json`, result);
  folder.write(`${name}.md`, togetherPage(result, kind));
  writeTogether(folder, name, { together: result, kind, profile: profileName });
  for (const line of togetherLines(result, kind)) output.result(line);
  output.result(`  results  all: ${folder.file(`${name}.html`)}`);
  output.document(result);
  return exitCode;
}

function namesOf(parts: readonly Part[]): string {
  return parts.map(({ name }) => name).join(", ");
}

function ofPart(row: PartRow, config: Part["config"]): PartRow {
  return { ...row, reasons: row.reasons.map((text) => withPartNamed(text, config)) };
}

/** By phase; those that not every part has measured are left out. */
async function wholeOf(rows: Together["rows"], parts: number): Promise<Record<string, Aggregate>> {
  const whole: Record<string, Aggregate> = {};
  for (const phase of new Set(rows.flatMap((row) => (row.figures === undefined ? [] : row.phase)))) {
    const own = rows.filter((row) => row.phase === phase && row.figures !== undefined);
    const runs = (await Promise.all(own.map(({ results }) => dataOf(results)))).filter((data) => data !== undefined);
    if (runs.length === parts) whole[phase] = aggregateRuns(runs, true);
  }
  return whole;
}

/** Undefined without requests. */
async function dataOf(path: string): Promise<RunData | undefined> {
  try {
    return await readRunData(openRunFolder(dirname(path), basename(path)));
  } catch (error) {
    if (error instanceof LoadTestError) return undefined;
    throw error;
  }
}
