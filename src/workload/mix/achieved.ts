/** The shares that a readwrite run achieved, compared with its mix. Pure. */

import { type OperationLine, PREPARE } from "../../lib/contracts/journal/operation-line.ts";
import type { Shares } from "./compile-mix.ts";
import { KINDS, METHODS, type Method, MIX_KINDS } from "./kinds.ts";

export interface MixRow {
  readonly op: Method;
  /** 0 to 1. */
  readonly wanted: number;
  readonly achieved: number;
}

/** The most that a share may differ. */
export const TOLERANCE = 0.02;

const METHOD_OF_OP: Readonly<Record<string, Method>> = Object.fromEntries(
  MIX_KINDS.map((kind) => [KINDS[kind].op, KINDS[kind].method]),
);

/** Counts operations of the mix by method. An update that lost a race does not count. */
export class OperationTally {
  readonly #byMethod: Record<Method, number> = { GET: 0, POST: 0, PUT: 0, DELETE: 0 };
  /** HTTP requests that only prepare operations. */
  preparing = 0;

  /** @param lines how many operations it stands for; `requests` are those of all */
  add({ op, outcome, requests }: Pick<OperationLine, "op" | "outcome" | "requests">, lines = 1): void {
    if (op === PREPARE) {
      this.preparing += requests;
      return;
    }
    const method = METHOD_OF_OP[op];
    if (method !== undefined && outcome !== "precondition-failed") this.#byMethod[method] += lines;
  }

  /** Operations of the mix. */
  get operations(): number {
    return METHODS.reduce((sum, method) => sum + this.#byMethod[method], 0);
  }

  /** Operations of a method. */
  countOf(method: Method): number {
    return this.#byMethod[method];
  }

  achieved(wanted: Shares): MixRow[] {
    const all = Math.max(1, this.operations);
    return METHODS.map((op) => ({ op, wanted: wanted[op], achieved: this.#byMethod[op] / all }));
  }
}

/** Whether a share differs too much. Each VU may still owe one delete, because it deletes only what it created. */
export function isOff({ wanted, achieved }: MixRow, operations: number, vus: number): boolean {
  return Math.abs(wanted - achieved) > TOLERANCE + Math.max(1, vus) / Math.max(1, operations);
}
