/** The dataset as a target takes it: what its documents add to ours, and what they change in it. */

import { compileRecipes } from "../../api-data/compile-recipes.ts";
import { endpointOf } from "../../api-data/endpoints.ts";
import { ALL, CORE, readSelection, type Selection } from "../../api-data/selection.ts";
import type { Model } from "../../api-model/types.ts";
import { LoadTestError } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset, DatasetSettings } from "../../lib/data/dataset.ts";
import { type DependencyRow, endpointOf as endpointOfRow } from "../../lib/edfi/dependency-rows.ts";
import type { LeftOut } from "../../lib/plan/usable.ts";
import { datasetForTarget } from "../../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../../lib/target-data/lines.ts";
import type { RunSite } from "../../run/phase.ts";
import { askTarget } from "../../target/ask-target.ts";
import { readSelectionFile } from "./selection-file.ts";
import { targetValues } from "./target-values.ts";

export interface TargetDataset {
  readonly dataset: Dataset;
  /** For k6 and for what comes after the run, as `writeTargetData` writes it. Undefined: the dataset is as it is. */
  readonly text: string | undefined;
  /** Endpoints that the user asked for beyond those of every run. */
  readonly wanted: readonly string[];
  /** What the target has and cannot be made. */
  readonly leftOut: readonly LeftOut[];
  /** What is otherwise than the user may expect: a line each. */
  readonly notes: readonly string[];
}

/** @throws LoadTestError "preflight" when the target's documents are needed and cannot be read */
export async function targetDataset(site: RunSite, settings: DatasetSettings): Promise<TargetDataset> {
  const { context, target } = site;
  const dataset = createDataset(settings);
  const { config } = context.settings;
  if (config.resources === "core") return { dataset, text: undefined, wanted: [], leftOut: [], notes: [] };
  const { model, problems, unreadable } = await target.model();
  for (const problem of problems) context.output.progress(`documents ${problem}`);
  const selection = selectionOf(config, model);
  const own = new Set(dataset.endpoints.map((endpoint) => endpoint.toLowerCase()));
  const descriptors = model.resources.filter(({ isDescriptor }) => isDescriptor).map(endpointOf);
  const others = descriptors.filter((endpoint) => !own.has(endpoint.toLowerCase()));
  const values = await askTarget(target.client, targetValues(others));
  const { recipes, leftOut, fewer } = compileRecipes({
    model,
    dataset,
    selection,
    orderOf: orderIn(target.facts.dependencies ?? []),
    namespace: config.descriptorNamespace,
    targetValues: (endpoint) => values.get(endpoint) ?? [],
  });
  const text = writeTargetData({ recipes, adaptations: [] });
  const whole = datasetOf(dataset, text);
  const notes = fewer.map(
    ({ endpoint, wanted, count }) => `${endpoint}: ${count} instead of ${wanted} items, its key allows no more`,
  );
  const notDescribed = unreadable.filter(({ endpoint }) => selection.wants(endpoint));
  return {
    dataset: whole,
    text,
    wanted: whole.endpoints.filter(selection.wants),
    leftOut: [...notDescribed, ...leftOut],
    notes,
  };
}

/** A dataset that an earlier run wrote. @param text undefined: our own alone */
export function datasetOf(dataset: Dataset, text: string | undefined): Dataset {
  return text === undefined ? dataset : datasetForTarget(dataset, readTargetLines(text.split("\n")));
}

function selectionOf({ resources }: Config, model: Model): Selection {
  if (resources === "core") return CORE;
  if (resources === "all") return ALL;
  const reading = readSelection(readSelectionFile(resources), model.resources.map(endpointOf));
  if ("value" in reading) return reading.value;
  throw new LoadTestError("config", reading.problems.map((problem) => `${resources}: ${problem}`).join("\n"), {
    hint: 'The file is an object of resources and counts, such as {"tpdm/candidates": 500, "tpdm/*": 2}.',
  });
}

/** The first of an endpoint's rows counts: persons have two. */
function orderIn(rows: readonly DependencyRow[]): (endpoint: string) => number | undefined {
  const orders = new Map(rows.toReversed().map((row) => [endpointOfRow(row).toLowerCase(), row.order]));
  return (endpoint) => orders.get(endpoint.toLowerCase());
}
