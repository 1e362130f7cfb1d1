/**
 * The sandbox's own request and response. Handlers are functions from one to the other, so that
 * tests need no socket; only `server.ts` uses `node:http`.
 */

export interface SandboxRequest {
  /** Upper case. */
  readonly method: string;
  /** Undecoded path without query string, beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Body as UTF-8 text; empty when there was none. */
  readonly body: string;
  /** `http://host:port` as the caller wrote it (Host header), without path. */
  readonly origin: string;
  /** The server's trace id, or the caller's when a correlation header is configured. */
  readonly correlationId: string;
  /** `seq` of the newest item when the request arrived; absent: it is handled on arrival. */
  readonly newestOnArrival?: number;
  /** Tenant and route qualifiers, which `path` no longer has; absent: there are none. */
  readonly route?: RequestRoute;
}

export interface RequestRoute {
  /** What stood before `path`. */
  readonly prefix: string;
  /** The data store that they lead to. */
  readonly dataStoreId: number;
  readonly hasTenants: boolean;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: a response with an empty body. */
  readonly body?: string;
}

/** The caller, from the token (contract 4.5). */
export interface ApiClient {
  readonly clientId: string;
  readonly claimSetName: string;
  readonly namespacePrefixes: readonly string[];
  readonly educationOrganizationIds: readonly number[];
  readonly dataStoreIds: readonly number[];
}
