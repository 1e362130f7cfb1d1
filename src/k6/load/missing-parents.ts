/**
 * Items that are known to be missing on the target. Items that refer to them are not sent: otherwise each of the
 * thousands of items below a rejected school would cost a few requests that must fail.
 */

import type { Body, Dataset } from "../../lib/data/dataset.ts";
import type { PlanSegment } from "../../lib/plan/load-plan.ts";
import type { Range } from "../../lib/plan/ranges.ts";

/** Values kept per VU. */
const MOST = 5000;

/** References name their keys as `educationOrganizationId`, too. */
const ORGANIZATIONS: readonly string[] = [
  "schools",
  "localEducationAgencies",
  "stateEducationAgencies",
  "educationServiceCenters",
];

interface MissingOf {
  readonly fields: readonly string[];
  readonly values: Set<string>;
  /** All items of the endpoint are missing. */
  whole: boolean;
}

export class MissingParents {
  readonly #dataset: Pick<Dataset, "needs" | "key">;
  readonly #byEndpoint = new Map<string, MissingOf[]>();
  /** References that the target could not resolve. */
  readonly #unresolved = new Set<string>();
  /** Cached, because the dataset computes them from bodies. */
  readonly #required = new Map<string, readonly string[]>();
  readonly #ancestors = new Map<string, ReadonlySet<string>>();
  #size = 0;

  constructor(dataset: Pick<Dataset, "needs" | "key">) {
    this.#dataset = dataset;
  }

  /** Remembers the references that an "unresolved reference" answer names: `$.schoolReference`, `$.a[0].bReference`. */
  learn(body: Body, problem: string): void {
    for (const match of problem.matchAll(/"\$\.([\w.[\]]+Reference)"/g)) {
      const value = valueAt(body, match[1] as string);
      if (value !== undefined && this.#size++ < MOST) this.#unresolved.add(signature(match[1] as string, value));
    }
  }

  /** Adds an item that was rejected or not sent. */
  add(endpoint: string, index: number): void {
    if (this.#size++ >= MOST) return;
    const key = this.#dataset.key(endpoint, index);
    for (const { values } of this.#entriesOf(endpoint, key)) values.add(Object.values(key).join("\n"));
  }

  /** Adds missing items by their numbers. */
  addItems(segments: readonly PlanSegment[], ranges: readonly Range[]): void {
    for (const [start, size] of ranges) {
      for (const { endpoint, first, count } of segments) {
        const from = Math.max(start, first);
        const to = Math.min(start + size, first + count);
        if (from >= to) continue;
        if (to - from === count) this.#addAll(endpoint);
        else for (let item = from; item < to; item++) this.add(endpoint, item - first);
      }
    }
  }

  /** Whether no item of the endpoint can exist. */
  blocksAll(endpoint: string): boolean {
    if (this.#byEndpoint.size === 0) return false;
    let required = this.#required.get(endpoint);
    if (required === undefined) {
      required = this.#dataset.needs(endpoint).required;
      this.#required.set(endpoint, required);
    }
    return required.some((needed) => this.#byEndpoint.get(needed)?.[0]?.whole === true);
  }

  /** Whether the body refers to something that is missing, or whose own parent is. */
  blocks(endpoint: string, body: Body): boolean {
    if (this.#size === 0) return false;
    for (const name in body) {
      const value = body[name];
      if (Array.isArray(value)) {
        if (value.some((part) => typeof part === "object" && this.blocks(endpoint, part as Body))) return true;
      } else if (name.endsWith("Reference")) {
        if (this.#unresolved.has(signature(name, value))) return true;
        if (this.#byEndpoint.size > 0 && this.#containsMissing(endpoint, value as Body)) return true;
      }
    }
    return false;
  }

  /** A reference holds the item's whole key, and with it the keys of its parents. */
  #containsMissing(endpoint: string, reference: Body): boolean {
    for (const ancestor of this.#ancestorsOf(endpoint)) {
      for (const { fields, values, whole } of this.#byEndpoint.get(ancestor) ?? []) {
        if (!fields.every((field) => reference[field] !== undefined)) continue;
        if (whole || values.has(fields.map((field) => reference[field]).join("\n"))) return true;
      }
    }
    return false;
  }

  #addAll(endpoint: string): void {
    this.#size++;
    const [own] = this.#entriesOf(endpoint, this.#dataset.key(endpoint, 0));
    if (own !== undefined) own.whole = true;
  }

  #entriesOf(endpoint: string, key: Body): readonly MissingOf[] {
    let entries = this.#byEndpoint.get(endpoint);
    if (entries === undefined) {
      const names = [Object.keys(key), ...(ORGANIZATIONS.includes(endpoint) ? [["educationOrganizationId"]] : [])];
      entries = names.map((fields) => ({ fields, values: new Set<string>(), whole: false }));
      this.#byEndpoint.set(endpoint, entries);
    }
    return entries;
  }

  /** All endpoints that an endpoint depends on, directly or indirectly. */
  #ancestorsOf(endpoint: string): ReadonlySet<string> {
    const known = this.#ancestors.get(endpoint);
    if (known !== undefined) return known;
    const found = new Set<string>();
    this.#ancestors.set(endpoint, found);
    const { required, optional } = this.#dataset.needs(endpoint);
    for (const needed of [...required, ...optional]) {
      found.add(needed);
      for (const further of this.#ancestorsOf(needed)) found.add(further);
    }
    return found;
  }
}

/** Only the last name counts, so that `$.a[0].schoolReference` and `$.schoolReference` are one. */
function signature(path: string, value: unknown): string {
  return path.slice(path.lastIndexOf(".") + 1) + JSON.stringify(value);
}

function valueAt(body: Body, path: string): unknown {
  let value: unknown = body;
  for (const step of path.replace(/\[(\d+)\]/g, ".$1").split("."))
    value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}
