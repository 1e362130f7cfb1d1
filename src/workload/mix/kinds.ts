/** The kinds of operations that a mix can have: one row each. What k6 does for a kind is in src/k6/readwrite. Pure. */

import * as v from "valibot";
import { described, expected, flag, list, oneOf, optional, type Schema, text, wholeNumber } from "../../base/schema.ts";
import type { Operation } from "../../lib/edfi/token-info.ts";
import type { MixKind } from "../../lib/mix/mix.ts";

export const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

interface Kind {
  /** Shares of a mix are by method. */
  readonly method: Method;
  /** Tag `op` of its requests, in metrics, thresholds and the journal. */
  readonly op: string;
  /** What the client must be allowed to do with the resource. */
  readonly needs: readonly Operation[];
  /** Members of a mix file that only this kind has. */
  readonly options: Readonly<Record<string, Schema>>;
}

/** The most that DMS gives in one page. */
const LARGEST_PAGE = 500;
const PAGE_SIZES = `a list of whole numbers from 1 to ${LARGEST_PAGE}`;
const PAGE_SIZE = wholeNumber(`a whole number from 1 to ${LARGEST_PAGE}`, { least: 1, most: LARGEST_PAGE });
const CHANGE = "`property` changes one property; `counter` counts in it, so that a lost update shows.";

const PAGING = {
  by: optional(oneOf(["offset", "cursor"]), "Default: offset."),
  limits: optional(
    v.pipe(list(PAGE_SIZE, PAGE_SIZES), v.minLength(1, expected(PAGE_SIZES))),
    "Page sizes, used in turn. Default: 25.",
  ),
  totalCount: optional(flag(), "Requests the total with every page; by offset only."),
  pages: optional(
    wholeNumber("a whole number of at least 0; 0 walks to the end"),
    "Pages of one walk; 0 (default) walks to the end.",
  ),
};

const FILTER = { by: described(text('"key", or a query field such as "schoolId"'), "Filter.") };
const CHANGES = {
  deletes: optional(flag(), "Requests deleted items, too."),
  keyChanges: optional(flag(), "Requests changed keys, too."),
};
const UPDATE = { change: optional(oneOf(["property", "counter"]), CHANGE) };

export const KINDS: Readonly<Record<MixKind, Kind>> = {
  get: { method: "GET", op: "read", needs: ["Read"], options: {} },
  query: { method: "GET", op: "query", needs: ["Read"], options: FILTER },
  page: { method: "GET", op: "page", needs: ["Read"], options: PAGING },
  changes: { method: "GET", op: "changes", needs: ["Read", "ReadChanges"], options: CHANGES },
  create: { method: "POST", op: "create", needs: ["Create"], options: {} },
  update: { method: "PUT", op: "update", needs: ["Read", "Update"], options: UPDATE },
  delete: { method: "DELETE", op: "delete", needs: ["Create", "Delete"], options: {} },
};

export const MIX_KINDS = Object.keys(KINDS) as readonly MixKind[];
