/**
 * What a target refuses, where it has no document that says so: items of a small dataset are created and deleted again. A
 * property that the target says that it does not take is left out, if the item is accepted without it.
 */

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ownKeyPlaces } from "../../api-data/adapt-key.ts";
import type { Body, Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { isSuccess } from "../../lib/http/outcome.ts";
import type { PlannedLoad } from "../../lib/plan/plan-load.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import { type DataClient, type DataReply, describeReply, itemPath } from "../../target/data-client.ts";
import { eachInParallel } from "../../target/parallel.ts";
import { type Cut, withoutCuts } from "./cuts.ts";
import { itemsToTry } from "./items-to-try.ts";
import { refusedPaths } from "./refused-paths.ts";

/** Of one resource; each may name several properties. */
const MOST_REFUSALS = 3;
const AT_ONCE = 8;
const NO_ANSWER: DataReply = { outcome: "cut-off", status: 0, text: "", header: () => undefined, repeats: 0 };

export interface TryOut {
  readonly client: DataClient;
  readonly dataset: Dataset;
  /** Of the dataset. */
  readonly planned: PlannedLoad;
  /** Endpoints, as the target spells them, of which it is not known what the target takes. */
  readonly endpoints: readonly string[];
  /** When it aborts, no more items are created, and what is there is deleted. */
  readonly stop: AbortSignal;
  /** For an answer, once it has aborted. Default 5,000. */
  readonly graceMs?: number;
}

export interface TriedOut {
  /** In the order of the plan. */
  readonly cuts: readonly Cut[];
  /** Of items. */
  readonly created: number;
  readonly left: number;
  /** What ended the trial early. */
  readonly failure: unknown;
  /** Why what a target refuses was not left out, a line for each resource. */
  readonly notes: readonly string[];
}

interface Made {
  readonly endpoint: string;
  readonly id: string;
}

export async function tryOut(given: TryOut): Promise<TriedOut> {
  return new Trial(given).run();
}

class Trial {
  readonly #given: TryOut;
  readonly #vocabulary: Vocabulary;
  readonly #cuts = new Map<string, Cut[]>();
  readonly #refusals = new Map<string, number>();
  readonly #notes = new Map<string, string>();
  readonly #stopped: Promise<unknown>;
  #left = 0;
  #isSilent = false;
  #failure: unknown;

  constructor(given: TryOut) {
    this.#given = given;
    this.#stopped = given.stop.aborted ? Promise.resolve() : once(given.stop, "abort");
    const usable = new Set(given.planned.plan.usable);
    this.#vocabulary = { canUse: (endpoint) => usable.has(endpoint) };
  }

  async run(): Promise<TriedOut> {
    const { dataset, planned, endpoints } = this.#given;
    const { segments } = planned.plan;
    const present = new Set(planned.presentItems);
    const planEndpoints = segments.map(({ endpoint }) => endpoint);
    const tried = planEndpoints.filter((endpoint) => endpoints.includes(endpoint));
    const wanted = itemsToTry(dataset, tried, this.#vocabulary);
    const made: Made[][] = [];
    for (const level of new Set(segments.map((segment) => segment.level))) {
      const own: Made[] = [];
      made.push(own);
      const here = segments.filter((segment) => segment.level === level);
      // One item of a resource after the other: they learn from each other.
      await eachInParallel(here, AT_ONCE, async ({ endpoint, first }) => {
        for (const index of wanted.get(endpoint) ?? []) {
          if (this.#isOver) return;
          if (!present.has(first + index)) await this.#create(endpoint, index, own);
        }
      });
    }
    for (const items of made.toReversed()) await eachInParallel(items, AT_ONCE, (item) => this.#delete(item));
    const cuts = segments.flatMap(({ endpoint }) => this.#cuts.get(endpoint) ?? []);
    const created = made.flat().length;
    return { cuts, created, left: this.#left, failure: this.#failure, notes: [...this.#notes.values()] };
  }

  get #isOver(): boolean {
    return this.#given.stop.aborted || this.#failure !== undefined;
  }

  /** No answer where there is no token and, once the trial is stopped, where none comes soon. */
  async #call(...call: Parameters<DataClient["call"]>): Promise<DataReply> {
    const { client, graceMs = 5000 } = this.#given;
    const late = this.#stopped.then(() => sleep(graceMs, NO_ANSWER, { ref: false }));
    try {
      return await Promise.race([client.call(...call), late]);
    } catch (error) {
      this.#failure ??= error;
      return NO_ANSWER;
    }
  }

  async #create(endpoint: string, index: number, made: Made[]): Promise<void> {
    const { dataset, endpoints } = this.#given;
    const full = dataset.body(endpoint, index, this.#vocabulary);
    const known = this.#cuts.get(endpoint) ?? [];
    let cuts = known;
    for (;;) {
      const body = withoutCuts(dataset, full, cuts);
      const reply = await this.#call("POST", resourcePath(endpoint), JSON.stringify(body));
      if (isSuccess(reply.outcome)) {
        this.#cuts.set(endpoint, cuts);
        this.#keep(endpoint, reply, made);
        return;
      }
      const more = endpoints.includes(endpoint) ? this.#refusedIn(endpoint, body, reply) : [];
      if (more.length === 0) {
        const names = cuts.slice(known.length).map(({ path }) => path.join("."));
        if (names.length > 0) this.#note(endpoint, `is not accepted without ${names.join(", ")} either`, reply);
        return;
      }
      cuts = [...cuts, ...more];
    }
  }

  /** Nothing of the key: it would be another item. */
  #refusedIn(endpoint: string, body: Body, reply: DataReply): Cut[] {
    if (reply.outcome !== "rejected") return [];
    const paths = refusedPaths(body, reply.text);
    const { dataset } = this.#given;
    const { own, adaptation } = dataset.part?.(endpoint) ?? { own: endpoint };
    const key = adaptation?.key?.map(([, place]) => place) ?? ownKeyPlaces(dataset, endpoint);
    const cuts = paths
      .filter((path) => !key.some((place) => `${place}.`.startsWith(`${path.join(".")}.`)))
      .map((path) => ({ endpoint: own, path, why: describeReply(reply) }));
    if (paths.length > cuts.length) this.#note(endpoint, "stays as it is: the target refuses a part of its key", reply);
    const refusals = (this.#refusals.get(endpoint) ?? 0) + 1;
    if (cuts.length === 0 || refusals > MOST_REFUSALS) return [];
    this.#refusals.set(endpoint, refusals);
    return cuts;
  }

  #note(endpoint: string, text: string, reply: DataReply): void {
    this.#notes.set(endpoint, `${endpoint} ${text}: ${describeReply(reply)}`);
  }

  /** Descriptors and school years that were there belong to others; other items of this dataset are of an earlier trial. */
  #keep(endpoint: string, reply: DataReply, made: Made[]): void {
    if (isShared(endpoint) && reply.outcome !== "created" && reply.repeats === 0) return;
    const id = /([\w-]{1,64})\/?(?:[?#].*)?$/.exec(reply.header("location") ?? "")?.[1];
    if (id === undefined) this.#left++;
    else made.push({ endpoint, id });
  }

  async #delete({ endpoint, id }: Made): Promise<void> {
    const { outcome, status } = this.#isSilent ? NO_ANSWER : await this.#call("DELETE", itemPath(endpoint, id));
    if (outcome !== "deleted" && outcome !== "not-found") this.#left++;
    if (status === 0 && this.#isOver) this.#isSilent = true;
  }
}
