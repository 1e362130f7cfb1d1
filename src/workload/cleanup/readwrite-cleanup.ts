/**
 * Deletes what a readwrite run created and did not delete itself. Continues where an earlier clean-up stopped, by its log.
 * Independent of commands.
 */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatCount, plural } from "../../base/figures.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { CLEANUP_LOG_FILE, READWRITE_VU_FILE } from "../../lib/contracts/run-files.ts";
import type { Scalar } from "../../lib/data/dataset.ts";
import { asRecord, asText, parseJson } from "../../lib/edfi/json.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { depthOf, descendantsOf, isTie, parentOf } from "../../lib/mix/new-entity.ts";
import { type Key, makeRoot, type Recipe } from "../../lib/mix/recipe.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { readVuPlan, templateIn } from "../../lib/mix/vu-plan.ts";
import { type DataClient, describeReply, itemPath } from "../../target/data-client.ts";
import { eachInParallel } from "../../target/parallel.ts";
import { OUT_OF_TIME } from "../../target/timed-client.ts";
import { isUnanswered } from "../../target/verification/unread.ts";
import type { LeftItem, ReadwriteJournal } from "../journal/readwrite-journal.ts";

export interface ReadwriteCleanupInput {
  /** Absolute. */
  readonly runFolder: string;
  readonly plan: ReadwritePlan;
  readonly journal: Pick<ReadwriteJournal, "left" | "unfinished">;
  readonly client: DataClient;
  readonly signal?: AbortSignal;
}

export interface ReadwriteCleanupResult {
  readonly deleted: number;
  /** Of those: found by the keys that iterations without a line would have used, or as children of what was created. */
  readonly found: number;
  readonly gone: number;
  /** Of those: recorded as created, and not found by the first request to delete them. */
  readonly missing: readonly LeftItem[];
  /** Still there, one line each, the first few. */
  readonly left: readonly string[];
  readonly leftItems: readonly LeftItem[];
}

const WIDTH = 16;
const MOST_LEFT = 20;

export async function cleanUpReadwrite(input: ReadwriteCleanupInput): Promise<ReadwriteCleanupResult> {
  const work = new Work(input);
  await work.run();
  return work.result();
}

/** Ids of the items that earlier clean-ups of this run deleted. */
export function deletedBefore(runFolder: string): ReadonlySet<string> {
  const log = join(runFolder, CLEANUP_LOG_FILE);
  return new Set(existsSync(log) ? readFileSync(log, "utf8").split("\n") : []);
}

class Work {
  readonly #input: ReadwriteCleanupInput;
  /** Endpoints that the run may have created items of. */
  readonly #created: ReadonlySet<string>;
  readonly #log: string;
  #deleted = 0;
  #found = 0;
  #gone = 0;
  readonly #missing: LeftItem[] = [];
  readonly #left: string[] = [];
  readonly #leftItems: LeftItem[] = [];
  /** Items, and iterations without a line, that no time was left for. */
  #untouched = 0;
  #unsearched = 0;
  /** Items without an answer, each with what happened. */
  readonly #unanswered: string[] = [];

  constructor(input: ReadwriteCleanupInput) {
    this.#input = input;
    this.#created = createdBy(input.plan);
    this.#log = join(input.runFolder, CLEANUP_LOG_FILE);
  }

  async run(): Promise<void> {
    const { journal } = this.#input;
    const gone = deletedBefore(this.#input.runFolder);
    const recorded = journal.left.filter(({ id }) => !gone.has(id));
    const items = [...recorded, ...(await this.#unrecorded())];
    const deepest = Math.max(0, ...items.map(({ endpoint }) => depthOf(endpoint)));
    for (let depth = deepest; depth >= 0; depth--) {
      const level = items.filter(({ endpoint }) => depthOf(endpoint) === depth);
      await this.#deleteAll(level.reverse());
    }
  }

  result(): ReadwriteCleanupResult {
    return {
      deleted: this.#deleted,
      found: this.#found,
      gone: this.#gone,
      missing: this.#missing,
      left: [...this.#outOfTime(), ...this.#withoutAnswer(), ...this.#left],
      leftItems: this.#leftItems,
    };
  }

  #outOfTime(): string[] {
    return [
      ...(this.#untouched > 0 ? [`${plural(this.#untouched, "item")}, because the time ran out`] : []),
      ...(this.#unsearched > 0
        ? [
            `what ${plural(this.#unsearched, "iteration")} without an end created: not searched for, because the time ran out`,
          ]
        : []),
    ];
  }

  #withoutAnswer(): string[] {
    const [first, ...others] = this.#unanswered;
    if (first === undefined) return [];
    return others.length === 0
      ? [first]
      : [`${formatCount(this.#unanswered.length)} items without a response, such as ${first}`];
  }

  async #deleteAll(items: readonly LeftItem[]): Promise<void> {
    await eachInParallel(items, WIDTH, async (item) => {
      if (this.#input.signal?.aborted !== true) await this.#delete(item, true);
    });
  }

  async #delete(item: LeftItem, mayHaveChildren: boolean): Promise<void> {
    const { client, journal } = this.#input;
    // Without an enrollment, a client with relationships sees nothing of the student: what has no line is looked for first.
    if (isTie(item.endpoint) && mayHaveChildren && journal.unfinished.length > 0) await this.#deleteChildren(item);
    const reply = await client.call("DELETE", itemPath(item.endpoint, item.id));
    if (reply.outcome === "deleted") this.#deleted++;
    else if (reply.outcome === "not-found") {
      this.#gone++;
      if (reply.repeats === 0) this.#missing.push(item);
    } else if (reply.outcome === "conflict" && mayHaveChildren && (await this.#deleteChildren(item)))
      return this.#delete(item, false);
    else {
      this.#leftItems.push(item);
      const line = `${item.endpoint}/${item.id} ${describeReply(reply)}`;
      if (reply === OUT_OF_TIME) this.#untouched++;
      else if (isUnanswered(reply)) this.#unanswered.push(line);
      else if (this.#left.length < MOST_LEFT) this.#left.push(line);
      return;
    }
    appendFileSync(this.#log, `${item.id}\n`);
  }

  /** Of an item of this run, so they are this run's, too: their lines were lost when k6 was killed. */
  async #deleteChildren({ endpoint, id }: LeftItem): Promise<boolean> {
    const { endpoints, field } = descendantsOf(endpoint);
    const reply = await this.#input.client.call("GET", itemPath(endpoint, id));
    const item = asRecord(parseJson(reply.text)) ?? {};
    const owner = item[field] ?? asRecord(item[field.replace("UniqueId", "Reference")])?.[field];
    if (typeof owner !== "string") return false;
    let any = false;
    for (const child of endpoints.filter((name) => this.#created.has(name))) {
      for (const found of (await this.#find(child, { [field]: owner })) ?? []) {
        this.#found++;
        any = true;
        await this.#delete(found, true);
      }
    }
    return any;
  }

  /** What iterations without a line may have created: their keys are known, since they follow from the iteration's number. */
  async #unrecorded(): Promise<LeftItem[]> {
    const { plan, journal } = this.#input;
    if (journal.unfinished.length === 0) return [];
    const { recipes, templates } = readVuPlan(readFileSync(join(this.#input.runFolder, READWRITE_VU_FILE), "utf8"));
    const roots = [...this.#created].filter((endpoint) => parentOf(endpoint) === "");
    const found: LeftItem[] = [];
    await eachInParallel(journal.unfinished, WIDTH, async ({ iteration, warmingUp }) => {
      const serial = serialOf(plan.startedMs, iteration, warmingUp);
      for (const endpoint of roots) {
        const recipe = recipes[endpoint] as Recipe;
        const key = JSON.parse(makeRoot(templateIn(templates, recipe.first), recipe, serial).key) as Key;
        const own = Object.entries(key).filter(
          ([, value]) => String(value).includes(String(serial)) || value === serial,
        );
        const filters = own.length > 0 ? Object.fromEntries(own) : key;
        const items = await this.#find(endpoint, filters);
        if (items === undefined) return void this.#unsearched++;
        found.push(...items);
      }
    });
    const recorded = new Set(journal.left.map(({ id }) => id));
    const more = found.filter(({ id }) => !recorded.has(id));
    this.#found += more.length;
    return more;
  }

  /** Undefined: no time was left for it. */
  async #find(endpoint: string, filters: Readonly<Record<string, Scalar>>): Promise<LeftItem[] | undefined> {
    const query = Object.entries(filters).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    const reply = await this.#input.client.call("GET", `${resourcePath(endpoint)}?${query.join("&")}`);
    if (reply === OUT_OF_TIME) return undefined;
    const rows = reply.outcome === "read" ? parseJson(reply.text) : undefined;
    const ids = Array.isArray(rows) ? rows.flatMap((row) => asText(asRecord(row)?.id) ?? []) : [];
    return ids.map((id) => ({ endpoint, id }));
  }
}

/** Endpoints that the mix creates items of, by themselves or as parents of what it creates. */
function createdBy(plan: ReadwritePlan): ReadonlySet<string> {
  const created = new Set<string>();
  for (const { kind, resource } of plan.mix.cells) {
    for (let endpoint = kind === "create" ? resource : ""; endpoint !== ""; endpoint = parentOf(endpoint) ?? "")
      created.add(endpoint);
  }
  return created;
}
