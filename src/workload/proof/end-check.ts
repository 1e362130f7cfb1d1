/** Reads back what a readwrite run wrote, after its last request: created items, deleted ones, and the last updates. */

import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { changedValue } from "../../lib/data/change.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import { isDenied } from "../../lib/http/outcome.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { LARGEST_VERSION } from "../../lib/mix/update-body.ts";
import { fairSample, SURE_SAMPLE } from "../../results/sample.ts";
import { type DataClient, type DataReply, itemPath } from "../../target/data-client.ts";
import { type Settled, settle } from "../../target/verification/settle.ts";
import type { LeftItem } from "../journal/readwrite-journal.ts";
import type { UpdatedItem } from "./written-items.ts";

export interface EndCheck {
  readonly read: number;
  /** Of those chosen: no answer that tells anything, or none in time. */
  readonly unread: number;
  readonly late: number;
  readonly lateMs: number;
  /** Acknowledged writes that are not there, one line each. */
  readonly lost: readonly string[];
  /** Updated items that another client has changed since. */
  readonly changedByOthers: number;
}

export const NOTHING_CHECKED: EndCheck = { read: 0, unread: 0, late: 0, lateMs: 0, lost: [], changedByOthers: 0 };

const OTHER_ITEM = "created, but its ID holds another item";
const UNREAD = "not read";
const FINAL: readonly string[] = [OTHER_ITEM, UNREAD];
const isFinal = (problem: string): boolean => FINAL.includes(problem);

/** Created items must be there under their IDs. */
export async function checkCreated(client: DataClient, created: readonly LeftItem[]): Promise<EndCheck> {
  const sample = fairSample(created, SURE_SAMPLE);
  const settled = await settle(
    sample,
    async (item) => {
      const reply = await read(client, item);
      if (isUnread(reply)) return UNREAD;
      if (reply.outcome === "not-found") return "created, but not found by its ID";
      const found = itemOf(reply);
      return found === undefined || found.id === item.id ? undefined : OTHER_ITEM;
    },
    isFinal,
  );
  return resultOf(sample, settled);
}

/** Deleted items must be gone. */
export async function checkDeleted(client: DataClient, deleted: readonly LeftItem[]): Promise<EndCheck> {
  const sample = fairSample(deleted, SURE_SAMPLE);
  const settled = await settle(
    sample,
    async (item) => {
      const reply = await read(client, item);
      if (isUnread(reply)) return UNREAD;
      return itemOf(reply) === undefined ? undefined : "deleted, but still found by its ID";
    },
    isFinal,
  );
  return resultOf(sample, settled);
}

/** No other client writes to the target, so any value other than the last one is a lost update. */
export interface UpdateFacts extends Pick<ReadwritePlan, "changes" | "startedMs"> {
  readonly strict: boolean;
  /** The resource's values do not follow from the numbers of iterations. */
  isCounting(endpoint: string): boolean;
}

/** Updated texts must be those that the run wrote last; other values than texts come back, so they prove nothing. */
export async function checkUpdated(
  client: DataClient,
  updated: readonly UpdatedItem[],
  facts: UpdateFacts,
): Promise<EndCheck> {
  const texts = updated.filter(
    ({ endpoint }) => facts.changes[endpoint]?.kind === "text" && !facts.isCounting(endpoint),
  );
  const sample = fairSample(texts, SURE_SAMPLE);
  const others = new Set<UpdatedItem>();
  const settled = await settle(
    sample,
    async (item) => {
      const reply = await read(client, item);
      if (isUnread(reply)) return UNREAD;
      others.delete(item);
      const found = itemOf(reply);
      const { property = "" } = facts.changes[item.endpoint] ?? {};
      if (found === undefined || item.last.some((writer) => found[property] === textOf(writer, facts))) return;
      if (!facts.strict && !isOwn(found[property], item, facts)) return void others.add(item);
      return `updated, but ${property} is ${JSON.stringify(found[property])} and not what was written last`;
    },
    isFinal,
  );
  return { ...resultOf(sample, settled), changedByOthers: others.size };
}

function textOf({ iteration, warmingUp }: UpdatedItem["last"][number], facts: UpdateFacts): unknown {
  const serial = serialOf(facts.startedMs, iteration, warmingUp);
  return changedValue("text", undefined, serial % LARGEST_VERSION);
}

/** Whether this run wrote the text in an earlier iteration: a later one has replaced it. */
function isOwn(text: unknown, { last }: UpdatedItem, { startedMs }: UpdateFacts): boolean {
  const version = Number(/^Change (\d+)$/.exec(String(text))?.[1] ?? Number.NaN);
  const highest = Math.max(...last.map(({ iteration }) => iteration));
  const first = serialOf(startedMs, 0, false) % LARGEST_VERSION;
  return version >= first && version <= serialOf(startedMs, highest, true) % LARGEST_VERSION;
}

function read(client: DataClient, { endpoint, id }: LeftItem): Promise<DataReply> {
  return client.call("GET", itemPath(endpoint, id));
}

/** A target in trouble, or no time left. */
function isUnread({ outcome }: DataReply): boolean {
  return outcome !== "read" && outcome !== "not-found" && !isDenied(outcome);
}

/** Undefined also for what the client may not see: that says nothing about a write. */
function itemOf({ outcome, text }: DataReply): JsonRecord | undefined {
  return outcome === "read" ? asRecord(parseJson(text)) : undefined;
}

function resultOf<T extends LeftItem>(sample: readonly T[], { wrong, late, lateMs }: Settled<T>): EndCheck {
  const seen = wrong.filter(({ problem }) => problem !== UNREAD);
  const unread = wrong.length - seen.length;
  const lost = seen.map(({ item, problem }) => `${item.endpoint}/${item.id}: ${problem}`);
  return { read: sample.length - unread, unread, late, lateMs, lost, changedByOthers: 0 };
}

export function addChecks(checks: readonly EndCheck[]): EndCheck {
  return checks.reduce(
    (sum, one) => ({
      read: sum.read + one.read,
      unread: sum.unread + one.unread,
      late: sum.late + one.late,
      lateMs: Math.max(sum.lateMs, one.lateMs),
      lost: [...sum.lost, ...one.lost],
      changedByOthers: sum.changedByOthers + one.changedByOthers,
    }),
    NOTHING_CHECKED,
  );
}
