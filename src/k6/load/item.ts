/** One work item: make its body, send it until the outcome stands, write its journal line. */

import exec from "k6/execution";
import secrets from "k6/secrets";
import type { Body, Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { type ItemResult, writeItemLine } from "../../lib/journal/line.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { locateItem, type PlanSegment } from "../../lib/plan/load-plan.ts";
import { type Exchange, exchange, type Session } from "../exchange.ts";
import { idOf, type Reply } from "../http-client.ts";
import { itemFailures, outcomes, unresolvedRepeats } from "../metrics.ts";
import { createCall } from "../resource-calls.ts";
import { UNDER_RUNNER } from "../settings.ts";
import { crossBorder } from "./border.ts";
import { MissingParents } from "./missing-parents.ts";
import { Patience } from "./patience.ts";
import type { WorkInHand } from "./work.ts";

export interface LoaderSettings {
  readonly session: Session;
  readonly dataUrl: string;
  readonly dataset: Dataset;
  readonly vocabulary: Vocabulary;
  readonly work: WorkInHand;
  /** Most items under way at once. */
  readonly vus: number;
}

interface Place {
  readonly segment: PlanSegment;
  readonly index: number;
  readonly item: number;
}

/** Failure lines that one VU writes per resource and status: the item lines still name every item. */
const LINES_PER_CAUSE = 10;
const LONGEST_BODY = 2000;
/** Under the runner items wait at a border until everything below is done: what is missing then hardly ever comes. */
const LATE_ARRIVALS = UNDER_RUNNER ? 6 : Number.POSITIVE_INFINITY;

type Tags = Record<string, string>;

/** One VU's part of the load; make one per VU. */
export class Loader {
  readonly #settings: LoaderSettings;
  readonly #session: Session;
  readonly #missing: MissingParents;
  readonly #patience: Patience;
  readonly #written = new Map<string, number>();
  #lastDurationMs = 0;
  #level = 0;
  readonly #tags = new Map<string, Tags>();

  constructor(settings: LoaderSettings) {
    this.#settings = settings;
    this.#missing = new MissingParents(settings.dataset);
    const { auth, limits, timeoutMs } = settings.session;
    const patience = new Patience({ ...limits, unresolved: Math.min(limits.unresolved, LATE_ARRIVALS) });
    this.#patience = patience;
    this.#session = {
      auth,
      timeoutMs,
      get limits() {
        return patience.limits;
      },
    };
  }

  get work(): WorkInHand {
    return this.#settings.work;
  }

  load(item: number): MaybePromise<void> {
    const { work, vus } = this.#settings;
    const { segment, index } = locateItem(work.segments, item);
    if (segment.level === this.#level) return this.#send({ segment, index, item });
    const first = work.segments.find(({ level }) => level === segment.level)?.first ?? 0;
    return after(crossBorder(segment.level, item - first, vus, this.#lastDurationMs), (missing) => {
      this.#level = segment.level;
      this.#missing.addItems(work.segments, missing);
      return this.#send({ segment, index, item });
    });
  }

  #send(place: Place): MaybePromise<void> {
    const { dataUrl, dataset, vocabulary } = this.#settings;
    const { endpoint } = place.segment;
    const body = this.#missing.blocksAll(endpoint) ? undefined : dataset.body(endpoint, place.index, vocabulary);
    if (body === undefined || this.#missing.blocks(endpoint, body)) {
      this.#missing.add(endpoint, place.index);
      finish(place.item, "blocked", 0, "");
      return undefined;
    }
    const call = createCall(dataUrl, endpoint, JSON.stringify(body));
    return after(exchange(this.#session, call), (result) => this.#conclude(place, body, result));
  }

  #conclude(place: Place, body: Body, { reply: answer, repeats, unresolved }: Exchange): void {
    const { endpoint } = place.segment;
    const id = idOf(answer);
    const reply = isWritten(answer.outcome) && id === "" ? withoutId(answer) : answer;
    const { outcome } = reply;
    this.#lastDurationMs = reply.durationMs;
    if (unresolved > 0) unresolvedRepeats.add(unresolved);
    outcomes.add(1, this.#tagsOf(endpoint, outcome));
    const lost = this.#patience.take(reply);
    if (isWritten(outcome)) {
      finish(place.item, outcome === "created" ? "created" : "present", repeats, id);
      return;
    }
    if (outcome === "unresolved-reference") this.#missing.learn(body, reply.body);
    this.#missing.add(endpoint, place.index);
    this.#report(place, reply);
    finish(place.item, "failed", repeats, "");
    if (!lost) return;
    if (UNDER_RUNNER) secrets.get("abort-0").catch(() => undefined);
    exec.test.abort(`the target does not answer any more, or not as it should: POST ${endpoint}, ${outcome}`);
  }

  #report({ segment: { endpoint }, index, item }: Place, { status, outcome, body }: Reply): void {
    const cause = `${endpoint} ${status}`;
    const before = this.#written.get(cause) ?? 0;
    this.#written.set(cause, before + 1);
    if (before >= LINES_PER_CAUSE) return;
    const key = JSON.stringify(this.#settings.dataset.key(endpoint, index));
    const text = body.slice(0, LONGEST_BODY);
    const failure = { item, resource: endpoint, operation: "create", key, outcome, status, body: text };
    console.log(`f ${JSON.stringify(failure)}`);
  }

  #tagsOf(endpoint: string, outcome: Outcome): Tags {
    const name = `create ${endpoint} ${outcome}`;
    let tags = this.#tags.get(name);
    if (tags === undefined) {
      tags = { resource: endpoint, op: "create", outcome, name };
      this.#tags.set(name, tags);
    }
    return tags;
  }
}

function isWritten(outcome: Outcome): boolean {
  return outcome === "created" || outcome === "updated";
}

/** What was written must be named: without an id nobody could read it back, change it or take it away. */
function withoutId(reply: Reply): Reply {
  return { ...reply, outcome: "mismatched", body: `answered without a Location that ends with an id ${reply.body}` };
}

function finish(item: number, result: ItemResult, repeats: number, id: string): void {
  const failed = result === "failed" || result === "blocked";
  itemFailures.add(failed);
  if (UNDER_RUNNER) console.log(writeItemLine(item, result, repeats, id));
}
