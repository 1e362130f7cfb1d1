/** The dataset that fits a target: what its documents add to the dataset, and what they change. */

import { fitDataset } from "../../api-data/fit-dataset.ts";
import { endpointOf } from "../../api-model/endpoint.ts";
import type { Model } from "../../api-model/types.ts";
import { LoadTestError } from "../../base/errors.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset, DatasetSettings } from "../../lib/data/dataset.ts";
import { type DependencyRow, endpointOf as endpointOfRow } from "../../lib/edfi/dependency-rows.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import type { LeftOut } from "../../lib/plan/usable.ts";
import { datasetForTarget } from "../../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../../lib/target-data/lines.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { RunSite } from "../../run/phase.ts";
import { askTarget } from "../../target/ask-target.ts";
import type { Discovery } from "../../target/discovery.ts";
import type { TargetModel } from "../../target/documents/target-model.ts";
import { selectionOf } from "./selection-of.ts";
import { targetValues } from "./target-values.ts";

export interface TargetDataset {
  readonly dataset: Dataset;
  /** For k6 and for what comes after the run, as `writeTargetData` writes it. Undefined: the dataset is as it is. */
  readonly text: string | undefined;
  /** Endpoints that the user asked for beyond those of every run. */
  readonly wanted: readonly string[];
  /** What the target has and cannot be made. */
  readonly leftOut: readonly LeftOut[];
  /** How the dataset was changed to fit the target, as summaries list it. */
  readonly adapted: NonNullable<RunSummary["adapted"]>;
  /** Counts that are lower than the user asked for, and what could not be compared with the target: a line each. */
  readonly notes: readonly string[];
  /** Resources of the dataset that no document describes, where it is not known that they fit. */
  readonly undescribed: readonly string[];
}

/** @throws LoadTestError "preflight" when the target's documents are needed and cannot be read */
export async function targetDataset(site: RunSite, settings: DatasetSettings): Promise<TargetDataset> {
  const { config } = site.context.settings;
  const base = createDataset(settings);
  const unchanged = {
    dataset: base,
    text: undefined,
    wanted: [],
    leftOut: [],
    adapted: [],
    notes: [],
    undescribed: [],
  };
  if (config.resources === "core" && isMadeFor(site.target.facts.discovery)) return unchanged;
  const read = await readModel(site);
  if (read === undefined) return { ...unchanged, undescribed: base.endpoints.filter(isResource) };
  const { model, unreadable } = read;
  const selection = selectionOf(config, model);
  const valuesAt = await valuesOf(site, model, base);
  const rows = site.target.facts.dependencies ?? [];
  const orderOf = orderIn(rows);
  const { recipes, adaptations, changes, anew, leftOut, without, fewer, undescribed } = fitDataset({
    model,
    dataset: base,
    selection,
    orderOf,
    namespace: config.descriptorNamespace,
    targetValues: valuesAt,
    isListed: (endpoint) => orderOf(endpoint) !== undefined || (endpoint === SCHOOL_YEARS && !describesCore(model)),
  });
  const text = recipes.length + adaptations.length === 0 ? undefined : writeTargetData({ recipes, adaptations });
  const dataset = withoutEndpoints(datasetOf(base, text), without);
  const notes = fewer.map(
    ({ endpoint, wanted, count }) => `${endpoint}: ${count} instead of ${wanted}, its key allows no more`,
  );
  if (undescribed.length > 0) notes.push(`${undescribed.length} ${UNDESCRIBED}: ${undescribed.join(", ")}`);
  const unknown = [...unreadable, ...undescribedRows(rows, model)];
  const unused = unknown.filter(({ endpoint }) => selection.wants(endpoint) && !dataset.endpoints.includes(endpoint));
  return {
    dataset,
    text,
    wanted: dataset.endpoints.filter((endpoint) => selection.wants(endpoint) || anew.includes(endpoint)),
    leftOut: [...leftOut, ...unused],
    adapted: changes.map(({ endpoint, text: change }) => ({ what: endpoint, change })),
    notes,
    undescribed: undescribed.filter(isResource),
  };
}

function isResource(endpoint: string): boolean {
  return !isShared(endpoint);
}

/** Of DMS: its list of dependencies does not have them. */
const SCHOOL_YEARS = "schoolYearTypes";
const UNDESCRIBED = "resources that no document of the target describes stay as they are for Data Standard 5.2";

function describesCore({ byEndpoint }: Model): boolean {
  return byEndpoint.has("ed-fi/schools");
}

/** What the target lists, but no document of it describes. */
function undescribedRows(rows: readonly DependencyRow[], { byEndpoint }: Model): LeftOut[] {
  const missing = rows.filter(({ resource }) => !byEndpoint.has(resource.replace(/^\//, "").toLowerCase()));
  return [...new Set(missing.map(endpointOfRow))].map((endpoint) => ({
    endpoint,
    reason: "no document of the target describes it",
  }));
}

/** Undefined where there are no documents, and the dataset does without. */
async function readModel({ context, target }: RunSite): Promise<TargetModel | undefined> {
  const { resources } = context.settings.config;
  try {
    const read = await target.model();
    for (const problem of read.problems) context.output.progress(`documents ${problem}`);
    return read;
  } catch (error) {
    if (resources !== "core" || !(error instanceof LoadTestError)) throw error;
    context.output.progress(`documents ${error.message}: the dataset stays as it is for Data Standard 5.2`);
    return undefined;
  }
}

function isMadeFor(discovery: Discovery | undefined): boolean {
  return discovery?.dataModels.some(({ name, version }) => /^ed-?fi$/i.test(name) && /^5\.2\b/.test(version)) === true;
}

/** Of the descriptors that the dataset does not have. */
async function valuesOf({ target }: RunSite, { resources }: Model, { endpoints }: Dataset) {
  const own = new Set(endpoints.map((endpoint) => endpoint.toLowerCase()));
  const descriptors = resources.filter(({ isDescriptor }) => isDescriptor).map(endpointOf);
  const others = descriptors.filter((endpoint) => !own.has(endpoint.toLowerCase()));
  const values = await askTarget(target.client, targetValues(others));
  return (endpoint: string): readonly string[] => values.get(endpoint) ?? [];
}

/** They have no items: the plan leaves them out. */
function withoutEndpoints(dataset: Dataset, endpoints: readonly string[]): Dataset {
  if (endpoints.length === 0) return dataset;
  return { ...dataset, count: (endpoint) => (endpoints.includes(endpoint) ? 0 : dataset.count(endpoint)) };
}

/** A dataset that an earlier run wrote. @param text undefined: our own alone */
export function datasetOf(dataset: Dataset, text: string | undefined): Dataset {
  return text === undefined ? dataset : datasetForTarget(dataset, readTargetLines(text.split("\n")));
}

/** The first of an endpoint's rows counts: persons have two. */
function orderIn(rows: readonly DependencyRow[]): (endpoint: string) => number | undefined {
  const orders = new Map(rows.toReversed().map((row) => [endpointOfRow(row).toLowerCase(), row.order]));
  return (endpoint) => orders.get(endpoint.toLowerCase());
}
