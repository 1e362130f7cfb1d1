/** Counts the requests of an access log as operations of a mix, in bounded memory. Pure. */

import type { LoggedRequest } from "../../access-log/logged-request.ts";
import { type LoggedRates, RateCounter } from "../../access-log/rate-counter.ts";
import { type ResourceRoute, type Route, routeOf, shownResource } from "../../access-log/route.ts";
import type { Items } from "../../lib/data/dataset.ts";
import type { MixKind, OperationOptions } from "../../lib/mix/mix.ts";
import { LeftOutCounter } from "./left-out-requests.ts";
import { listOperation } from "./list-operation.ts";
import { RecentReads } from "./recent-reads.ts";

/** Operations of one kind, done in the same way, on one resource. */
export interface OperationCount {
  readonly kind: MixKind;
  readonly options: OperationOptions;
  readonly resource: string;
  count: number;
  /** Of pages by offset. */
  firstPages: number;
}

/** POSTs on one resource. */
interface Posts {
  /** Answered 201, answered 200, and answered otherwise. */
  created: number;
  updated: number;
  other: number;
}

interface KnownResource {
  readonly endpoint: string;
  readonly keyFields: readonly string[];
}

const NO_OPERATION = "no operation of a mix";
const UNKNOWN = "not in the dataset";
const REFUSED = "did no work";

export class LogTally {
  readonly leftOut = new LeftOutCounter();
  readonly posts = new Map<string, Posts>();
  /** Requests for the newest change version. */
  versions = 0;
  requests = 0;
  /** Updates by PUT, and those of items that were read before. */
  puts = 0;
  preparedPuts = 0;
  /** GETs of lists, and those with a query. */
  lists = 0;
  listsWithQuery = 0;
  hasStatus = false;
  readonly #known: ReadonlyMap<string, KnownResource>;
  readonly #counts = new Map<string, OperationCount>();
  readonly #reads = new RecentReads();
  readonly #rates = new RateCounter();

  constructor(dataset: Items) {
    this.#known = new Map(
      dataset.endpoints.map((endpoint) => [
        endpoint.toLowerCase(),
        { endpoint, keyFields: Object.keys(dataset.key(endpoint, 0)) },
      ]),
    );
  }

  get counts(): readonly OperationCount[] {
    return [...this.#counts.values()].filter(({ count }) => count > 0);
  }

  /** Of all operations on resources, those that are not in the dataset too. */
  get rates(): LoggedRates | undefined {
    return this.#rates.rates();
  }

  add(request: LoggedRequest): void {
    const { method, path, status, ms } = request;
    this.requests++;
    this.hasStatus ||= status !== undefined;
    const route = routeOf(path);
    if (route.kind === "other") this.leftOut.add(`${method} ${route.name}`, NO_OPERATION);
    else if (isRefused(status)) this.leftOut.add(`${method} answered ${status}`, REFUSED);
    else if (this.#addOperation(request, route)) this.#rates.add(ms);
  }

  /** @returns whether it is an operation on a resource, though perhaps not one of a mix */
  #addOperation(request: LoggedRequest, route: Exclude<Route, { kind: "other" }>): boolean {
    if (route.kind === "versions") {
      this.versions++;
      return true;
    }
    const { method } = request;
    const { resource, tail } = route;
    const isOperation =
      (method === "GET" && tail !== "other") ||
      (method === "POST" && tail === "") ||
      ((method === "PUT" || method === "DELETE") && tail === "id");
    const known = this.#known.get(resource.toLowerCase());
    const shown = `${method} ${shownResource({ ...route, resource: known?.endpoint ?? resource })}`;
    if (!isOperation) this.leftOut.add(shown, NO_OPERATION);
    else if (known === undefined) this.leftOut.add(shown, UNKNOWN);
    else this.#addKnown(request, route, known);
    return isOperation;
  }

  #addKnown({ method, query, status, ms }: LoggedRequest, { tail, item }: ResourceRoute, known: KnownResource): void {
    const { endpoint } = known;
    if (method === "POST") this.#addPost(endpoint, status);
    else if (method === "PUT") this.#addUpdate(endpoint, item);
    else if (method === "DELETE") this.#cell("delete", {}, endpoint).count++;
    else if (tail === "id") {
      this.#reads.add(item, ms);
      this.#cell("get", {}, endpoint).count++;
    } else if (tail === "") this.#addList(query, known);
    else this.#cell("changes", { [tail]: true }, endpoint).count++;
  }

  #addPost(endpoint: string, status: number | undefined): void {
    const posts = this.posts.get(endpoint) ?? { created: 0, updated: 0, other: 0 };
    this.posts.set(endpoint, posts);
    if (status === 201) posts.created++;
    else if (status === 200) posts.updated++;
    else posts.other++;
  }

  #addUpdate(endpoint: string, item: number): void {
    this.#cell("update", {}, endpoint).count++;
    this.puts++;
    const readMs = this.#reads.take(item);
    if (readMs === undefined) return;
    this.preparedPuts++;
    this.#cell("get", {}, endpoint).count--;
    this.#rates.add(readMs, -1);
  }

  #addList(query: string, { endpoint, keyFields }: KnownResource): void {
    this.lists++;
    if (query !== "") this.listsWithQuery++;
    const operation = listOperation(query, keyFields);
    if (operation === undefined) {
      this.leftOut.add(`query ${endpoint}`, "not by a field of its natural key");
      return;
    }
    const { kind, isFirstPage, ...options } = operation;
    const cell = this.#cell(kind, options, endpoint);
    cell.count++;
    if (isFirstPage === true) cell.firstPages++;
  }

  #cell(kind: MixKind, options: OperationOptions, resource: string): OperationCount {
    const key = JSON.stringify([kind, options, resource]);
    const cell = this.#counts.get(key) ?? { kind, options, resource, count: 0, firstPages: 0 };
    this.#counts.set(key, cell);
    return cell;
  }
}

/** Also without an answer: 499 is what nginx writes when the client has gone. */
function isRefused(status: number | undefined): boolean {
  return status === 401 || status === 403 || status === 429 || (status !== undefined && status >= 499);
}
