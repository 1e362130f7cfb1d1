/** Every command with the settings it takes. */

import type { FieldGroup } from "../lib/config/fields.ts";
import { FIELD_GROUPS } from "../lib/config/fields.ts";
import type { Command } from "./command.ts";

/** These, and what every command has. */
function groups(...titles: readonly string[]): readonly FieldGroup[] {
  return FIELD_GROUPS.filter(({ title }) => title === "Every command" || titles.includes(title));
}

/** The sandbox by itself calls its own folder otherwise. */
function sandboxGroups(): readonly FieldGroup[] {
  const store = FIELD_GROUPS.flatMap(({ fields }) => fields.filter(({ key }) => key === "sandboxDirectory"));
  return groups("Sandbox").map((group) => {
    if (group.title !== "Sandbox") return group;
    return { ...group, fields: [...store.map((field) => ({ ...field, flag: "store" })), ...group.fields] };
  });
}

const ALL_PHASES = groups(
  "Phases",
  "Target",
  "Dataset",
  "Smoke phase",
  "Load phase",
  "Readwrite phase",
  "Watching",
  "Prometheus",
  "Notices",
  "Client set-up",
  "Runner",
);

export const COMMANDS = {
  smoke: {
    name: "run-smoke-test",
    typed: "npm run smoke",
    summary:
      "Checks in seconds that the target is alive and correct: writes, reads, changes and deletes a small dataset.",
    groups: groups("Target", "Dataset", "Smoke phase", "Watching", "Prometheus", "Notices", "Client set-up", "Runner"),
  },
  load: {
    name: "run-load-phase",
    typed: "npm run load",
    summary: "Builds the profile's dataset at the target in dependency order, each item exactly once; resumable.",
    groups: groups("Target", "Dataset", "Load phase", "Watching", "Prometheus", "Notices", "Client set-up", "Runner"),
  },
  readwrite: {
    name: "run-readwrite-phase",
    typed: "npm run readwrite",
    summary: "Daily use of what a load left: reads, searches, paging, updates, creates and deletes in a chosen mix.",
    groups: groups(
      "Target",
      "Dataset",
      "Readwrite phase",
      "Watching",
      "Prometheus",
      "Notices",
      "Client set-up",
      "Runner",
    ),
  },
  start: {
    name: "run-load-test",
    typed: "npm start",
    summary: "The main job: smoke, load and readwrite in a row, on the embedded sandbox unless a target is set.",
    groups: ALL_PHASES,
  },
  full: {
    name: "run-full-test",
    typed: "npm run full",
    summary: "The same: smoke, load and readwrite in a row, with one preflight, one token and one results folder.",
    groups: ALL_PHASES,
  },
  setupClient: {
    name: "setup-client",
    typed: "npm run setup-client",
    summary: "Creates an API client through the Configuration Service and writes it to .env.load-test.",
    groups: groups("Target", "Dataset", "Client set-up", "Runner"),
  },
  preflight: {
    name: "preflight",
    typed: "npm run preflight",
    summary: "Checks everything that must be true before a run and names one fix per failed line.",
    groups: groups("Target", "Dataset", "Client set-up", "Runner"),
  },
  cleanup: {
    name: "cleanup",
    typed: "npm run cleanup",
    summary: "Deletes what a load created, last things first, and proves that nothing else is gone.",
    groups: groups("Target", "Client set-up", "Runner"),
    positional: { name: "RUN", text: "Folder of the run: its name, its path, or latest.", required: true },
  },
  compare: {
    name: "compare",
    typed: "npm run compare",
    summary: "Compares runs with a base: per operation the change of rate and percentiles, and how sure it is.",
    groups: groups("Comparison", "Runner"),
    positional: {
      name: "BASE RUN...",
      text: "Base first, then what is compared with it: names, paths, latest, or named baselines.",
      required: true,
      many: true,
    },
  },
  baseline: {
    name: "baseline",
    typed: "npm run baseline",
    summary: "Gives a run a name under which compare finds it; lists and removes such names.",
    groups: groups("Runner"),
    positional: {
      name: "save NAME RUN | list | remove NAME",
      text: "Names are kept in baselines.json of the results directory.",
      required: true,
      many: true,
    },
  },
  aggregate: {
    name: "aggregate",
    typed: "npm run aggregate",
    summary:
      "Merges runs, or the parts of a split one: counts added, percentiles of all requests within stated bounds.",
    groups: groups("Aggregation", "Runner"),
    positional: { name: "RUN...", text: "Names, paths, latest, or named baselines.", required: true, many: true },
  },
  report: {
    name: "report",
    typed: "npm run report",
    summary: "Makes report.html, summary.md and junit.xml of a run anew, from its folder alone.",
    groups: groups("Runner"),
    positional: { name: "RUN", text: "Folder of the run: its name, its path, or latest.", required: true },
  },
  notify: {
    name: "notify",
    typed: "npm run notify",
    summary: "Sends the notice of a finished run again, or a test notice over every channel, and says what happened.",
    groups: groups("Sending a notice", "Notices", "Runner"),
    positional: { name: "RUN", text: "Folder of the run: its name, its path, or latest.", required: false },
  },
  results: {
    name: "results",
    typed: "npm run results",
    summary: "Lists the runs that there are, or deletes old ones; named baselines stay.",
    groups: groups("Results", "Runner"),
    positional: { name: "list | prune", text: "list: what there is; prune: the oldest are deleted.", required: true },
  },
  sandbox: {
    name: "sandbox",
    typed: "npm run sandbox",
    summary: "A stand-in for the Ed-Fi Data Management Service in the foreground, for tests and for trying things.",
    groups: sandboxGroups(),
  },
  k6: {
    name: "k6",
    typed: "npm run k6",
    summary: "Runs the k6 of this project with the settings of the profile and of .env.load-test in its environment.",
    groups: groups("Runner"),
    positional: { name: "ARGUMENTS...", text: "As k6 takes them.", required: false, many: true },
    passesArgumentsOn: true,
  },
} as const satisfies Record<string, Command>;
