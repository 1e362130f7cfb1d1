/** Joins a run to Prometheus: its labels, its writer, and the one warning when nobody takes what is written. */

import { relative, resolve, sep } from "node:path";
import type { CommandContext } from "../../cli/command-context.ts";
import { runLabels } from "../../results/prometheus/series.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { parseLabels } from "../../settings/labels.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { Prepared } from "../prepare.ts";
import { type EngineOutputs, engineOutputs } from "./outputs.ts";
import { writeUrlOf } from "./remote-write.ts";
import { RunPublisher } from "./run-publisher.ts";

export interface PublishedRun {
  readonly context: CommandContext;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly phase: string;
}

/** Commands that have told their warning; the stack of clean-up steps is the one object that all phases share. */
const told = new WeakSet<object>();

export function outputsOf({ context, folder, phase }: PublishedRun): EngineOutputs {
  return engineOutputs(context.settings.config, labelsOf(context, folder, phase), process.env);
}

/** Undefined where no Prometheus is set. */
export function openPublisher({ context, prepared, folder, phase }: PublishedRun): RunPublisher | undefined {
  const { config } = context.settings;
  if (config.prometheusUrl === "") return undefined;
  const { kind, baseUrl } = prepared.installation;
  return new RunPublisher({
    target: {
      writeUrl: writeUrlOf(config.prometheusUrl),
      username: config.prometheusUsername,
      password: config.prometheusPassword,
      token: config.prometheusToken,
    },
    labels: labelsOf(context, folder, phase),
    about: { kind, target: baseUrl, version: prepared.facts.discovery?.version ?? "" },
    intervalMs: config.prometheusInterval,
    problem: (text) => warnOnce(context, text),
  });
}

/** Never throws. */
export async function publishEnd(run: PublishedRun, summary: RunSummary, warnings: number): Promise<void> {
  await openPublisher(run)?.conclude(summary, warnings);
}

/** A full run is one run with several phases, each in a folder of its own inside. */
function labelsOf({ settings }: CommandContext, folder: RunFolder, phase: string): Record<string, string> {
  const { config, profileName } = settings;
  const run = relative(resolve(config.resultsDirectory), folder.path).split(sep)[0] ?? folder.name;
  return runLabels(run, profileName, phase, parseLabels(config.labels));
}

function warnOnce({ cleanup, output, settings }: CommandContext, text: string): void {
  if (told.has(cleanup)) return;
  told.add(cleanup);
  const { prometheusUrl } = settings.config;
  output.progress(
    `warning   Prometheus at ${prometheusUrl} lacks figures of this run: ${text}; the run goes on without`,
  );
}
