/** One request of an access log, whatever its format. Pure. */

export interface LoggedRequest {
  /** In upper case. */
  readonly method: string;
  /** Without host and query; as in the log, so it may be percent-encoded. */
  readonly path: string;
  /** Without `?`; empty for none. */
  readonly query: string;
  /** Undefined where the log has none. */
  readonly status: number | undefined;
  /** Epoch milliseconds. */
  readonly ms: number;
}

/** `/path`, `/path?query`, or an absolute address. */
export function splitTarget(target: string): Pick<LoggedRequest, "path" | "query"> {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, "");
  const mark = local.indexOf("?");
  return mark === -1 ? { path: local, query: "" } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

/** `200`, `"200"`; undefined for what is no HTTP status. */
export function statusOf(value: unknown): number | undefined {
  const status = Number(value ?? Number.NaN);
  return status >= 100 && status <= 599 ? status : undefined;
}
