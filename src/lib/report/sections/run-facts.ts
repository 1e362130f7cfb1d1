/** Parts of the page on what made the run: generator, tokens, manifest. Pure. */

import { asRecord } from "../../edfi/json.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { formatBytes, formatCount, formatNumber, formatShare } from "../figures.ts";
import { type Html, type HtmlPart, html } from "../html.ts";
import type { RunReport } from "../run-report.ts";
import { cut } from "../text.ts";
import { facts, type Section, table } from "./section.ts";

export function generatorSection(summary: RunSummary): Section {
  const { generator, tokens } = summary;
  const tokenFacts: [string, HtmlPart][] = [
    ["Tokens issued", formatCount(tokens.issued)],
    ["Token requests refused", formatCount(tokens.refused)],
  ];
  if (generator === undefined) {
    const body = html`<p>The generator's own load was not measured.</p>${facts(tokenFacts)}`;
    return { id: "generator", title: "Generator", body };
  }
  const rows: [string, HtmlPart][] = [
    [
      "CPU, of what it may use",
      `${formatShare(generator.cpuShareMean)} on average, ${formatShare(generator.cpuSharePeak)} at most`,
    ],
    [
      "CPU time",
      `${formatNumber(generator.engineCpuSeconds)} s k6, ${formatNumber(generator.runnerCpuSeconds)} s runner`,
    ],
    ["Cores", formatNumber(generator.cores)],
    ["Memory at most", formatBytes(generator.memoryPeakBytes)],
    ["Virtual users at most", formatCount(generator.vusMax)],
    ["Dropped iterations", formatCount(generator.droppedIterations)],
    ...tokenFacts,
  ];
  const warnings =
    generator.warnings.length === 0
      ? html`<p>No warning.</p>`
      : html`<ul class="reasons">${generator.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`;
  return { id: "generator", title: "Generator", body: html`${facts(rows)}${warnings}` };
}

/** Versions, machine and target as facts; every setting with its origin in a table that opens. */
export function manifestSection({ manifest }: RunReport): Section | undefined {
  const { settings, ...rest } = manifest;
  const rows = flatten(rest, "", 0);
  const settingRows = Object.entries(asRecord(settings) ?? {}).map(([name, value]) => {
    const setting = asRecord(value);
    return [html`<code>${name}</code>`, setting === undefined ? show(value) : show(setting.value), show(setting?.from)];
  });
  if (rows.length === 0 && settingRows.length === 0) return undefined;
  const columns = [{ title: "Setting" }, { title: "Value" }, { title: "Set in" }];
  const body = html`${facts(rows)}${
    settingRows.length === 0
      ? undefined
      : html`<details><summary>All ${settingRows.length} settings</summary>${table(columns, settingRows, { search: "Settings" })}</details>`
  }`;
  return { id: "manifest", title: "Manifest", body };
}

const DEEPEST = 4;
const MOST_FACTS = 100;

function flatten(value: Readonly<Record<string, unknown>>, path: string, depth: number): [string, Html][] {
  return Object.entries(value)
    .flatMap(([name, member]): [string, Html][] => {
      const at = path === "" ? name : `${path} ${name}`;
      const record = asRecord(member);
      if (record !== undefined && depth < DEEPEST) return flatten(record, at, depth + 1);
      return member === undefined || member === null ? [] : [[words(at), html`${show(member)}`]];
    })
    .slice(0, MOST_FACTS);
}

/** `machine memoryBytes` as `machine memory bytes`. */
function words(path: string): string {
  return path.replace(
    /([a-z])([A-Z])(?=[a-z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "";
  return cut(typeof value === "object" ? JSON.stringify(value) : String(value), 500);
}
