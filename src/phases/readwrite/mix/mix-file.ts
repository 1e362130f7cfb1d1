/** The shape of a mix file (docs/mixes.md), which is also docs/mix.schema.json, and what a mix must hold beyond it. Pure. */

import * as v from "valibot";
import { suggestion } from "../../../base/nearest.ts";
import {
  described,
  expected,
  expectedOneOf,
  flag,
  knownName,
  list,
  number,
  oneOf,
  type Reading,
  readJson,
  record,
  type Schema,
  strictObject,
  text,
  wholeNumber,
} from "../../../base/schema.ts";
import { parseDuration } from "../../../lib/config/value.ts";
import { asRecord } from "../../../lib/edfi/json.ts";
import type { MixKind } from "../../../lib/mix/mix.ts";
import { METHOD_OF, type Method, MIX_KINDS, type Mix } from "./mix.ts";

/** The most that DMS gives in one page. */
const LARGEST_PAGE = 500;

/** @param endpoints every resource that the dataset has */
export function readMix(content: string, endpoints: readonly string[]): Reading<Mix> {
  return readJson(mixSchema(endpoints), content);
}

export function mixSchema(endpoints: readonly string[]) {
  const resources = weights(endpoints);
  const file = strictObject({
    $schema: v.exactOptional(text()),
    text: described(v.pipe(text(PURPOSE), v.minLength(1, expected(PURPOSE))), "One line: what the mix is for."),
    resources: described(v.exactOptional(resources, {}), "For operations that have no resources of their own."),
    operations: v.pipe(
      list(operation(resources), OPERATIONS),
      v.minLength(1, expected(OPERATIONS)),
      v.rawCheck(({ dataset, addIssue }) => {
        for (const message of weightProblems(dataset.value)) addIssue({ message });
      }),
    ),
    thresholds: v.exactOptional(described(record(knownName(MIX_KINDS), LIMITS), "By kind of operation."), {}),
  });
  const haveResources = ({ resources, operations }: v.InferOutput<typeof file>): boolean =>
    operations.every((one) => Object.keys(one.resources ?? resources).length > 0);
  return v.pipe(file, v.check(haveResources, 'an operation without "resources" requires those of the mix'));
}

const PURPOSE = "one line that says what the mix is for";
const OPERATIONS = "a list of at least one operation";

const optional = <S extends Schema>(schema: S, description: string) => v.exactOptional(described(schema, description));

function operation(resources: ReturnType<typeof weights>) {
  const common = {
    weight: described(number(), "Only the relation of weights counts."),
    resources: v.exactOptional(resources),
  };
  return v.variant(
    "kind",
    [
      strictObject({ kind: v.literal("get"), ...common }),
      strictObject({ kind: v.literal("query"), ...common, by: described(text(QUERY_FIELD), "Filter.") }),
      v.pipe(
        strictObject({ kind: v.literal("page"), ...common, ...PAGING }),
        v.check(
          ({ by, totalCount }) => by !== "cursor" || totalCount !== true,
          "totalCount is for paging by offset; servers refuse it with a page token",
        ),
      ),
      strictObject({ kind: v.literal("changes"), ...common, ...CHANGES }),
      strictObject({ kind: v.literal("create"), ...common }),
      strictObject({ kind: v.literal("update"), ...common, change: optional(oneOf(["property", "counter"]), CHANGE) }),
      strictObject({ kind: v.literal("delete"), ...common }),
    ],
    (issue) => (issue.path === undefined ? expected("an object") : expectedOneOf(MIX_KINDS))(issue),
  );
}

const QUERY_FIELD = '"key", or a query field such as "schoolId"';
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

const CHANGES = {
  deletes: optional(flag(), "Requests deleted items, too."),
  keyChanges: optional(flag(), "Requests changed keys, too."),
};

function weights(endpoints: readonly string[]) {
  const name = v.pipe(
    v.string(),
    v.check(
      (endpoint) => endpoints.includes(endpoint),
      ({ input }) => `unknown resource${nearOnly(input, endpoints)}`,
    ),
  );
  const isAllZero = (all: readonly number[]): boolean => all.length > 0 && all.every((weight) => weight === 0);
  return described(
    v.pipe(
      record(name, number()),
      v.check((all) => !isAllZero(Object.values(all)), "every weight is 0"),
    ),
    "Weights by endpoint.",
  );
}

/** The list of all resources is too long for a message. */
function nearOnly(name: string, known: readonly string[]): string {
  const near = suggestion(name, known);
  return near.startsWith(" (did") ? near : "; docs/dataset.md lists the resources";
}

const DURATION = 'a duration such as "3s"';
const PERCENTAGE = 'a percentage such as "5%"';

const LIMITS = strictObject({
  p95: v.exactOptional(
    v.pipe(
      described(text(DURATION), "Such as 500ms or 3s."),
      v.check((duration) => parseDuration(duration) !== undefined, expected(DURATION)),
      v.transform((duration) => parseDuration(duration) ?? 0),
    ),
  ),
  failures: v.exactOptional(
    v.pipe(
      described(text(PERCENTAGE), "Share of failed operations, such as 1%."),
      v.regex(/^(100|\d{1,2}(\.\d+)?)%$/, expected(PERCENTAGE)),
      v.transform((share) => Number.parseFloat(share) / 100),
    ),
  ),
});

/** Of operations that may still hold problems of their own: all are reported at once. */
function weightProblems(operations: unknown): string[] {
  const rows = (Array.isArray(operations) ? operations : []).map((row) => asRecord(row) ?? {});
  const weight = (method?: Method): number =>
    rows
      .filter(({ kind }) => method === undefined || METHOD_OF[kind as MixKind] === method)
      .reduce((sum, row) => sum + Number(row.weight), 0);
  const [created, deleted] = [weight("POST"), weight("DELETE")];
  return [
    ...(rows.length > 0 && weight() === 0 ? ["every weight is 0"] : []),
    ...(deleted > created
      ? [`the weight of delete (${deleted}) is above that of create (${created}); a run deletes only what it created`]
      : []),
  ];
}
