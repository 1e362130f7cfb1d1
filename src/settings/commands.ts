/** Every command with the settings it takes. */

import type { FieldGroup } from "../lib/config/fields.ts";
import { FIELD_GROUPS } from "../lib/config/fields.ts";
import type { Command } from "./command.ts";

/** The groups with these titles, and that of every command. */
function groups(...titles: readonly string[]): readonly FieldGroup[] {
  return FIELD_GROUPS.filter(({ title }) => title === "Every command" || titles.includes(title));
}

/** Groups of commands that run phases. */
function phaseGroups(...titles: readonly string[]): readonly FieldGroup[] {
  const about = ["Target", "Dataset", "Client set-up", "Runner"];
  const watching = ["Several k6 instances", "Watching", "Target figures", "Prometheus", "Notices"];
  return groups(...about, ...titles, ...watching);
}

/** `npm run sandbox` has a shorter flag for its folder. */
function sandboxGroups(): readonly FieldGroup[] {
  const store = FIELD_GROUPS.flatMap(({ fields }) => fields.filter(({ key }) => key === "sandboxDirectory"));
  return groups("Sandbox").map((group) => {
    if (group.title !== "Sandbox") return group;
    return { ...group, fields: [...store.map((field) => ({ ...field, flag: "store" })), ...group.fields] };
  });
}

/** Settings of the readwrite phase that also apply to the phases with a pace set by the runner. */
const MIX_SETTINGS: readonly string[] = [
  "mix",
  "mixShares",
  "ifMatch",
  "correlationHeader",
  "dataFile",
  "discover",
  "keep",
];

function pacedGroups(...phases: readonly string[]): readonly FieldGroup[] {
  return phaseGroups("Readwrite phase", ...phases, "Steered pace").map((group) =>
    group.title === "Readwrite phase"
      ? { title: "Mix", fields: group.fields.filter(({ key }) => MIX_SETTINGS.includes(key)) }
      : group,
  );
}

const ALL_PHASES = phaseGroups("Several at once", "Phases", "Smoke phase", "Load phase", "Readwrite phase");

export const COMMANDS = {
  smoke: {
    name: "run-smoke-test",
    typed: "npm run smoke",
    summary:
      "Checks in seconds that the target is up and correct: creates, reads, updates and deletes a small dataset.",
    groups: phaseGroups("Several at once", "Smoke phase"),
    examples: [
      ["", "the embedded sandbox, or the target that is set"],
      ["--target URL", "another target"],
      ["--verbose --vus 4", "four users, with the output of k6"],
    ],
    usual: [
      "profile",
      "target",
      "client-id",
      "vus",
      "max-p95",
      "request-timeout",
      "ca-file",
      "results-dir",
      "json",
      "verbose",
    ],
  },
  load: {
    name: "run-load-phase",
    typed: "npm run load",
    summary: "Loads the profile's dataset into the target in dependency order, each item exactly once. Can be resumed.",
    groups: phaseGroups("Several at once", "Load phase"),
    examples: [
      ["--profile dev --plan", "what would be created, and how long it takes"],
      ["--profile dev", "create it"],
      ["--profile dev --resume", "continue an unfinished load"],
    ],
    usual: ["profile", "target", "students", "vus", "duration", "plan", "resume", "dataset-id", "yes", "json"],
  },
  readwrite: {
    name: "run-readwrite-phase",
    typed: "npm run readwrite",
    summary: "Simulates daily use of loaded data: a mix of reads, searches, paging, creates, updates and deletes.",
    groups: phaseGroups("Several at once", "Readwrite phase"),
    examples: [
      ["--duration 5m --vus 20", "20 users for 5 minutes"],
      ["--mix sis-day --rate 50", "50 operations per second"],
      ["--stages 1m:10,5m:50 --model open", "rising rates"],
    ],
    usual: ["profile", "target", "mix", "vus", "duration", "rate", "warm-up", "think-time", "keep", "json"],
  },
  capacity: {
    name: "run-capacity",
    typed: "npm run capacity",
    summary:
      "Finds the highest rate of a mix that the target can handle, and what breaks first above it. Loads the profile first " +
      "if nothing is loaded.",
    groups: pacedGroups("Capacity phase"),
    examples: [
      ["", "the capacity of the embedded sandbox"],
      ['--objective "p95<500ms" --need 120/s', "with an objective and a required rate"],
      ["--by users --mix default,reads", "by users instead of rates; two mixes in one table"],
    ],
    usual: ["profile", "target", "mix", "by", "objective", "max-rate", "budget", "need", "yes", "json"],
  },
  soak: {
    name: "run-soak",
    typed: "npm run soak",
    summary:
      "Holds a rate for a long time, by default 70 % of the capacity, and tests whether latencies, failures or memory " +
      "drift. Runs the capacity phase first if the capacity is not known.",
    groups: pacedGroups("Soak phase", "Capacity phase"),
    examples: [
      ["--rate 20/s --duration 2m", "a short one, on the embedded sandbox"],
      ["--profile staging --duration 8h", "a night at 70 % of the last knee"],
      ["--rate 40/s --mix reads", "another rate and mix"],
    ],
    usual: ["profile", "target", "mix", "rate", "share", "duration", "max-rate", "yes", "json"],
  },
  spike: {
    name: "run-spike",
    typed: "npm run spike",
    summary: "Multiplies the rate for a short time, and measures how long the target takes to recover.",
    groups: pacedGroups("Spike phase", "Capacity phase"),
    examples: [
      ["--rate 5/s", "three times 5/s, on the embedded sandbox"],
      ["--profile staging --times 5", "five times half of the last knee"],
      ["--rate 40/s --duration 1m --after 5m", "a longer one"],
    ],
    usual: ["profile", "target", "mix", "rate", "times", "duration", "after", "max-rate", "yes", "json"],
  },
  mix: {
    name: "mix",
    typed: "npm run mix",
    summary: "Creates a mix from an access log: the operations of your own users, their shares, and today's rate.",
    groups: groups("Mix from a log"),
    positional: {
      name: "from-log FILE...",
      text: "Access logs: Common, Combined, nginx, IIS (W3C) or JSON lines, optionally gzipped. - is standard input.",
      required: true,
      many: true,
    },
    examples: [
      ["from-log FILE", "write mix-from-log.json"],
      ["from-log FILE FILE --output my.json", "from several logs"],
      ["from-log - --force < FILE", "from standard input, replacing an existing mix"],
    ],
    usual: ["output", "force", "json", "verbose"],
  },
  start: {
    name: "run-load-test",
    typed: "npm start",
    summary: "Runs smoke, load and readwrite one after the other, against the embedded sandbox unless a target is set.",
    groups: ALL_PHASES,
    examples: [
      ["", "the smallest test, on the embedded sandbox"],
      ["--profile dev --target URL", "a test of your installation"],
      ["--profile dev --resume", "continue an unfinished run"],
    ],
    usual: ["profile", "target", "phase", "schools", "students", "mix", "keep-going", "resume", "yes", "json"],
  },
  full: {
    name: "run-full-test",
    typed: "npm run full",
    summary: "Same as npm start: all phases one after the other, with one preflight, one token and one results folder.",
    groups: ALL_PHASES,
    examples: [
      ["--profile dev", "all phases with profile dev"],
      ["--profile dev --keep-going", "continue after a phase that failed"],
      ["--profile dev --resume", "continue an unfinished run"],
    ],
    usual: ["profile", "target", "schools", "students", "staff", "mix", "keep-going", "resume", "yes", "json"],
  },
  setupClient: {
    name: "setup-client",
    typed: "npm run setup-client",
    summary: "Creates an API client through the Configuration Service and writes it to .env.load-test.",
    groups: groups("Target", "Several at once", "Dataset", "Client set-up", "Existing client", "Runner"),
    examples: [
      ["", "create a client, or use the existing one"],
      ["--tenants a,b", "a client for each tenant"],
      ["--remove", "delete what setup-client created"],
    ],
    usual: [
      "target",
      "config-service",
      "authorization",
      "claim-set",
      "owner",
      "data-store",
      "show",
      "remove",
      "yes",
      "json",
    ],
  },
  preflight: {
    name: "preflight",
    typed: "npm run preflight",
    summary: "Checks that the target and this machine are ready for a run. Prints a fix for each failed check.",
    groups: groups("Target", "Several at once", "Dataset", "Target figures", "Client set-up", "Runner"),
    examples: [
      ["", "check the target and this machine"],
      ["--profile staging", "for the size of profile staging"],
      ["--target URL --tenants a,b", "each tenant with its client"],
    ],
    usual: [
      "profile",
      "target",
      "token-url",
      "client-id",
      "config-service",
      "request-timeout",
      "ca-file",
      "results-dir",
      "json",
      "verbose",
    ],
  },
  cleanup: {
    name: "cleanup",
    typed: "npm run cleanup",
    summary:
      "Deletes the items that a run created, in reverse dependency order, and verifies that nothing else was deleted.",
    groups: groups("Target", "Several at once", "Cleanup", "Client set-up", "Runner"),
    positional: {
      name: "RUN",
      text: "The run: its name, its path, or latest (the newest run of any phase).",
      required: true,
    },
    examples: [
      ["latest", "what the newest run created"],
      ["latest/readwrite", "one phase of a full run"],
      ["latest --client-from FILE", "with another client"],
    ],
    usual: [
      "target",
      "client-id",
      "client-from",
      "retry-limit",
      "request-timeout",
      "ca-file",
      "results-dir",
      "yes",
      "json",
      "verbose",
    ],
  },
  compare: {
    name: "compare",
    typed: "npm run compare",
    summary: "Compares runs with a baseline: changes in rate and percentiles per operation, with confidence intervals.",
    groups: groups("Comparison", "Runner"),
    positional: {
      name: "BASE RUN...",
      text: "The baseline, then the runs to compare with it: names, paths, latest, or named baselines.",
      required: true,
      many: true,
    },
    examples: [
      ["NAME latest", "compare the newest run with a baseline"],
      ["RUN RUN --max-p95 +10%", "with a stricter limit"],
      ["NAME latest --html a.html", "also as an HTML page"],
    ],
    usual: [
      "max-p50",
      "max-p95",
      "max-p99",
      "min-rate",
      "max-failures",
      "max-spell",
      "noise-floor",
      "force",
      "html",
      "json",
    ],
  },
  trend: {
    name: "trend",
    typed: "npm run trend",
    summary: "Shows the history of each target, mix and profile: which figures changed, when, and with which version.",
    groups: groups("Trend", "Runner"),
    examples: [
      ["", "all runs in results/"],
      ["--results-dir FOLDER --html FOLDER/trend.html", "a shared folder, also as an HTML page"],
      ["--alarm-runs 5 --min-change 5%", "only large changes in the newest runs"],
    ],
    usual: ["level", "min-change", "runs", "alarm-runs", "version-labels", "html", "results-dir", "json", "verbose"],
  },
  baseline: {
    name: "baseline",
    typed: "npm run baseline",
    summary: "Saves a run as a named baseline for compare. Lists and removes named baselines.",
    groups: groups("Baselines", "Runner"),
    positional: {
      name: "save NAME RUN | list | remove NAME",
      text: "Names are stored in baselines.json in the results directory.",
      required: true,
      many: true,
    },
    examples: [
      ["save NAME latest", "name the newest run"],
      ["list", "all named baselines"],
      ["remove NAME", "remove a name, but not the run"],
    ],
    usual: ["results-dir", "json", "verbose"],
  },
  aggregate: {
    name: "aggregate",
    typed: "npm run aggregate",
    summary: "Merges runs, or the parts of a distributed run: sums of their counts, and percentiles of all responses.",
    groups: groups("Aggregation", "Runner"),
    positional: { name: "RUN...", text: "Names, paths, latest, or named baselines.", required: true, many: true },
    examples: [
      ["RUN RUN RUN", "several runs of the same test"],
      ["RUN RUN --together", "the parts of one distributed run"],
      ["RUN RUN --json", "the result as JSON"],
    ],
    usual: ["together", "results-dir", "json", "verbose"],
  },
  report: {
    name: "report",
    typed: "npm run report",
    summary: "Rebuilds report.html, summary.md and junit.xml of a run from its folder.",
    groups: groups("Runner"),
    positional: { name: "RUN", text: "The run: its name, its path, or latest.", required: true },
    examples: [
      ["latest", "the newest run"],
      ["latest/load", "one phase of a full run"],
      ["results/RUN", "a run by its path"],
    ],
    usual: ["results-dir", "json", "verbose"],
  },
  notify: {
    name: "notify",
    typed: "npm run notify",
    summary: "Sends the notice of a finished run again, or a test notice, over every channel, and prints the results.",
    groups: groups("Sending a notice", "Notices", "Runner"),
    positional: { name: "RUN", text: "The run: its name, its path, or latest.", required: false },
    examples: [
      ["--test", "test every channel"],
      ["latest", "the notice of the newest run, again"],
      ["RUN --notify-template teams", "in another format"],
    ],
    usual: [
      "test",
      "notify-on",
      "notify-template",
      "notify-email-to",
      "notify-email-from",
      "notify-baseline",
      "notify-report-url",
      "notify-attach-report",
      "results-dir",
      "json",
    ],
  },
  results: {
    name: "results",
    typed: "npm run results",
    summary:
      "Lists runs, deletes old ones (named baselines are kept), or prints a run as a row of docs/compatibility.md.",
    groups: groups("Results", "Runner"),
    positional: {
      name: "list | index | prune | row RUN",
      text:
        "list: print all runs; index: write index.html with links to their reports; prune: delete the oldest runs; " +
        "row: print a run as a row of docs/compatibility.md.",
      required: true,
      many: true,
    },
    examples: [
      ["list", "all runs, newest first"],
      ["index", "one page with all runs"],
      ["prune --keep 10", "delete all but the newest ten"],
    ],
    usual: ["keep", "older-than", "all", "results-dir", "json", "verbose"],
  },
  profiles: {
    name: "profiles",
    typed: "npm run profiles",
    summary: "Lists the profiles: what each creates, its number of users, how long its load takes, and its file.",
    groups: groups("Target", "Runner"),
    examples: [
      ["", "all profiles, the smallest first"],
      ["--target URL", "with the duration of loads into that target"],
      ["--json", "the result as JSON"],
    ],
    usual: ["target", "results-dir", "json", "verbose"],
  },
  sandbox: {
    name: "sandbox",
    typed: "npm run sandbox",
    summary: "Starts the sandbox, a simulated Ed-Fi Data Management Service, in the foreground.",
    groups: sandboxGroups(),
    examples: [
      ["", "with the existing store, or an empty one"],
      ["--port 8080 --fresh", "start empty, on a fixed port"],
      ["--faults FILE", "with fault rules"],
    ],
    usual: [
      "store",
      "port",
      "host",
      "fresh",
      "openapi",
      "flavour",
      "token-lifetime",
      "rate-limit",
      "faults",
      "claim-set",
    ],
  },
  distribute: {
    name: "distribute",
    typed: "npm run distribute",
    summary: "Writes the files for a run on a Kubernetes cluster, with several k6 instances of the k6-operator.",
    groups: groups("Target", "Dataset", "Several k6 instances", "Distribution", "Client set-up", "Runner"),
    positional: {
      name: "PHASE",
      text: "smoke, load, readwrite, full, capacity, soak or spike, followed by any settings of that command.",
      required: true,
    },
    examples: [
      ["load --instances 4 --target URL --yes", "a load with four instances"],
      ["load --profile dev --local 2", "the same with two processes on this machine"],
      ["soak --instances 8 --image IMAGE", "with an image in your registry"],
    ],
    usual: ["profile", "target", "instances", "local", "image", "name", "cpu", "memory", "output", "yes"],
  },
  k6: {
    name: "k6",
    typed: "npm run k6",
    summary: "Runs the provided k6 with the settings of the profile and of .env.load-test in its environment.",
    groups: groups("Runner"),
    positional: { name: "ARGUMENTS...", text: "Arguments of k6.", required: false, many: true },
    passesArgumentsOn: true,
    examples: [],
    usual: [],
  },
} as const satisfies Record<string, Command>;

/** It reads no settings; scripts/launch/developer-help.mjs has its help. */
const JOIN: Listed = {
  typed: "npm run join",
  summary: "Does a part of a run that another machine coordinates. See --instances of a phase.",
};

type Listed = Pick<Command, "typed" | "positional" | "summary">;

/** All commands for users. */
export const LISTED_COMMANDS: readonly Listed[] = [...Object.values<Command>(COMMANDS), JOIN];

const DISTRIBUTED = ["smoke", "load", "readwrite", "full", "capacity", "soak", "spike"] as const;

export type DistributedPhase = (typeof DISTRIBUTED)[number];

export function isDistributed(phase: string | undefined): phase is DistributedPhase {
  return DISTRIBUTED.some((known) => known === phase);
}

/** `distribute` also takes the settings of its phase. Undefined: there is no such command. */
export function commandFor(name: string, argv: readonly string[]): Command | undefined {
  const command = Object.values<Command>(COMMANDS).find((known) => known.name === name);
  const phase = argv.find((word, index) => isDistributed(word) && !takesValue(argv[index - 1]));
  if (command !== COMMANDS.distribute || !isDistributed(phase)) return command;
  const own = command.groups.filter(({ title }) => title === "Distribution");
  return { ...command, groups: [...COMMANDS[phase].groups, ...own] };
}

/** Whether the next word is the value of this one: in `--profile smoke`, `smoke` is no phase. */
function takesValue(word = ""): boolean {
  return FIELD_GROUPS.some(({ fields }) => fields.some(({ flag, kind }) => word === `--${flag}` && kind !== "boolean"));
}
