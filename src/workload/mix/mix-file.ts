/**
 * The shape of a mix file (docs/mixes.md), which is also docs/mix.schema.json, and what a mix must hold beyond it.
 * Pure.
 */

import * as v from "valibot";
import { suggestion } from "../../base/nearest.ts";
import {
  described,
  expected,
  expectedOneOf,
  knownName,
  list,
  number,
  type Reading,
  readJson,
  record,
  strictObject,
  text,
} from "../../base/schema.ts";
import { parseDuration } from "../../lib/config/value.ts";
import { asRecord } from "../../lib/edfi/json.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { KINDS, type Method, MIX_KINDS } from "./kinds.ts";
import type { Mix, MixOperation } from "./mix.ts";

/** @param endpoints every resource that the dataset has */
export function readMix(content: string, endpoints: readonly string[]): Reading<Mix> {
  return readJson(mixSchema(endpoints), content);
}

export function mixSchema(endpoints: readonly string[]) {
  const resources = weights(endpoints);
  const file = strictObject({
    $schema: v.exactOptional(text()),
    text: described(v.pipe(text(PURPOSE), v.minLength(1, expected(PURPOSE))), "One-line description of the mix."),
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

const PURPOSE = "a one-line description of the mix";
const OPERATIONS = "a list of at least one operation";

/** One schema per kind, distinguished by `kind`. */
function operation(resources: ReturnType<typeof weights>): v.GenericSchema<unknown, MixOperation> {
  const kinds = MIX_KINDS.map((kind) =>
    strictObject({
      kind: v.literal(kind),
      weight: described(weightNumber(), "Only the ratios of the weights matter."),
      resources: v.exactOptional(resources),
      ...KINDS[kind].options,
    }),
  );
  const message: Parameters<typeof v.variant>[2] = (issue) =>
    (issue.path === undefined ? expected("an object") : expectedOneOf(MIX_KINDS))(issue);
  return v.pipe(
    v.variant("kind", kinds, message) as unknown as v.GenericSchema<unknown, MixOperation>,
    v.check(
      ({ by, totalCount }) => by !== "cursor" || totalCount !== true,
      "totalCount is for paging by offset; servers refuse it with a page token",
    ),
  );
}

/** Sums and products of weights must be numbers, too. */
const weightNumber = () => v.pipe(number(), v.maxValue(1e12, expected("a number of at most 1e12")));

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
      record(name, weightNumber()),
      v.check((all) => !isAllZero(Object.values(all)), "every weight is 0"),
    ),
    "Weights by endpoint.",
  );
}

/** The list of all resources is too long for a message. */
function nearOnly(name: string, known: readonly string[]): string {
  const near = suggestion(name, known);
  return near.startsWith(" (did")
    ? near
    : "; docs/dataset.md lists the resources. Load others first: npm run load -- --resources all";
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
      .filter(({ kind }) => method === undefined || KINDS[kind as MixKind]?.method === method)
      .reduce((sum, row) => sum + Number(row.weight), 0);
  const [created, deleted] = [weight("POST"), weight("DELETE")];
  return [
    ...(rows.length > 0 && weight() === 0 ? ["every weight is 0"] : []),
    ...(deleted > created
      ? [`the weight of delete (${deleted}) is above that of create (${created}); a run deletes only what it created`]
      : []),
  ];
}
