/**
 * Planning that queries the target, independent of the HTTP client: a generator yields queries, which may be sent at the
 * same time, and gets their answers in the same order. The runner and k6 each have a driver (`ask-target.ts`).
 */

import type { Scalar } from "../data/dataset.ts";
import { asRecord, asText, type JsonRecord, parseJson } from "../edfi/json.ts";

/** Items of an endpoint. */
export interface Query {
  readonly endpoint: string;
  readonly filters: Readonly<Record<string, Scalar>>;
}

export interface QueryAnswer {
  /** 0 when there was none. */
  readonly status: number;
  readonly body: string;
}

export type Asking<Result> = Generator<readonly Query[], Result, readonly QueryAnswer[]>;

/** The items of an answer; undefined when it is no list. */
export function itemsIn({ status, body }: QueryAnswer): readonly JsonRecord[] | undefined {
  const items = status === 200 ? parseJson(body) : undefined;
  return Array.isArray(items) ? items.map((item) => asRecord(item) ?? {}) : undefined;
}

/** Id of the first item found; undefined when there is none. */
export function firstId(answer: QueryAnswer): string | undefined {
  return asText(itemsIn(answer)?.[0]?.id);
}
