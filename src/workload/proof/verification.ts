/** Verification after a readwrite run: all loaded items still exist, and are the same except for the updated property. */

import { formatMs, plural } from "../../base/figures.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { changeableOf } from "../../lib/data/change.ts";
import { differences } from "../../lib/data/difference.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { isDenied } from "../../lib/http/outcome.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import { describeReply, itemPath } from "../../target/data-client.ts";
import { OUT_OF_TIME, type TimedClient } from "../../target/timed-client.ts";
import { checkTotals } from "../../target/verification/check-totals.ts";
import { sampleItems } from "../../target/verification/compare-items.ts";
import { countResources, type ResourceCounts } from "../../target/verification/count-resources.ts";
import { settle } from "../../target/verification/settle.ts";
import { isUnanswered, unreadLines } from "../../target/verification/unread.ts";
import type { WorkData } from "../data/find-data.ts";
import type { LeftItem } from "../journal/readwrite-journal.ts";

export interface VerificationInput {
  readonly client: TimedClient;
  readonly data: WorkData;
  readonly before: ResourceCounts;
  /** What starts before had left: it is in `before`. */
  readonly leftBefore: readonly LeftItem[];
  /** Requests of theirs that may have been under way at their ends: what those created or deleted is not known. */
  readonly inFlightBefore: number;
  /** What the run left on purpose, or could not delete. */
  readonly left: readonly LeftItem[];
  /** No other client writes to the target (the sandbox). */
  readonly strict: boolean;
  /** Items fetched per resource. */
  readonly sampleSize: number;
}

export interface Verification {
  readonly ok: boolean;
  /** False where the time was up before all was looked at. */
  readonly isWhole: boolean;
  /** Items that were fetched and compared. */
  readonly checked: number;
  /** Resources with as many items as expected. */
  readonly counted: number;
  readonly differences: readonly string[];
  /** What could not be read: a line for counts, and one for items. */
  readonly unread: readonly string[];
  readonly warnings: readonly string[];
}

const MOST_LINES = 20;
const MOST_SAMPLES = 300;

/** Throws only if there is no token. */
export async function verifyWork(input: VerificationInput): Promise<Verification> {
  const found: string[] = [];
  const warnings: string[] = [];
  const endpoints = Object.keys(input.before.counts);
  const { wrong, late, lateMs } = await settle(
    endpoints,
    (endpoint) => countProblem(input, endpoint),
    (problem) => problem === OUT_OF_TIME.text || isUnread(problem),
  );
  const [uncounted, miscounted] = byAnswer(wrong);
  for (const { item, problem } of miscounted) (input.strict ? found : warnings).push(`${item}: ${problem}`);
  if (late > 0) warnings.push(`${plural(late, "count")} as expected only after ${formatMs(lateMs)}`);
  const totals = await checkTotals(input.client, input.before.counts);
  found.push(...totals.problems);
  const { checked, unread } = await compareSample(input, found);
  (input.strict ? unread : warnings).push(...unreadOf("resource", endpoints.length, uncounted, String));
  const isWhole = !input.client.isCut;
  if (!isWhole) warnings.push("not all loaded data was verified: the time ran out");
  return {
    ok: found.length === 0 && unread.length === 0,
    isWhole,
    checked,
    counted: endpoints.length - wrong.length,
    differences: found.slice(0, MOST_LINES),
    unread,
    warnings: warnings.slice(0, MOST_LINES),
  };
}

/** Prefix of a problem that says nothing about the data. */
const UNREAD = "no answer: ";

function isUnread(problem: string): boolean {
  return problem.startsWith(UNREAD);
}

interface Wrong<T> {
  readonly item: T;
  readonly problem: string;
}

function unreadOf<T>(what: string, all: number, unread: readonly Wrong<T>[], nameOf: (item: T) => string): string[] {
  const named = unread.map(({ item, problem }) => `${nameOf(item)}: ${problem.slice(UNREAD.length)}`);
  return unreadLines(what, all, named);
}

/** Without those that were not read in time. */
function byAnswer<T>(wrong: readonly Wrong<T>[]): readonly [unread: Wrong<T>[], differing: Wrong<T>[]] {
  const asked = wrong.filter(({ problem }) => problem !== OUT_OF_TIME.text);
  return [asked.filter(({ problem }) => isUnread(problem)), asked.filter(({ problem }) => !isUnread(problem))];
}

async function countProblem(input: VerificationInput, endpoint: string): Promise<string | undefined> {
  const { counts, uncounted } = await countResources(input.client, [endpoint]);
  if (uncounted[endpoint] === OUT_OF_TIME.text) return OUT_OF_TIME.text;
  const count = (items: readonly LeftItem[]): number => items.filter((item) => item.endpoint === endpoint).length;
  const wanted = (input.before.counts[endpoint] ?? 0) - count(input.leftBefore) + count(input.left);
  const seen = counts[endpoint];
  const isRight = seen !== undefined && Math.abs(seen - wanted) <= input.inFlightBefore;
  if (seen === undefined) return UNREAD + uncounted[endpoint];
  return isRight ? undefined : `${seen} at the target, expected ${wanted}`;
}

const OTHER_KEY = "has another key";

async function compareSample(
  input: VerificationInput,
  found: string[],
): Promise<{ readonly checked: number; readonly unread: string[] }> {
  const { dataset, items, knowsIndexes, loaded, usable } = input.data;
  const canUse = new Set(usable);
  const sample = sampleItems(asResources(items), input.sampleSize, MOST_SAMPLES, 1);
  const { wrong } = await settle(
    sample,
    async ({ endpoint, index, id }) => {
      const reply = await input.client.call("GET", itemPath(endpoint, id));
      if (isDenied(reply.outcome)) return undefined;
      const item = reply.outcome === "read" ? asRecord(parseJson(reply.text)) : undefined;
      if (item === undefined)
        return (isUnanswered(reply) && reply.text !== OUT_OF_TIME.text ? UNREAD : "") + describeReply(reply);
      if (!knowsIndexes) return undefined;
      if (!holdsKey(item, dataset.key(endpoint, index))) return OTHER_KEY;
      if (loaded === undefined) return undefined;
      const body = dataset.body(endpoint, index, { canUse: (name) => canUse.has(name) });
      const property = changeableOf(dataset, endpoint)?.property ?? "";
      const { [property]: _changed, ...rest } = body;
      return differences(rest, item)[0];
    },
    (problem) => problem === OTHER_KEY || problem === OUT_OF_TIME.text || isUnread(problem),
  );
  const [unread, differing] = byAnswer(wrong);
  const nameOf = ({ endpoint, id }: (typeof sample)[number]): string => `${endpoint}/${id}`;
  for (const { item, problem } of differing) found.push(`${nameOf(item)} ${problem}`);
  return { checked: sample.length - unread.length, unread: unreadOf("item", sample.length, unread, nameOf) };
}

function asResources(items: WorkData["items"]): Pick<LoadPhaseData, "resources"> {
  const none = { level: 0, planned: 0, created: 0, present: 0, missing: 0 };
  return {
    resources: Object.fromEntries(Object.entries(items).map(([endpoint, ids]) => [endpoint, { ...none, ids }])),
  };
}
