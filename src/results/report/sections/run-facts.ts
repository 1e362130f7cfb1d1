/** What is needed to repeat a run: versions, machine, target, settings. Pure. */

import { formatBytes, plural } from "../../../base/figures.ts";
import { asRecord } from "../../../lib/edfi/json.ts";
import { type Html, html } from "../html.ts";
import type { RunReport } from "../run-report.ts";
import { cut } from "../text.ts";
import { facts, type Row, type Section, table } from "./section.ts";

/** Versions, machine and target as facts; settings with their origin, those that nobody set folded. */
export function manifestSection({ manifest }: RunReport): Section | undefined {
  const { settings, ...rest } = manifest;
  const groups = groupsOf(rest);
  const known = Object.entries(asRecord(settings) ?? {}).map(([name, value]) => {
    const setting = asRecord(value) ?? { value };
    const from = show(setting.from);
    return { from, row: [html`<code>${name}</code>`, show(setting.value), from] };
  });
  if (groups.length === 0 && known.length === 0) return undefined;
  const rowsOf = (isDefault: boolean) =>
    known.filter(({ from }) => (from === DEFAULT) === isDefault).map(({ row }) => row);
  const body = html`${groups.map(([title, rows]) => html`<h3>${title}</h3>${facts(rows)}`)}${
    known.length === 0 ? undefined : settingsPart(rowsOf(false), rowsOf(true))
  }`;
  return { id: "manifest", title: "Versions, machine and settings", body };
}

const DEFAULT = "default";

function settingsPart(set: readonly Row[], defaults: readonly Row[]): Html {
  const columns = [{ title: "Setting" }, { title: "Value" }, { title: "Set in" }];
  const own =
    set.length === 0
      ? html`<p>All settings have their default values.</p>`
      : table(columns, set, { search: "Settings" });
  const rest =
    defaults.length === 0
      ? undefined
      : html`<details><summary>${plural(defaults.length, "setting")} with the default value</summary>${table(columns, defaults, { search: "Default settings" })}</details>`;
  return html`<h3>Settings</h3>${own}${rest}`;
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
  return cut(textOf(value), 500);
}

/** `[{"name":"Ed-Fi","version":"5.2.0"}]` as `name Ed-Fi, version 5.2.0`. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join("; ");
  const record = asRecord(value);
  if (record === undefined) return String(value);
  return Object.entries(record)
    .map(([name, member]) => `${words(name)} ${textOf(member)}`)
    .join(", ");
}
