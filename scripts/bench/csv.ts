/** k6's CSV output: every sample. */

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

export interface RequestSample {
  readonly ms: number;
  /** 0: no answer. */
  readonly status: number;
  /** Value of the tag `name`: a route pattern, or the operation where it is apart from the mix. */
  readonly name: string;
}

/** Gives out the latency of each request. */
export async function readLatencies(path: string, take: (sample: RequestSample) => void): Promise<void> {
  let columns: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    // Names are route patterns, without a comma.
    const cells = line.split(",");
    if (columns === undefined) columns = cells;
    else if (cells[0] === "http_req_duration") {
      const cell = (name: string): string => cells[columns?.indexOf(name) ?? -1] ?? "";
      take({ ms: Number(cell("metric_value")), status: Number(cell("status")), name: cell("name") });
    }
  }
}

const WRITES: Readonly<Record<string, string>> = { POST: "create", PUT: "update", DELETE: "delete" };
const READS: Readonly<Record<string, string>> = { "": "query", "/{id}": "read", "?offset": "page" };

/** Of a route pattern, such as `GET /ed-fi/students/{id}`; undefined for any other name. */
export function callOf(name: string): { readonly resource: string; readonly op: string } | undefined {
  const match = /^([A-Z]+) \/ed-fi\/(\w+)(.*)$/.exec(name);
  if (match === null) return undefined;
  const [, method = "", resource = "", end = ""] = match;
  return { resource, op: WRITES[method] ?? READS[end] ?? "changes" };
}
