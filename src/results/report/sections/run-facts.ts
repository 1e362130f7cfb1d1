/** Parts of the page on what made the run: generator, tokens, manifest. Pure. */

import { formatBytes, formatCount, formatNumber, formatShare } from "../../../base/figures.ts";
import { asRecord } from "../../../lib/edfi/json.ts";
import { describeCores } from "../../health/generator-cores.ts";
import { INSTANCE_HEADS, instanceCells } from "../../health/instance-table.ts";
import type { RunSummary } from "../../run-summary.ts";
import { type HtmlPart, html } from "../html.ts";
import type { RunReport } from "../run-report.ts";
import { cut } from "../text.ts";
import { facts, type Section, sentences, table } from "./section.ts";

export function generatorSection(summary: RunSummary): Section {
  const { generator, tokens } = summary;
  const tokenFacts: [string, HtmlPart][] = [
    ["Tokens issued", formatCount(tokens.issued)],
    ["Token requests refused", formatCount(tokens.refused)],
  ];
  if (generator === undefined) {
    const body = html`<p>The load generator was not measured.</p>${facts(tokenFacts)}`;
    return { id: "generator", title: "Generator", body };
  }
  const rows: [string, HtmlPart][] = [
    ["CPU use", `${formatShare(generator.cpuShareMean)} on average, ${formatShare(generator.cpuSharePeak)} at most`],
    [
      "CPU time",
      `${formatNumber(generator.engineCpuSeconds)} s k6, ${formatNumber(generator.runnerCpuSeconds)} s runner`,
    ],
    ["Available cores", describeCores(generator)],
    ["Peak memory", formatBytes(generator.memoryPeakBytes)],
    ["Peak virtual users", formatCount(generator.vusMax)],
    ["Dropped iterations", formatCount(generator.droppedIterations)],
    ...tokenFacts,
  ];
  const { instances = [] } = generator;
  const split =
    instances.length === 0
      ? undefined
      : table(
          INSTANCE_HEADS.map((title, at) => ({ title, ...(at > 1 ? { isFigure: true } : {}) })),
          instances.map(instanceCells),
        );
  const list = sentences(generator.warnings);
  const warnings = list === undefined ? html`<p>No warnings.</p>` : html`<h3>Warnings</h3>${list}`;
  const notes = (summary.notes ?? []).map((note) => html`<p>Note: ${note}.</p>`);
  return { id: "generator", title: "Generator", body: html`${facts(rows)}${split}${notes}${warnings}` };
}

/** Versions, machine and target as facts; every setting with its origin in a table that opens. */
export function manifestSection({ manifest }: RunReport): Section | undefined {
  const { settings, ...rest } = manifest;
  const groups = groupsOf(rest);
  const settingRows = Object.entries(asRecord(settings) ?? {}).map(([name, value]) => {
    const setting = asRecord(value);
    return [html`<code>${name}</code>`, setting === undefined ? show(value) : show(setting.value), show(setting?.from)];
  });
  if (groups.length === 0 && settingRows.length === 0) return undefined;
  const columns = [{ title: "Setting" }, { title: "Value" }, { title: "Set in" }];
  const rows = table(columns, settingRows, { search: "Settings" });
  const all = html`<details><summary>All ${settingRows.length} settings</summary>${rows}</details>`;
  const body = html`${groups.map(([title, rows]) => html`<h3>${title}</h3>${facts(rows)}`)}${
    settingRows.length === 0 ? undefined : html`<h3>Settings</h3>${all}`
  }`;
  return { id: "manifest", title: "Manifest", body };
}

const DEEPEST = 3;
const MOST_FACTS = 60;

type Facts = [string, string][];

/** Plain values first, as one group; then a group for each object. */
function groupsOf(manifest: Readonly<Record<string, unknown>>): [string, Facts][] {
  const records = Object.entries(manifest).filter(([, value]) => asRecord(value) !== undefined);
  const plain = Object.entries(manifest).filter(([, value]) => asRecord(value) === undefined);
  const groups: [string, Facts][] = [
    ["Run", factsIn(Object.fromEntries(plain), "", 0)],
    ...records.map(([name, value]): [string, Facts] => [capital(words(name)), factsIn(asRecord(value) ?? {}, "", 0)]),
  ];
  return groups.filter(([, rows]) => rows.length > 0);
}

function factsIn(value: Readonly<Record<string, unknown>>, path: string, depth: number): Facts {
  return Object.entries(value)
    .flatMap(([name, member]): Facts => {
      const at = path === "" ? name : `${path} ${name}`;
      const record = asRecord(member);
      if (record !== undefined && depth < DEEPEST) return factsIn(record, at, depth + 1);
      return member === undefined || member === null ? [] : [[words(at), shownAs(name, member)]];
    })
    .slice(0, MOST_FACTS);
}

function shownAs(name: string, value: unknown): string {
  return /Bytes$/.test(name) && typeof value === "number" ? formatBytes(value) : show(value);
}

/** `memoryBytes` as `memory bytes`. */
function words(path: string): string {
  return path.replace(
    /([a-z])([A-Z])(?=[a-z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "";
  return cut(typeof value === "object" ? JSON.stringify(value) : String(value), 500);
}
