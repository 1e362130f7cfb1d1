/** `npm run profiles`: what each profile builds, with which users and for how long, and where its file is. */

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import { formatCount, formatDuration, plural } from "../base/figures.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { ALL_FIELDS, type Config } from "../lib/config/fields.ts";
import { resolveConfig } from "../lib/config/resolve.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import { type PlanDuration, planDuration } from "../phases/load/plan-duration.ts";
import { describeLoad } from "../phases/readwrite/announcement.ts";
import { lastMeasuredRate, type MeasuredRate } from "../run/earlier-runs.ts";
import { type ProfileFile, profilesIn, readEnvLayer } from "../settings/profile.ts";
import { USER_ROOT } from "../settings/root.ts";
import { chooseModel } from "../workload/mix/choose-model.ts";
import { plannedDuration } from "../workload/mix/load-model.ts";

/** One profile, as the JSON document has it. */
interface ProfileFacts {
  readonly profile: string;
  readonly file: string;
  /** The first comment of the file; empty where there is none. */
  readonly text: string;
  readonly schools: number;
  readonly students: number;
  readonly staff: number;
  readonly items: number;
  readonly resources: number;
  readonly load: { readonly vus: number; readonly duration?: PlanDuration };
  readonly readwrite: { readonly users: string; readonly durationMs: number };
}

/** @returns the exit code */
export async function profiles({ settings, output }: CommandContext): Promise<number> {
  const { apiBaseUrl, resultsDirectory } = settings.config;
  const target = { kind: apiBaseUrl === "" ? ("sandbox" as const) : ("target" as const), baseUrl: apiBaseUrl };
  const measured = lastMeasuredRate(resultsDirectory, target);
  const all = profilesIn(USER_ROOT).map((file) => factsOf(file, settings.userDirectory, measured));
  const inOrder = all.sort((a, b) => a.items - b.items);
  for (const facts of inOrder) for (const line of linesOf(facts)) output.result(line);
  output.result(
    measured === undefined
      ? "The duration of loads is unknown until one was measured: npm run load"
      : `Durations are estimated with the rate of ${measured.run}, the last measured load.`,
  );
  output.result("Your own: a file profiles/NAME.env, or any other with --profile FILE.");
  output.document(inOrder);
  return EXIT_CODES.pass.code;
}

function factsOf({ name, path }: ProfileFile, from: string, measured: MeasuredRate | undefined): ProfileFacts {
  const { config, origins, problems } = resolveConfig(ALL_FIELDS, [readEnvLayer(USER_ROOT, path)]);
  if (problems.length > 0) throw new LoadTestError("config", problems.map(({ message }) => message).join("\n"));
  const dataset = createDataset(datasetSettings(config));
  const { endpoints } = dataset;
  const items = endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
  const duration = planDuration(items, config.arrivalRate, () => measured);
  return {
    profile: name,
    file: relative(from, path),
    text: /^#\s*(.+)/.exec(readFileSync(path, "utf8"))?.[1] ?? "",
    schools: config.schoolCount,
    students: config.studentCount,
    staff: config.staffCount,
    items,
    resources: endpoints.length,
    load: { vus: config.vusLoadPhase, ...(duration === undefined ? {} : { duration }) },
    readwrite: readwriteOf(config, origins),
  };
}

function readwriteOf(config: Config, origins: Readonly<Record<string, string>>): ProfileFacts["readwrite"] {
  const { model, isOpen } = chooseModel(config, origins);
  const load = { ...config, model };
  const { warmUpMs, measuredMs } = plannedDuration(load);
  return { users: describeLoad(load, isOpen), durationMs: warmUpMs + measuredMs };
}

function linesOf({ profile, text, schools, students, staff, items, load, readwrite, file }: ProfileFacts): string[] {
  const people = `${plural(schools, "school")}, ${plural(students, "student")}, ${formatCount(staff)} staff`;
  const takes = load.duration === undefined ? "" : `, about ${formatDuration(load.duration.durationMs)}`;
  return [
    `${profile.padEnd(12)} ${text}`.trimEnd(),
    `  builds     ${people}: ${plural(items, "item")}`,
    `  load       ${plural(load.vus, "VU")}${takes}`,
    `  readwrite  ${readwrite.users} for ${formatDuration(readwrite.durationMs)}`,
    `  file       ${file}`,
    "",
  ];
}
