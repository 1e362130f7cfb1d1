/** The dataset of a load under the runner, which has found out what each resource needs. */

import { SharedArray } from "k6/data";
import type { PlannedNeeds } from "../../lib/contracts/load-work.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { openItems } from "../dataset.ts";
import { openWork } from "./work.ts";

/** Called in the init context. A VU parses the table when it first learns of a missing item: few ever do. */
export function datasetFromRunner(settings: Parameters<typeof openItems>[0]): () => Dataset {
  const text = new SharedArray("needs", () => [JSON.stringify(openWork().needs ?? {})]);
  let table: PlannedNeeds | undefined;
  const needs: Dataset["needs"] = (endpoint) => {
    table ??= JSON.parse(text[0] as string) as PlannedNeeds;
    return table[endpoint] ?? { required: [], optional: [] };
  };
  return () => Object.assign(openItems(settings), { needs });
}
