/** Reads a mix file (docs/mixes.md) strictly: an unknown name is an error that tells the nearest known one. Pure. */

import { suggestion } from "../../../base/nearest.ts";
import { parseDuration } from "../../../lib/config/value.ts";
import { asRecord, type JsonRecord, parseJson } from "../../../lib/edfi/json.ts";
import {
  type Limits,
  METHOD_OF,
  MIX_KINDS,
  type Mix,
  type MixKind,
  type MixOperation,
  type Weights,
} from "../../../lib/mix/mix.ts";

export type MixReading = { readonly mix: Mix } | { readonly problems: readonly string[] };

/** Members beside `kind`, `weight` and `resources`. */
const MANNERS: Readonly<Record<MixKind, readonly string[]>> = {
  get: [],
  query: ["by"],
  page: ["by", "limits", "totalCount", "pages"],
  changes: ["deletes", "keyChanges"],
  create: [],
  update: ["change"],
  delete: [],
};

/** The most that DMS gives in one page. */
const LARGEST_PAGE = 500;

/** @param endpoints every resource that the dataset knows */
export function readMix(text: string, endpoints: readonly string[]): MixReading {
  const value = asRecord(parseJson(text));
  if (value === undefined) return { problems: [`expected a JSON object, found ${describe(parseJson(text))}`] };
  const reader = new Reader(endpoints);
  const mix = reader.mix(value);
  return reader.problems.length === 0 ? { mix } : { problems: reader.problems };
}

function describe(value: unknown): string {
  if (value === undefined) return "text that is no JSON";
  return Array.isArray(value) ? "a list" : JSON.stringify(value);
}

class Reader {
  readonly problems: string[] = [];
  readonly #endpoints: readonly string[];

  constructor(endpoints: readonly string[]) {
    this.#endpoints = endpoints;
  }

  mix(value: JsonRecord): Mix {
    this.#known(value, "", ["text", "resources", "operations", "thresholds"]);
    const text = value.text;
    if (typeof text !== "string" || text === "") this.#problem("text", "one line that says what the mix is for", text);
    const resources = value.resources === undefined ? {} : this.#weights(value.resources, "resources");
    const list = value.operations;
    if (!Array.isArray(list) || list.length === 0)
      this.#problem("operations", "a list of at least one operation", list);
    const rows = Array.isArray(list) ? list : [];
    const operations = rows.flatMap((row, at) => this.#operation(row, `operations[${at}]`, resources));
    this.#deletesOwnOnly(operations);
    return { text: String(text), resources, operations, thresholds: this.#thresholds(value.thresholds) };
  }

  #operation(value: unknown, at: string, common: Weights): MixOperation[] {
    const record = asRecord(value);
    if (record === undefined) return this.#problem(at, "an object", value);
    const kind = record.kind as MixKind;
    if (!MIX_KINDS.includes(kind)) {
      const meant = typeof kind === "string" ? suggestion(kind, MIX_KINDS) : "";
      return this.#problem(`${at}.kind`, `one of ${MIX_KINDS.join(", ")}`, kind, meant);
    }
    this.#known(record, `${at}.`, ["kind", "weight", "resources", ...MANNERS[kind]]);
    const weight = this.#number(record.weight, `${at}.weight`, "a number of at least 0", 0);
    const own = record.resources === undefined ? undefined : this.#weights(record.resources, `${at}.resources`);
    const resources = own ?? common;
    if (Object.keys(resources).length === 0)
      this.problems.push(`${at}: no resources, neither here nor in the mix's "resources"`);
    this.#manner(kind, record, at);
    const manner = Object.fromEntries(MANNERS[kind].flatMap((name) => (name in record ? [[name, record[name]]] : [])));
    return [{ kind, weight, ...manner, ...(own === undefined ? {} : { resources: own }) }];
  }

  #manner(kind: MixKind, record: JsonRecord, at: string): void {
    const { by, limits, change, pages } = record;
    if (kind === "query" && typeof by !== "string")
      this.#problem(`${at}.by`, '"key", or a query field such as "schoolId"', by);
    if (kind === "page" && by !== undefined && by !== "offset" && by !== "cursor")
      this.#problem(`${at}.by`, '"offset" or "cursor"', by);
    if (limits !== undefined && !isListOfSizes(limits))
      this.#problem(`${at}.limits`, `a list of whole numbers from 1 to ${LARGEST_PAGE}`, limits);
    if (pages !== undefined && !isWhole(pages, 0))
      this.#problem(`${at}.pages`, "a whole number of at least 0; 0 walks to the end", pages);
    if (record.totalCount === true && by === "cursor")
      this.problems.push(`${at}: totalCount is for paging by offset; servers refuse it with a page token`);
    for (const name of ["totalCount", "deletes", "keyChanges"])
      if (record[name] !== undefined && typeof record[name] !== "boolean")
        this.#problem(`${at}.${name}`, "true or false", record[name]);
    if (change !== undefined && change !== "property" && change !== "counter")
      this.#problem(`${at}.change`, '"property" or "counter"', change);
  }

  #weights(value: unknown, at: string): Weights {
    const record = asRecord(value);
    if (record === undefined) {
      this.#problem(at, 'an object such as {"students": 3, "sections": 1}', value);
      return {};
    }
    for (const [name, weight] of Object.entries(record)) {
      if (!this.#endpoints.includes(name))
        this.problems.push(`${at}: unknown resource ${JSON.stringify(name)}${nearOnly(name, this.#endpoints)}`);
      this.#number(weight, `${at}.${name}`, "a number of at least 0", 0);
    }
    if (Object.values(record).every((weight) => weight === 0)) this.problems.push(`${at}: every weight is 0`);
    return record as Weights;
  }

  #thresholds(value: unknown): Mix["thresholds"] {
    const record = value === undefined ? {} : asRecord(value);
    if (record === undefined) {
      this.#problem("thresholds", 'an object such as {"get": {"p95": "3s"}}', value);
      return {};
    }
    this.#known(record, "thresholds.", MIX_KINDS);
    const thresholds: Partial<Record<MixKind, Limits>> = {};
    for (const kind of MIX_KINDS) {
      if (record[kind] === undefined) continue;
      const limits = asRecord(record[kind]) ?? {};
      const at = `thresholds.${kind}`;
      this.#known(limits, `${at}.`, ["p95", "failures"]);
      const p95 = typeof limits.p95 === "string" ? parseDuration(limits.p95) : undefined;
      if (limits.p95 !== undefined && p95 === undefined)
        this.#problem(`${at}.p95`, 'a duration such as "3s"', limits.p95);
      const failures = /^\d+(\.\d+)?%$/.test(String(limits.failures))
        ? Number.parseFloat(String(limits.failures)) / 100
        : undefined;
      if (limits.failures !== undefined && (failures === undefined || failures > 1))
        this.#problem(`${at}.failures`, 'a percentage such as "5%"', limits.failures);
      thresholds[kind] = { ...(p95 === undefined ? {} : { p95 }), ...(failures === undefined ? {} : { failures }) };
    }
    return thresholds;
  }

  /** A run deletes only what it made itself. */
  #deletesOwnOnly(operations: readonly MixOperation[]): void {
    const weight = (method: string): number =>
      operations.reduce((sum, operation) => sum + (METHOD_OF[operation.kind] === method ? operation.weight : 0), 0);
    if (operations.length > 0 && operations.every((operation) => operation.weight === 0))
      this.problems.push("operations: every weight is 0");
    if (weight("DELETE") > weight("POST"))
      this.problems.push(
        `operations: weight ${weight("DELETE")} of delete is above ${weight("POST")} of create; a run deletes only what it created itself`,
      );
  }

  #known(record: JsonRecord, at: string, names: readonly string[]): void {
    for (const name of Object.keys(record))
      if (!names.includes(name)) this.problems.push(`${at}${name}: unknown name${suggestion(name, names)}`);
  }

  #number(value: unknown, at: string, expected: string, least: number): number {
    if (typeof value === "number" && Number.isFinite(value) && value >= least) return value;
    this.#problem(at, expected, value);
    return 0;
  }

  #problem(at: string, expected: string, found: unknown, hint = ""): [] {
    const seen = found === undefined ? "it is missing" : `found ${JSON.stringify(found)}`;
    this.problems.push(`${at}: expected ${expected}; ${seen}${hint}`);
    return [];
  }
}

/** The list of all resources is too long for a message. */
function nearOnly(name: string, known: readonly string[]): string {
  const text = suggestion(name, known);
  return text.startsWith(" (did") ? text : "; docs/dataset.md lists the resources";
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isListOfSizes(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((size) => isWhole(size, 1) && size <= LARGEST_PAGE);
}
