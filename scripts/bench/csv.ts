/** k6's CSV output: every sample. */

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** @param take gets the latency of each request, the value of its tag `name`, and whether its answer did the work */
export async function readLatencies(
  path: string,
  take: (ms: number, name: string, isExpected: boolean) => void,
): Promise<void> {
  let columns: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    // Names are route patterns, without a comma.
    const cells = line.split(",");
    if (columns === undefined) columns = cells;
    else if (cells[0] === "http_req_duration") {
      const cell = (name: string): string => cells[columns?.indexOf(name) ?? -1] ?? "";
      take(Number(cell("metric_value")), cell("name"), cell("expected_response") === "true");
    }
  }
}
