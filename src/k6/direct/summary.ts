/** The summary of a direct `k6 run`: a few lines of text. Under the runner, k6 has no summary. */

import { check } from "k6";
import { ITEMS_DONE, REPEATS, tagSuffix } from "../../lib/contracts/metrics.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { END_CHECK } from "../end-run.ts";

/** Prefix of a check whose name holds the reason. */
const SETUP_CHECK = "setup: ";

/**
 * Runs the body of `setup()` and passes an error on to the summary as the name of a check: the two run in different VMs,
 * which share nothing else.
 * @throws the error of `setUp`
 */
export function keepReason<T>(setUp: () => T): T {
  try {
    const result = setUp();
    return result instanceof Promise ? (result.catch(failed) as T) : result;
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  check(null, { [SETUP_CHECK + reason]: () => false });
  throw error;
}

/** Outcomes after which a request may be repeated, in words. */
const REPEATED: Readonly<Record<string, string>> = {
  unavailable: "status 5xx",
  throttled: "status 429",
  "cut-off": "broken connection",
  "timed-out": "time-out",
  unauthorized: "status 401",
  "unresolved-reference": "missing reference",
  "no-relationship": "missing relationship",
  conflict: "conflict",
} satisfies Partial<Record<Outcome, string>>;

/** Thresholds that always hold. They make k6 count repeats by outcome, for the summary. */
export function repeatThresholds(): Record<string, string[]> {
  return Object.fromEntries(Object.keys(REPEATED).map((outcome) => [repeatsAfter(outcome), ["count>=0"]]));
}

function repeatsAfter(outcome: string): string {
  return REPEATS + tagSuffix({ outcome });
}

interface CheckGroup {
  readonly checks?: readonly { readonly name: string }[];
}

/** The parts of k6's end-of-test data that are used (the shape before `--new-machine-readable-summary`). */
export interface SummaryData {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly values: Readonly<Record<string, number>>;
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
      }
    >
  >;
  readonly state: { readonly testRunDurationMs: number };
  /** Checks of `setup()` are in a group of that name. */
  readonly root_group?: CheckGroup & { readonly groups?: readonly CheckGroup[] };
  /** Absent when `setup()` failed. */
  readonly setup_data?: unknown;
}

/** @param about further lines for the text */
export function writeSummary(phase: string, data: SummaryData, about: readonly string[] = []): Record<string, string> {
  const { metrics, state } = data;
  const failure = reasonOfSetup(data) ?? reasonIn(data.root_group, END_CHECK);
  const broken: string[] = [];
  for (const name in metrics) {
    const thresholds = metrics[name]?.thresholds ?? {};
    for (const rule in thresholds) if (thresholds[rule]?.ok === false) broken.push(`${name} ${rule}`);
  }
  const of = (metric: string, value: string): number => metrics[metric]?.values[value] ?? 0;
  const ms = (value: string): string => of("http_req_duration", value).toFixed(1);
  const isFew = phase === "readwrite" && broken.every((rule) => rule.startsWith(`${ITEMS_DONE} `));
  const word = isFew && of(ITEMS_DONE, "count") > 0 ? "INCONCLUSIVE" : "FAIL";
  const lines = [
    `${failure ? "FAIL" : broken.length === 0 ? "PASS" : word} ${phase}: ${of("http_reqs", "count")} requests in ${(state.testRunDurationMs / 1000).toFixed(1)} s`,
    ...(failure ? [`  reason    ${failure}`] : []),
    ...about.map((line) => `  ${line}`),
    `  checks    ${of("checks", "passes")} passed, ${of("checks", "fails")} failed`,
    `  response  median ${ms("med")} ms, p95 ${ms("p(95)")} ms`,
  ];
  const repeats = of(REPEATS, "count");
  if (repeats > 0) {
    const causes = Object.entries(REPEATED)
      .map(([outcome, what]) => `${what}: ${of(repeatsAfter(outcome), "count")}`)
      .filter((cause) => !cause.endsWith(": 0"));
    const share = ((100 * repeats) / of("http_reqs", "count")).toFixed(1);
    lines.push(`  repeats   ${repeats} (${share} % of requests), after ${causes.join(", ")}`);
  }
  for (const rule of broken) lines.push(`  broken    ${rule}`);
  return { stdout: `${lines.join("\n")}\n` };
}

/** Undefined when `setup()` finished. */
function reasonOfSetup({ root_group, setup_data }: SummaryData): string | undefined {
  return setup_data ? undefined : (reasonIn(root_group, SETUP_CHECK) ?? "setup() did not finish");
}

/** The rest of the name of the first check with this prefix. */
function reasonIn(root: SummaryData["root_group"], start: string): string | undefined {
  for (const { checks = [] } of [root ?? {}, ...(root?.groups ?? [])])
    for (const { name } of checks) if (name.startsWith(start)) return name.slice(start.length);
  return undefined;
}
