/** Loads one work item: makes its body, sends it until the outcome is final, and writes its journal line. */

import secrets from "k6/secrets";
import { writeBrokerKey } from "../../lib/contracts/broker.ts";
import type { Body, Vocabulary } from "../../lib/data/dataset.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import type { PlanSegment } from "../../lib/plan/load-plan.ts";
import { lastUpTo } from "../../lib/plan/ranges.ts";
import { endRun } from "../end-run.ts";
import { exchangeThen, type Session } from "../exchange.ts";
import { type Call, idOf, type Reply, withoutId } from "../http-client.ts";
import { countOutcome } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { callFor } from "../resource-calls.ts";
import { finish, finishBlocked } from "./finish.ts";
import { enterLevel } from "./level-barrier.ts";
import { MissingParents } from "./missing-parents.ts";
import { Patience } from "./patience.ts";
import type { LoadData, VuWork } from "./work.ts";

export interface LoaderSettings {
  readonly session: Session;
  readonly dataUrl: string;
  readonly dataset: LoadData;
  readonly vocabulary: Vocabulary;
  readonly work: VuWork;
  readonly vus: number;
}

/** A plan segment with its call: made once, when a VU reaches the first of its items. */
interface CurrentSegment {
  readonly endpoint: string;
  readonly level: number;
  /** Item numbers: from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** Without a body. */
  readonly call: Call;
}

/** Under the runner, items wait until all lower levels are finished: what is missing then is rarely created later. */
const LATE_ARRIVALS = FOR_RUNNER ? 6 : Number.POSITIVE_INFINITY;

/** One VU's part of the load. One instance per VU. */
export class Loader {
  readonly #settings: LoaderSettings;
  readonly #session: Session;
  readonly #missing: MissingParents;
  readonly #patience: Patience;
  /** Consecutive items are mostly of one segment. */
  #segment: CurrentSegment | undefined;
  #lastDurationMs = 0;
  #level = 0;
  /** Body of the current request. */
  #body: Body = {};

  constructor(settings: LoaderSettings) {
    this.#settings = settings;
    this.#missing = new MissingParents(settings.dataset);
    const { auth, limits, timeoutMs } = settings.session;
    const patience = new Patience({ ...limits, unresolved: Math.min(limits.unresolved ?? 0, LATE_ARRIVALS) });
    this.#patience = patience;
    this.#session = {
      auth,
      timeoutMs,
      get limits() {
        return patience.limits;
      },
    };
  }

  get work(): VuWork {
    return this.#settings.work;
  }

  load(item: number): MaybePromise<void> {
    let segment = this.#segment;
    if (segment === undefined || item < segment.first || item >= segment.end) {
      segment = this.#segmentOf(item);
      this.#segment = segment;
    }
    return segment.level === this.#level ? this.#send(segment, item) : this.#enter(segment, item);
  }

  #segmentOf(item: number): CurrentSegment {
    const { dataUrl, work } = this.#settings;
    const { firsts, segments } = work;
    const { endpoint, level, first, count } = segments[
      lastUpTo(item, firsts.length, (at) => firsts[at] as number)
    ] as PlanSegment;
    return { endpoint, level, first, end: first + count, call: callFor(dataUrl, endpoint, "create") };
  }

  #enter(segment: CurrentSegment, item: number): MaybePromise<void> {
    const { work, vus } = this.#settings;
    const { level } = segment;
    // Under the runner, the position in the level is not used.
    const first = FOR_RUNNER ? item : (work.segments.find((other) => other.level === level)?.first ?? item);
    return after(enterLevel(level, item - first, vus, this.#lastDurationMs), (missing) => {
      this.#level = level;
      this.#missing.addItems(work.segments, missing);
      return this.#send(segment, item);
    });
  }

  #send(segment: CurrentSegment, item: number): MaybePromise<void> {
    const { dataset, vocabulary } = this.#settings;
    const { endpoint } = segment;
    const index = item - segment.first;
    const body = this.#missing.blocksAll(endpoint) ? undefined : dataset.body(endpoint, index, vocabulary);
    if (body === undefined || this.#missing.blocks(endpoint, body)) {
      this.#missing.add(endpoint, index);
      finishBlocked(item);
      return undefined;
    }
    const { call } = segment;
    this.#body = body;
    return exchangeThen(this.#session, call, JSON.stringify(body), call.url, conclude, this, item);
  }

  conclude(item: number, answer: Reply): void {
    const segment = this.#segment as CurrentSegment;
    const id = idOf(answer);
    const reply = id === "" && isWritten(answer.outcome) ? withoutId(answer) : answer;
    const { outcome, repeats } = reply;
    this.#lastDurationMs = reply.durationMs;
    countOutcome(segment.endpoint, "create", outcome);
    const givesUp = this.#patience.take(reply);
    if (isWritten(outcome)) {
      finish(item, outcome === "created" ? "created" : "present", repeats, id, reply);
      return;
    }
    const { endpoint, first } = segment;
    if (outcome === "unresolved-reference") this.#missing.learn(this.#body, reply.body);
    this.#missing.add(endpoint, item - first);
    const { status, body: message } = reply;
    reportItem({ item, resource: endpoint, operation: "create", outcome, status, body: message }, () =>
      this.#settings.dataset.key(endpoint, item - first),
    );
    finish(item, "failed", repeats, "", reply);
    if (!givesUp) return;
    if (FOR_RUNNER) secrets.get(writeBrokerKey("abort", 0)).catch(() => undefined);
    endRun(`the target no longer responds, or returns errors: POST ${endpoint}, ${outcome}`);
  }
}

function conclude(loader: Loader, item: number, reply: Reply): void {
  loader.conclude(item, reply);
}

function isWritten(outcome: Outcome): boolean {
  return outcome === "created" || outcome === "updated";
}
