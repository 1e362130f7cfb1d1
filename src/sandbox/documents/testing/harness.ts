/** A data API on an empty store with the real model, and short forms of requests for tests. */
import type { ApiClient, SandboxRequest, SandboxResponse } from "../../http.ts";
import { loadDataStandard } from "../../model/data-standard.ts";
import { openStore } from "../../store/store.ts";
import type { DocumentStore } from "../../store/types.ts";
import { createDataApi, type DataApi, type DataApiOptions } from "../data-api.ts";

export const DATA_URL = "http://localhost:8080/data";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body; undefined for an empty one. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly body: any;
}

export interface Harness {
  readonly api: DataApi;
  readonly store: DocumentStore;
  /** @param path below `/data`, query string included */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Reply;
  post(endpoint: string, body: unknown, headers?: Record<string, string>): Reply;
  get(path: string, headers?: Record<string, string>): Reply;
  /** Creates the item and gives its id; throws when the API refuses it. */
  create(endpoint: string, body: unknown): string;
  changes(path: string): Reply;
}

const CLIENT: ApiClient = {
  clientId: "test",
  claimSetName: "Test",
  namespacePrefixes: [],
  educationOrganizationIds: [],
  dataStoreIds: [1],
};

export function harness(
  options: Partial<Pick<DataApiOptions, "store" | "authorize" | "maximumPageSize" | "continuesByVersion">> = {},
): Harness {
  const store = options.store ?? openStore({ now: () => Date.UTC(2026, 7, 21, 14, 3, 11) });
  const api = createDataApi({
    model: loadDataStandard(),
    store,
    authorize: options.authorize ?? (() => undefined),
    ...(options.maximumPageSize === undefined ? {} : { maximumPageSize: options.maximumPageSize }),
    ...(options.continuesByVersion === undefined ? {} : { continuesByVersion: options.continuesByVersion }),
  });
  function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Reply {
    const request = requestOf(method, path, body, headers);
    return reply(api.handle(request, path.split("?", 1)[0] as string, DATA_URL, CLIENT));
  }
  return {
    api,
    store,
    call,
    post: (endpoint, body, headers) => call("POST", `/ed-fi/${endpoint}`, body, headers),
    get: (path, headers) => call("GET", `/ed-fi/${path}`, undefined, headers),
    create(endpoint, body) {
      const { status, headers, body: problem } = call("POST", `/ed-fi/${endpoint}`, body);
      if (status > 201) throw new Error(`POST ${endpoint}: ${status} ${JSON.stringify(problem)}`);
      return (headers.Location as string).split("/").at(-1) as string;
    },
    changes: (path) => reply(api.changeQueries(requestOf("GET", path, undefined, {}), path, CLIENT)),
  };
}

function requestOf(method: string, path: string, body: unknown, headers: Record<string, string>): SandboxRequest {
  return {
    method,
    path: `/data${path.split("?", 1)[0]}`,
    query: new URLSearchParams(path.split("?")[1] ?? ""),
    headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
    body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
    origin: "http://localhost:8080",
    correlationId: "trace-1",
  };
}

function reply({ status, headers, body }: SandboxResponse): Reply {
  return { status, headers, body: body === undefined ? undefined : JSON.parse(body) };
}
