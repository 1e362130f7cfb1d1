/**
 * The cells of a mix in columns. Each VU has a copy, and in k6 an object takes as much memory as an array of a hundred
 * strings. Pure.
 */

import type { Cell } from "../contracts/readwrite-plan.ts";
import { guideTo } from "./choice.ts";
import type { MixKind, OperationOptions } from "./mix.ts";

export interface MixOperation extends OperationOptions {
  readonly kind: MixKind;
}

/** `upTo`, `resource` and `operation` have an entry for each cell. */
export interface CompactMix {
  readonly upTo: readonly number[];
  /** To a place in `upTo`. */
  readonly guide: readonly number[];
  readonly resource: readonly string[];
  /** Place in `operations`. */
  readonly operation: readonly number[];
  readonly operations: readonly MixOperation[];
}

export function compactMix(cells: readonly Cell[]): CompactMix {
  const operations: MixOperation[] = [];
  const places = new Map<string, number>();
  const operation = cells.map(({ upTo: _upTo, resource: _resource, ...one }) => {
    const text = JSON.stringify(one);
    const place = places.get(text) ?? operations.push(one) - 1;
    places.set(text, place);
    return place;
  });
  const upTo = cells.map((cell) => cell.upTo);
  return {
    upTo,
    guide: guideTo(upTo),
    resource: cells.map(({ resource }) => resource),
    operation,
    operations,
  };
}
