/**
 * The data endpoints of DMS as functions from request to response: everything under `/data` and `/changeQueries/v1`.
 * The caller handles tokens, limits and faults.
 */

import type { Model } from "../../api-model/types.ts";
import type { ApiClient, SandboxRequest, SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { DocumentStore } from "../store/types.ts";
import { collection, JSON_CONTENT } from "./collection.ts";
import { type Authorize, type Call, type DataLimits, type Engine, NO_LIMITS } from "./engine.ts";
import { schemaEpoch } from "./etag.ts";
import { methodRefusal } from "./method-rules.ts";
import { partitions } from "./partitions.ts";
import { read } from "./read.ts";
import { remove } from "./remove.ts";
import { planIndex } from "./resource-plan.ts";
import { type Operation, parseRoute } from "./route.ts";
import { trackedChanges } from "./tracked-changes.ts";
import { update } from "./update.ts";
import { upsert } from "./upsert.ts";

export interface DataApiOptions {
  readonly model: Model;
  readonly store: DocumentStore;
  /** Asked after a body has been found valid, as DMS does. */
  readonly authorize: Authorize;
  /** Asked when the item is known; absent: every client sees and changes everything. */
  readonly limits?: DataLimits;
  readonly maximumPageSize?: number;
  /** Walks by token may begin below an upper change version, as clients of an ODS/API do. */
  readonly continuesByVersion?: boolean;
}

export interface DataApi {
  /**
   * @param dataPath what follows `/data`, undecoded: `/ed-fi/students/ID`
   * @param dataUrl absolute address of `/data` as the caller wrote it, for Location
   * @param view in place of the store
   */
  handle(
    request: SandboxRequest,
    dataPath: string,
    dataUrl: string,
    client: ApiClient,
    view?: DocumentStore,
  ): SandboxResponse;
  /** @param path what follows `/changeQueries/v1` */
  changeQueries(request: SandboxRequest, path: string, client: ApiClient): SandboxResponse;
  /** Rows by endpoint; endpoints of other projects than `ed-fi` as `project/endpoint`. Only those that have any. */
  counts(): Record<string, number>;
}

const DEFAULT_PAGE_SIZE = 500;

export function createDataApi(options: DataApiOptions): DataApi {
  const { store, authorize, limits = NO_LIMITS, maximumPageSize = DEFAULT_PAGE_SIZE } = options;
  const { continuesByVersion = false } = options;
  const epoch = schemaEpoch(options.model);
  const engine: Engine = {
    plans: planIndex(options.model),
    store,
    authorize,
    limits,
    maximumPageSize,
    continuesByVersion,
    epoch,
  };
  return {
    handle: (request, dataPath, dataUrl, client, view) =>
      handle(view === undefined ? engine : { ...engine, store: view }, request, dataPath, dataUrl, client),
    changeQueries: (request, path) => changeQueries(engine, request, path),
    counts: () => counts(store),
  };
}

function handle(
  engine: Engine,
  request: SandboxRequest,
  dataPath: string,
  dataUrl: string,
  client: ApiClient,
): SandboxResponse {
  const { correlationId } = request;
  if (dataPath === "" || dataPath === "/") return problem("badRequest", { correlationId });
  const route = parseRoute(dataPath);
  if (route.kind === "unknown") return problem("notFound", { correlationId });
  if (route.kind === "badId") {
    const validationErrors = { "$.id": [`The value '${route.id}' is not valid.`] };
    return problem("dataValidation", { correlationId, validationErrors });
  }
  const plan = engine.plans.byEndpoint.get(route.endpoint);
  if (plan === undefined) return problem("notFound", { correlationId });
  const refusal = methodRefusal(request, route.operation);
  if (refusal !== undefined) return refusal;
  const resourceUrl = `${dataUrl}/${route.written}`;
  return dispatch(engine, { request, plan, client, resourceUrl }, route.operation, route.id);
}

function dispatch(engine: Engine, call: Call, operation: Operation, id: string): SandboxResponse {
  switch (operation) {
    case "collection":
      return call.request.method === "POST" ? upsert(engine, call) : collection(engine, call);
    case "item":
      if (call.request.method === "GET") return read(engine, { ...call, id });
      return call.request.method === "PUT" ? update(engine, { ...call, id }) : remove(engine, { ...call, id });
    case "partitions":
      return partitions(engine, call);
    case "deletes":
      return trackedChanges(engine, call, "delete");
    case "keyChanges":
      return trackedChanges(engine, call, "keyChange");
  }
}

function changeQueries(engine: Engine, request: SandboxRequest, path: string): SandboxResponse {
  const { correlationId, method } = request;
  if (path.replace(/\/$/, "").toLowerCase() !== "/availablechangeversions")
    return problem("notFound", { correlationId });
  if (method !== "GET") {
    const errors = [`The endpoint of the request does not support the '${method}' method.`];
    return problem("methodNotAllowed", { correlationId, headers: { Allow: "GET" }, errors });
  }
  const body = JSON.stringify({ oldestChangeVersion: 0, newestChangeVersion: engine.store.changeVersion });
  return { status: 200, headers: JSON_CONTENT, body };
}

function counts(store: DocumentStore): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const name of store.tableNames()) {
    const { size } = store.table(name);
    if (size > 0) rows[name.startsWith("ed-fi/") ? name.slice("ed-fi/".length) : name] = size;
  }
  return rows;
}
