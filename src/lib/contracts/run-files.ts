/**
 * Names of what a run leaves: in its own folder `results/<utc>-<profile>-<phase>/` unless stated otherwise. One
 * constant each, so that a k6 bundle holds only the names that it needs.
 */

/** In the results directory: points at the newest run folder. */
export const LATEST_LINK = "latest";
/** In the results directory: names of runs to compare with. */
export const BASELINES_FILE = "baselines.json";

/** While a command works in the folder; those that find it leave the run alone. */
export const LOCK_FILE = ".lock";

export const MANIFEST_FILE = "manifest.json";
export const SUMMARY_FILE = "summary.json";
export const REPORT_FILE = "report.html";
export const MARKDOWN_FILE = "summary.md";
export const JUNIT_FILE = "junit.xml";
/** Failures, a JSON object a line. */
export const ERROR_LOG_FILE = "errors.ndjson";

/** Figures of the target over time, a JSON object a line. */
export const TARGET_FIGURES_FILE = "target-figures.ndjson";
/** What is known about the target at the end: statements, sizes, plans, settings of its database. */
export const TARGET_REPORT_FILE = "target-figures.json";

/** What k6 used over time, a JSON object a line. */
export const GENERATOR_FIGURES_FILE = "generator-figures.ndjson";

/** What k6 prints besides the journal. */
export const ENGINE_LOG_FILE = "k6.log";

/** What a load is to create, and where. */
export const PLAN_FILE = "plan.json";
/** What is left of it, for k6. */
export const WORK_FILE = "work.json";
/** What the documents of the target add to the dataset, for k6; missing where they were not read. */
export const TARGET_DATA_FILE = "target-data.txt";
/** The same of a plan, in the results directory, where `target-data.txt` would say how the loaded data was made. */
export const PLANNED_TARGET_DATA_FILE = "planned-target-data.txt";
/** The OpenAPI documents of the target that it follows from, compressed. */
export const TARGET_DOCUMENTS_FOLDER = "documents";
/** What a load left at the target; also in the results directory, for the phases after it. */
export const LOAD_DATA_FILE = "load-phase-data.json";

/** What a readwrite run does, and what a clean-up needs to know besides. */
export const READWRITE_PLAN_FILE = "readwrite.json";
/** The plan as a VU of k6 needs it: see `vu-plan.ts`. */
export const READWRITE_VU_FILE = "readwrite-vu.js";
export const READWRITE_RUN_FILE = "readwrite-run.json";
/** How fast the unloaded target was, before an open model. */
export const BASELINE_FILE = "baseline.json";

/** In the folder of a full run, which holds one run folder per phase: the state of the run. */
export const FULL_STATE_FILE = "full.json";

/** What a clean-up deleted, line by line while it runs, and its result. */
export const CLEANUP_LOG_FILE = "cleanup.log";
export const CLEANUP_FILE = "cleanup.json";

/** What the script of a smoke run must know. */
export const SMOKE_WORK_FILE = "smoke.json";
/** What it makes: see `smoke-rounds.ts`. */
export const SMOKE_ROUNDS_FILE = "smoke-rounds.txt";
/** Lines that the script of a smoke run prints: see `journal/`. */
export const SMOKE_JOURNAL_FILE = "journal.log";

/** A file of a numbered series, one for each start of k6 in the folder. */
export interface NumberedFile {
  /** From 1. */
  readonly number: number;
  readonly isCompressed: boolean;
}

/** `journal-1.log`: lines that the script printed at the first start. */
export function journalName({ number, isCompressed }: NumberedFile): string {
  return `journal-${number}.log${isCompressed ? ".gz" : ""}`;
}

/** Undefined for any other name. */
export function readJournalName(name: string): NumberedFile | undefined {
  return numbered(/^journal-([1-9]\d{0,5})\.log(\.gz)?$/.exec(name));
}

/** `record.ndjson`, `record-2.ndjson`: figures of each period. */
export function recordName({ number, isCompressed }: NumberedFile): string {
  return `record${number === 1 ? "" : `-${number}`}.ndjson${isCompressed ? ".gz" : ""}`;
}

/** Undefined for any other name. */
export function readRecordName(name: string): NumberedFile | undefined {
  return numbered(/^record(?:-([1-9]\d{0,5}))?\.ndjson(\.gz)?$/.exec(name));
}

function numbered(match: RegExpExecArray | null): NumberedFile | undefined {
  return match === null ? undefined : { number: Number(match[1] ?? 1), isCompressed: match[2] !== undefined };
}
