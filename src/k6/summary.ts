/** `handleSummary`: a JSON file for the runner, or a few lines of text for a person. Never what `setup()` returned. */

import { ENGINE_SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { RUN_DIRECTORY, UNDER_RUNNER } from "./settings.ts";

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
}

/** @param about what else a person wants to know, for the text */
export function writeSummary(phase: string, data: SummaryData, about: readonly string[] = []): Record<string, string> {
  const { metrics, state } = data;
  if (UNDER_RUNNER) return { [`${RUN_DIRECTORY}/${ENGINE_SUMMARY_FILE}`]: JSON.stringify({ phase, metrics, state }) };
  return { stdout: `${describe(phase, data, about)}\n` };
}

function describe(phase: string, { metrics, state }: SummaryData, about: readonly string[]): string {
  const broken: string[] = [];
  for (const name in metrics) {
    const thresholds = metrics[name]?.thresholds ?? {};
    for (const rule in thresholds) if (thresholds[rule]?.ok === false) broken.push(`${name} ${rule}`);
  }
  const of = (metric: string, value: string): number => metrics[metric]?.values[value] ?? 0;
  const ms = (value: string): string => of("http_req_duration", value).toFixed(1);
  const seconds = (state.testRunDurationMs / 1000).toFixed(1);
  const lines = [
    `${broken.length === 0 ? "PASS" : "FAIL"} ${phase}: ${of("http_reqs", "count")} requests in ${seconds} s`,
    ...about.map((line) => `  ${line}`),
    `  checks    ${of("checks", "passes")} passed, ${of("checks", "fails")} failed`,
    `  response  median ${ms("med")} ms, p95 ${ms("p(95)")} ms`,
  ];
  for (const rule of broken) lines.push(`  broken    ${rule}`);
  return lines.join("\n");
}
