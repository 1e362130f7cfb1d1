/**
 * What this VU has learnt to be missing at the target. Items that refer to it are not sent: a school that was refused would
 * otherwise cost every one of its thousand dependants a few hopeless requests.
 */

import type { Body } from "../../lib/data/dataset.ts";

const MOST = 10_000;

export class MissingParents {
  readonly #missing = new Set<string>();

  /** Remembers the references that an "unresolved reference" answer names: `$.schoolReference`, `$.a[0].bReference`. */
  learn(body: Body, problem: string): void {
    for (const match of problem.matchAll(/"\$\.([\w.[\]]+Reference)"/g)) {
      const value = valueAt(body, match[1] as string);
      if (value !== undefined && this.#missing.size < MOST) this.#missing.add(signature(match[1] as string, value));
    }
  }

  /** True when the body refers at its root to something known to be missing. */
  blocks(body: Body): boolean {
    if (this.#missing.size === 0) return false;
    for (const name in body) {
      if (name.endsWith("Reference") && this.#missing.has(signature(name, body[name]))) return true;
    }
    return false;
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
