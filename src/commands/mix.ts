/** `npm run mix -- from-log FILE...`: the load of an installation, as its access log has it, as a mix. */

import { existsSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { LOG_FORMATS, LogReader } from "../access-log/log-reader.ts";
import { shownLine } from "../access-log/route.ts";
import { EXIT_CODES, LoadTestError, messageOf } from "../base/errors.ts";
import { formatCount, plural } from "../base/figures.ts";
import { storageError } from "../base/storage-error.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import { logLines, notesOf } from "../workload/mix-from-log/log-lines.ts";
import { LogTally } from "../workload/mix-from-log/log-tally.ts";
import { type MixOfLog, mixOfLog } from "../workload/mix-from-log/mix-of-log.ts";
import { todayOf } from "../workload/mix-from-log/rates-text.ts";
import { checkLogFile, readLogFile, STANDARD_INPUT } from "./log-file.ts";

const USAGE = "Use: npm run mix -- from-log FILE...";
/** Lines that are not understood, of which an error shows what may be shown. */
const MOST_SHOWN = 3;

/** @returns the exit code */
export async function runMix({ settings, output }: Pick<CommandContext, "settings" | "output">): Promise<number> {
  const { config, positionals, userDirectory } = settings;
  const [action = "", ...logs] = positionals;
  if (action !== "from-log") throw new LoadTestError("usage", `mix does not accept "${action}"`, { hint: USAGE });
  if (logs.length === 0) throw new LoadTestError("usage", "FILE is missing: the access log to read", { hint: USAGE });
  const file = resolve(userDirectory, config.mixOutput);
  for (const log of logs) checkLogFile(pathOf(log, userDirectory), log);
  refuseExisting(file, config.replaceMix);
  const dataset = createDataset(datasetSettings(config));
  const tally = new LogTally(dataset);
  const { unread, cutOff } = await readLogs(logs, userDirectory, tally);
  const { rates } = tally;
  if (rates === undefined) throw nothingFound(logs, tally);
  const made = mixOfLog(tally, rates, dataset);
  if (made.mix.operations.length === 0) throw nothingFound(logs, tally, made);
  writeMix(file, made.mix, config.replaceMix);
  const shown = asTyped(relative(userDirectory, file));
  const next = `npm run capacity -- --mix ${shown} --today ${todayOf(rates)}`;
  for (const line of logLines(tally, rates, made)) output.result(line);
  if (unread > 0) output.result(`note     ${plural(unread, "line")} ${unread === 1 ? "was" : "were"} not understood`);
  for (const log of cutOff)
    output.result(`note     ${log} ends early: it is truncated or still being written; its content was read`);
  output.result(`mix      ${shown}`);
  output.result(`next     ${next}`);
  output.document({
    file,
    requests: tally.requests,
    unread,
    cutOff,
    rates,
    ...made,
    notes: notesOf(tally, rates, made),
    next,
  });
  return EXIT_CODES.pass.code;
}

function pathOf(log: string, directory: string): string {
  return log === STANDARD_INPUT ? log : resolve(directory, log);
}

interface NotRead {
  /** Lines that were not understood. */
  readonly unread: number;
  /** Archives without an end, as the user names them. */
  readonly cutOff: readonly string[];
}

/** @throws LoadTestError "usage" */
async function readLogs(logs: readonly string[], directory: string, tally: LogTally): Promise<NotRead> {
  const reader = new LogReader();
  const first: string[] = [];
  const cutOff: string[] = [];
  let [lines, unread] = [0, 0];
  const reject = (shown: string): void => {
    unread++;
    if (first.length < MOST_SHOWN) first.push(shown);
  };
  for (const log of logs) {
    await readLogFile(pathOf(log, directory), log, {
      line: (text) => {
        lines++;
        const request = reader.read(text);
        if (request === undefined) reject(shownLine(text));
        else if (request !== "no-request") tally.add(request);
      },
      damage: () => {
        lines++;
        reject("(a line that is too long)");
      },
      cutOff: () => cutOff.push(log),
    });
  }
  if (lines === 0) throw new LoadTestError("usage", `${namesOf(logs)}: the log is empty`);
  if (tally.requests > 0) return { unread, cutOff };
  const seen = first.length === 0 ? "it has no requests" : `no line was understood; it begins with ${first.join(", ")}`;
  throw new LoadTestError("usage", `${namesOf(logs)}: ${seen}`, {
    hint: `Use a log in the format ${LOG_FORMATS}, with a time in each line.`,
  });
}

function nothingFound(logs: readonly string[], { requests, leftOut }: LogTally, made?: MixOfLog): LoadTestError {
  const [most] = made?.leftOut ?? leftOut.rows();
  const example = most === undefined ? "" : `; most are ${most.what} (${most.reason})`;
  const message = `${namesOf(logs)}: none of ${formatCount(requests)} requests is an operation that a mix can do${example}`;
  return new LoadTestError("usage", message, {
    hint: "Use the log of the API itself; see docs/mixes.md for what is read.",
  });
}

/** With quotes where a shell needs them. */
function asTyped(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : JSON.stringify(path);
}

function namesOf(logs: readonly string[]): string {
  return logs.map((log) => (log === STANDARD_INPUT ? "standard input" : log)).join(", ");
}

function refuseExisting(file: string, isReplaced: boolean): void {
  if (isReplaced || !existsSync(file)) return;
  throw new LoadTestError("usage", `${file} exists already`, {
    hint: "Use another file (--output FILE), or replace it (--force).",
  });
}

function writeMix(file: string, mix: MixOfLog["mix"], isReplaced: boolean): void {
  try {
    writeFileSync(file, `${JSON.stringify(mix, null, 2)}\n`, { flag: isReplaced ? "w" : "wx" });
  } catch (cause) {
    throw (
      storageError(cause) ?? new LoadTestError("usage", `The mix cannot be written: ${messageOf(cause)}`, { cause })
    );
  }
}
