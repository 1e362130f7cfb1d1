/**
 * A server that lies: each silent fault, in each phase that can meet it, on an empty and on a filled target, known as the
 * embedded sandbox and as somebody's target. Then clean runs, some beside a second writer, which must all pass.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { LoadPhaseData } from "../../src/lib/contracts/load-data.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "../e2e/support/clone.ts";
import { type Ended, type Environment, runCommand } from "../e2e/support/program.ts";
import { readJson, runFolders } from "../e2e/support/run-folder.ts";
import { startTestSandbox } from "../e2e/support/sandbox.ts";
import type { Facts, Proof } from "./proof.ts";

const COMMANDS = { smoke: "run-smoke-test", load: "run-load-phase", readwrite: "run-readwrite-phase" } as const;
type Phase = keyof typeof COMMANDS;

const FILLS = ["empty", "filled"] as const;
type Fill = (typeof FILLS)[number];

const KINDS = ["sandbox", "target"] as const;
type Kind = (typeof KINDS)[number];

const SIZES: Environment = { SCHOOL_COUNT: "2", STUDENT_COUNT: "8", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };
/** What others have loaded into a filled target. */
const OTHERS: Environment = { ...SIZES, DATASET_ID: "777", SEED: "2" };
const THIRD: Environment = { ...SIZES, DATASET_ID: "888", SEED: "3" };

type Rule = Omit<FaultRule, "route">;

interface Lie {
  readonly name: string;
  readonly rule: Rule;
  /** By phase that can meet it: what the findings must say, as `code: text`, or the names of failed checks. */
  readonly told: Readonly<Partial<Record<Phase, RegExp>>>;
}

const LIES: readonly Lie[] = [
  {
    name: "all POSTs dropped",
    rule: { silent: "drop-write" },
    told: { smoke: /does not exist|finds it/, load: /^lost-write: /m, readwrite: /^lost-write: /m },
  },
  {
    name: "every 20th POST dropped",
    rule: { silent: "drop-write", every: 20 },
    told: { load: /^(lost-write|verification): \w+:? .*/m, readwrite: /^lost-write: /m },
  },
  {
    name: "all PUTs ignored",
    rule: { silent: "ignore-update" },
    told: { smoke: /returns what was changed/, readwrite: /^lost-write: / },
  },
  {
    name: "all DELETEs ignored",
    rule: { silent: "drop-delete" },
    told: { smoke: /after DELETE is rejected/, readwrite: /^lost-write: .*/m },
  },
  {
    name: "every 20th new item written over another",
    rule: { silent: "overwrite", every: 20 },
    told: {
      smoke: /creates \(201\)|returns what was written|finds it/,
      load: /^overwrote: /m,
      readwrite: /^overwrote: /m,
    },
  },
  {
    name: "every 10th read is of another item",
    rule: { silent: "wrong-document", every: 10 },
    told: {
      smoke: /returns what was/,
      load: /^overwrote: .*its ID holds another item/m,
      readwrite: /^mismatched: |is another item/m,
    },
  },
  {
    name: "an item under two IDs",
    rule: { silent: "second-id" },
    told: {
      smoke: /found 2 items/,
      load: /2 times by its key|under another ID/,
      readwrite: /^mismatched: |under another ID/m,
    },
  },
  {
    name: "a Total-Count that is one too low",
    rule: { silent: "wrong-total" },
    told: { smoke: /Total-Count is 0/, load: /Total-Count/, readwrite: /Total-Count/ },
  },
  {
    name: "a halved Total-Count",
    rule: { silent: "wrong-total", factor: 0.5 },
    told: { smoke: /Total-Count is 0/, load: /Total-Count/, readwrite: /Total-Count/ },
  },
  {
    name: "empty pages",
    rule: { silent: "empty-page" },
    told: { smoke: /page at offset 1/, load: /pages hold/, readwrite: /pages hold|^mismatched: page/m },
  },
  {
    name: "reads that never see a change",
    rule: { silent: "stale-read" },
    told: { smoke: /finds it|by key/, load: /^(lost-write|verification): /m, readwrite: /^lost-write: /m },
  },
];

interface Site {
  readonly clone: Clone;
  /** Copies of these stores are what cases run on. */
  readonly stores: Readonly<Record<Fill, { readonly before: string; readonly loaded: string; readonly data: string }>>;
}

interface Case {
  readonly phase: Phase;
  readonly fill: Fill;
  readonly kind: Kind;
  readonly rules?: readonly Rule[];
  readonly args?: readonly string[];
  /** Works beside it on the same target. */
  readonly second?: { readonly phase: Phase; readonly environment: Environment };
}

interface Result extends Ended {
  /** Absent: the run was refused before it began. */
  readonly summary: RunSummary | undefined;
}

export const truth: Proof = {
  name: "truth",
  text: "a server that lies fails every phase with the right reason, and clean runs pass, also beside a second writer",
  run: async (use) => {
    const clone = createClone();
    try {
      const site = await prepare(clone);
      for (const { name, rule, told } of LIES) {
        for (const phase of Object.keys(told) as Phase[]) {
          for (const [fill, kind] of FILLS.flatMap((each) => KINDS.map((one) => [each, one] as const))) {
            const run = async () => failsWith(await runCase(site, { phase, fill, kind, rules: [rule] }), told[phase]);
            await use({ name: `${name}: ${phase}, ${fill} ${kind}`, run });
          }
        }
      }
      for (const [at, one] of CLEAN.entries()) {
        const name = `clean ${at + 1}: ${describe(one)}`;
        await use({ name, run: async () => passes(await runCase(site, one)) });
      }
    } finally {
      clone.remove();
    }
  },
};

const PLACES = FILLS.flatMap((fill) => KINDS.map((kind) => ({ fill, kind })));
const LAG: readonly Rule[] = [{ silent: "stale-read", lagMs: 300 }];
const ON_TARGET = { fill: "filled", kind: "target" } as const;

/** 20 alone, then 5 beside a second writer. */
const CLEAN: readonly Case[] = [
  ...PLACES.map((place) => ({ ...place, phase: "smoke" as const })),
  ...PLACES.map((place) => ({ ...place, phase: "load" as const })),
  ...PLACES.map((place) => ({ ...place, phase: "readwrite" as const })),
  ...(["smoke", "load", "readwrite"] as const).map((phase) => ({ ...ON_TARGET, phase, rules: LAG })),
  { ...ON_TARGET, phase: "readwrite", args: ["--if-match", "--vus", "30"] },
  { ...ON_TARGET, phase: "readwrite", args: ["--mix", "reads"] },
  { ...ON_TARGET, phase: "readwrite", args: ["--rate", "30", "--model", "open"] },
  { ...ON_TARGET, phase: "readwrite", args: ["--discover"] },
  { ...ON_TARGET, phase: "load", args: ["--vus", "50"] },
  { ...ON_TARGET, phase: "smoke", second: { phase: "readwrite", environment: SIZES } },
  { ...ON_TARGET, phase: "load", second: { phase: "load", environment: THIRD } },
  { ...ON_TARGET, phase: "load", second: { phase: "readwrite", environment: SIZES } },
  { ...ON_TARGET, phase: "readwrite", second: { phase: "load", environment: THIRD } },
  { ...ON_TARGET, phase: "readwrite", second: { phase: "readwrite", environment: SIZES } },
];

function describe({ phase, fill, kind, rules, args = [], second }: Case): string {
  const more = [rules === undefined ? "" : "a replica that lags", args.join(" "), second && `beside ${second.phase}`];
  return [`${phase}, ${fill} ${kind}`, ...more].filter((part) => (part ?? "") !== "").join(", ");
}

/** Stores as they are before a case: empty or with what others loaded; for readwrite, with a load. */
async function prepare(clone: Clone): Promise<Site> {
  const load = async (store: string, environment: Environment): Promise<string> => {
    const ended = await runCommand(clone, "run-load-phase", [], { ...environment, SANDBOX_DIR: store });
    if (ended.code !== 0) throw new Error(`preparing ${store}:\n${ended.output}`);
    const file = clone.file(`${store}.json`);
    cpSync(clone.file("results", "load-phase-data.json"), file);
    return file;
  };
  const filled = ".sandbox-filled";
  await load(filled, OTHERS);
  cpSync(clone.file(filled), clone.file(".sandbox-filled-loaded"), { recursive: true });
  return {
    clone,
    stores: {
      empty: { before: "", loaded: ".sandbox-loaded", data: await load(".sandbox-loaded", SIZES) },
      filled: { before: filled, loaded: ".sandbox-filled-loaded", data: await load(".sandbox-filled-loaded", SIZES) },
    },
  };
}

const STORE = ".sandbox-case";

async function runCase({ clone, stores }: Site, one: Case): Promise<Result> {
  const { phase, fill, kind, rules = [], args = [], second } = one;
  const { before, loaded, data } = stores[fill];
  const from = phase === "readwrite" || second?.phase === "readwrite" ? loaded : before;
  if (from !== "") cpSync(clone.file(from), clone.file(STORE), { recursive: true });
  const faults = rules.map((rule): FaultRule => ({ route: "/data/**", ...rule }));
  const target = kind === "target" ? await startTestSandbox(clone, ["--rate-limit", "off"], STORE) : undefined;
  try {
    if (target !== undefined) await target.setFaults(faults);
    writeFileSync(clone.file("faults.json"), JSON.stringify(faults));
    const environment: Environment = {
      ...SIZES,
      // Beside a readwrite run, the load of the same data is there already.
      ...(phase === "load" && second?.phase === "readwrite" ? THIRD : {}),
      ...(target === undefined
        ? { SANDBOX_DIR: STORE, ...(rules.length === 0 ? {} : { SANDBOX_FAULTS: "faults.json" }) }
        : target.environment),
    };
    const dataFile = dataOf(clone, data, kind, target?.baseUrl ?? "");
    const run = (which: Phase, own: Environment, results: string, more: readonly string[] = []) =>
      runCommand(clone, COMMANDS[which], [...flagsOf(which, dataFile, more), ...more], {
        ...environment,
        ...own,
        RESULTS_DIR: results,
      });
    rmSync(clone.file("results-case"), { recursive: true, force: true });
    const [ended] = await Promise.all([
      run(phase, {}, "results-case", args),
      ...(second === undefined ? [] : [run(second.phase, second.environment, "results-second")]),
    ]);
    const folder = runFolders(clone.file("results-case")).at(-1);
    const summary = folder === undefined ? undefined : readJson<RunSummary>(folder, "summary.json");
    return { ...ended, summary };
  } finally {
    await target?.stop();
    rmSync(clone.file(STORE), { recursive: true, force: true });
  }
}

function flagsOf(phase: Phase, dataFile: string, more: readonly string[]): string[] {
  if (phase !== "readwrite") return [];
  const data = more.includes("--discover") ? [] : ["--data", dataFile];
  const vus = more.includes("--vus") ? [] : ["--vus", "5"];
  return [...data, ...vus, "--duration", "5s", "--stop-on", "none"];
}

/** The data file of a prepared load, for the target of the case. */
function dataOf(clone: Clone, file: string, kind: Kind, baseUrl: string): string {
  const data = JSON.parse(readFileSync(file, "utf8")) as LoadPhaseData;
  const target = { ...data.target, kind, ...(kind === "target" ? { baseUrl } : {}) };
  const path = clone.file("case-data.json");
  writeFileSync(path, JSON.stringify({ ...data, target }));
  return path;
}

function factsOf({ verdict, findings = [] }: RunSummary): Facts {
  return { verdict, codes: [...new Set(findings.map(({ code }) => code))].join(), reason: findings[0]?.text ?? "" };
}

function failsWith({ summary, code, output, stdout }: Result, told: RegExp | undefined): Facts {
  if (summary === undefined) {
    if (code === 0 || told?.test(output) !== true) throw new Error(`expected a fail with ${told}:\n${output}`);
    return { verdict: "refused", reason: told.exec(output)?.[0] ?? "" };
  }
  const { verdict, findings = [], causes } = summary;
  const said = [
    ...findings.map(({ code, text }) => `${code}: ${text}`),
    // Of a smoke run: the names of failed checks.
    ...causes.map(({ operation, outcome, firstKey, message }) => `${operation} ${outcome}: ${firstKey} ${message}`),
  ].join("\n");
  if (verdict !== "fail" || told?.test(said) !== true)
    throw new Error(`expected a fail with ${told}, was ${verdict}:\n${said}\n${stdout}`);
  return factsOf(summary);
}

function passes({ summary, output }: Result): Facts {
  if (summary?.verdict !== "pass") throw new Error(`a false alarm:\n${output}`);
  return factsOf(summary);
}
