// Runs vitest with its usual output and counts the results from its JSON report.
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { PassThrough } from "node:stream";
import { quietShell } from "../../src/machine/shell.ts";
import type { AllowedSkip } from "../../test/allowed-skips.ts";
import { AFTER_TIMED, TIMED } from "../../test/longest-first.ts";
import { keepLow } from "./low-priority.ts";

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Where the skipped tests are: file and titles, which say why, with their number. */
  readonly skippedIn: ReadonlyMap<string, number>;
  /** The files of the failed tests, relative to the root; undefined where a failure has no test. */
  readonly failedIn: ReadonlySet<string> | undefined;
}

/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    /** Absolute path of the file. */
    readonly name: string;
    readonly status: string;
    /** Why it could not be loaded. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName?: string;
      /** Milliseconds. */
      readonly duration?: number;
      readonly failureMessages?: readonly string[];
      readonly ancestorTitles: readonly string[];
      readonly title: string;
    }[];
  }[];
}

export interface VitestOptions {
  /** Where vitest prints, unless in the terminal. */
  readonly output?: NodeJS.WritableStream;
  /** Others get the CPU first. */
  readonly isLow?: boolean;
}

/** `args` go to `vitest run` as they are. */
export async function runVitest(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  options?: VitestOptions,
): Promise<TestCount> {
  const { report, ok } = await vitestReport(root, args, env, options);
  return countTests(report, ok, root);
}

/** More would be printed late than tests ever print. */
const PRINTED_BYTES = 256 * 1024 * 1024;

/**
 * Two runs at once: one of the end-to-end tests that wait and measure, followed by some others; and one of all other
 * tests, with the CPU that the first run leaves. The output of the second one is printed at the end.
 *
 * @param projects arguments that choose them
 */
export async function runBesideTimed(
  root: string,
  projects: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<TestCount[]> {
  const files = [...TIMED, ...AFTER_TIMED].map((name) => `test/e2e/${name}.test.ts`);
  const output = new PassThrough({ highWaterMark: PRINTED_BYTES });
  const timed = runVitest(root, ["--project=e2e", ...files], env);
  const workers = `--maxWorkers=${Math.ceil(1.5 * availableParallelism())}`;
  const others = runVitest(root, [...projects, workers, ...files.map((file) => `--exclude=${file}`)], env, {
    output,
    isLow: true,
  });
  const counts = await Promise.all([timed.finally(() => output.pipe(process.stdout, { end: false })), others]);
  output.end();
  await once(output, "end");
  return counts;
}

/** More files than that do not fail for want of CPU. */
const MAX_AGAIN = 3;

/**
 * End-to-end tests share two cores with others. Where a few files of them failed, each runs again with nothing beside it:
 * what fails then, fails.
 *
 * @returns the counts with those of the second run, and the files that passed in it
 */
export async function againAlone(
  root: string,
  counts: readonly TestCount[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly counts: readonly TestCount[]; readonly passedAlone: readonly string[] }> {
  const files = filesToRepeat(counts);
  if (files.length === 0) return { counts, passedAlone: [] };
  const again = await runVitest(root, ["--project=e2e", "--no-file-parallelism", ...files], env);
  return {
    counts: withSecondRun(counts, again),
    passedAlone: again.failedIn === undefined ? [] : files.filter((file) => !again.failedIn?.has(file)),
  };
}

/** None where anything but a few end-to-end files failed. */
export function filesToRepeat(counts: readonly TestCount[]): string[] {
  const failed = counts.filter((count) => count.failed > 0);
  const files = failed.flatMap(({ failedIn }) => (failedIn === undefined ? [""] : [...failedIn]));
  const isFew = files.length <= MAX_AGAIN && files.every((file) => file.startsWith("test/e2e/"));
  return isFew ? files : [];
}

/** The tests that failed in the first run count as the second run ended; one without a report mends nothing. */
export function withSecondRun(counts: readonly TestCount[], again: TestCount): TestCount[] {
  const failedBefore = counts.reduce((sum, { failed }) => sum + failed, 0);
  const failed = again.failedIn === undefined ? failedBefore : again.failed;
  const passed = Math.max(0, failedBefore - failed);
  return [...counts.map((count) => ({ ...count, failed: 0 })), { ...again, passed, failed, skipped: 0 }];
}

/** The report is undefined when vitest ended without one. */
export async function vitestReport(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { output, isLow = false }: VitestOptions = {},
): Promise<{ readonly report: VitestReport | undefined; readonly ok: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), "edfi-load-test-"));
  const file = join(folder, "report.json");
  const vitest = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  try {
    const target = output === undefined ? "inherit" : "pipe";
    const $ = await quietShell({ cwd: root, env, stdio: ["ignore", target, target], detached: true });
    const running = $`${process.execPath} ${[...vitest, ...args]}`;
    if (output !== undefined) for (const from of [running.stdout, running.stderr]) from.pipe(output, { end: false });
    const stopLowering = isLow && running.pid !== undefined ? keepLow(running.pid) : undefined;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => running.pid !== undefined && process.kill(-running.pid, signal));
    }
    const { ok } = await running;
    stopLowering?.();
    const report = await readFile(file, "utf8").then(
      (text) => JSON.parse(text) as VitestReport,
      () => undefined,
    );
    return { report, ok };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A test file that could not be loaded has no failed test in the report and counts as one failure; so does a vitest
 * that ended badly for any other reason (an unhandled rejection, no report at all, no test found).
 */
export function countTests(report: VitestReport | undefined, endedWell: boolean, root: string): TestCount {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, skippedIn: new Map(), failedIn: undefined };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + unloaded;
  const isUnexplained = failed === 0 && !endedWell;
  return {
    passed: report.numPassedTests,
    failed: isUnexplained ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    skippedIn: placesOfSkipped(report, root),
    failedIn: isUnexplained ? undefined : filesWithFailures(report, root),
  };
}

function filesWithFailures({ testResults }: VitestReport, root: string): Set<string> {
  return new Set(testResults.filter(({ status }) => status === "failed").map(({ name }) => relative(root, name)));
}

/** Tests that are skipped with all of their group count as that group. */
function placesOfSkipped({ testResults }: VitestReport, root: string): Map<string, number> {
  const places = new Map<string, number>();
  for (const { name, assertionResults } of testResults) {
    for (const { status, ancestorTitles, title } of assertionResults) {
      if (status === "passed" || status === "failed") continue;
      const place = `${relative(root, name)}: ${ancestorTitles[0] ?? title}`;
      places.set(place, (places.get(place) ?? 0) + 1);
    }
  }
  return places;
}

/** @returns the places of skipped tests that no entry allows */
export function forbiddenSkips(skippedIn: TestCount["skippedIn"], allowed: readonly AllowedSkip[]): string[] {
  const starts = allowed.map(({ file, title }) => `${file}: ${title}`);
  return [...skippedIn.keys()].filter((place) => !starts.some((start) => place.startsWith(start)));
}
