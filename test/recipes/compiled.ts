/** Recipes for a model, and the items that they make, for tests. */

import { type CompiledRecipes, compileRecipes, type RecipesInput } from "../../src/api-data/compile-recipes.ts";
import { ALL } from "../../src/api-data/selection.ts";
import type { Model } from "../../src/api-model/types.ts";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Body, Dataset, Vocabulary } from "../../src/lib/data/dataset.ts";
import { datasetForTarget } from "../../src/lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../../src/lib/target-data/lines.ts";
import type { DataApi } from "../../src/sandbox/documents/data-api.ts";
import { createDataApi } from "../../src/sandbox/documents/data-api.ts";
import { dependencyOrder } from "../../src/sandbox/metadata/dependencies.ts";
import { openStore } from "../../src/sandbox/store/store.ts";

export const SETTINGS = {
  seed: 7,
  datasetId: 2559,
  schools: 2,
  students: 4,
  staff: 2,
  coursesPerSchool: 6,
  sectionsPerCourse: 1,
  schoolYear: 2026,
};

export const OWN = createDataset(SETTINGS);

/** A dataset that has nothing of its own. */
export const NOTHING: Dataset = { ...OWN, endpoints: [], count: () => 0 };

/** The same without some endpoints. */
export function without(dataset: Dataset, names: readonly string[]): Dataset {
  const endpoints = dataset.endpoints.filter((endpoint) => !names.includes(endpoint));
  return { ...OWN, endpoints, count: (endpoint) => (endpoints.includes(endpoint) ? dataset.count(endpoint) : 0) };
}

export interface Compiled extends CompiledRecipes {
  /** The dataset, and what the recipes make. */
  readonly items: Dataset;
}

export type Options = Partial<Omit<RecipesInput, "model" | "dataset">>;

export function compiled(model: Model, dataset: Dataset, options: Options = {}): Compiled {
  const result = compileRecipes({
    model,
    dataset,
    selection: ALL,
    orderOf: options.orderOf ?? orderIn(model),
    namespace: "",
    ...options,
  });
  const lines = readTargetLines(writeTargetData({ recipes: result.recipes, adaptations: [] }).split("\n"));
  return { ...result, items: datasetForTarget(dataset, lines) };
}

/** As a server of the model gives it. */
export function orderIn(model: Model): RecipesInput["orderOf"] {
  const rows = dependencyOrder(model).toReversed();
  const orders = new Map(rows.map(({ resource, order }) => [resource.toLowerCase(), order]));
  return (endpoint) => orders.get(pathOf(endpoint).toLowerCase());
}

/** `students` -> `/ed-fi/students` */
function pathOf(endpoint: string): string {
  return endpoint.includes("/") ? `/${endpoint}` : `/ed-fi/${endpoint}`;
}

/** What a sandbox of the model refuses, and what a query by key does not find again: a line each. */
export function refusals(
  model: Model,
  { items, recipes }: Compiled,
  vocabulary: Vocabulary = { canUse: () => true },
): string[] {
  const api = createDataApi({
    model,
    store: openStore({ now: () => Date.UTC(2026, 7, 21) }),
    authorize: () => undefined,
  });
  const made = recipes.map(({ endpoint }) => endpoint);
  const own = items.endpoints.filter((endpoint) => !made.includes(endpoint));
  const found: string[] = [];
  for (const endpoint of [...own, ...made]) {
    for (let index = 0; index < items.count(endpoint); index++) {
      const body = items.body(endpoint, index, vocabulary);
      const { status, text } = request(api, "POST", endpoint, { body });
      if (status !== 201) found.push(`${endpoint} ${index}: ${status} ${text}`);
      else if (made.includes(endpoint)) {
        const answer = request(api, "GET", endpoint, { query: items.key(endpoint, index) });
        const { length } = JSON.parse(answer.text);
        if (length !== 1) found.push(`${endpoint} ${index}: its key finds ${answer.status} ${answer.text}`);
      }
    }
  }
  return found;
}

const CLIENT = {
  clientId: "test",
  claimSetName: "Test",
  namespacePrefixes: [],
  educationOrganizationIds: [],
  dataStoreIds: [1],
};

function request(
  api: DataApi,
  method: string,
  endpoint: string,
  { body, query = {} }: { readonly body?: Body; readonly query?: Readonly<Record<string, unknown>> },
): { status: number; text: string } {
  const path = pathOf(endpoint);
  const { status, body: text = "" } = api.handle(
    {
      method,
      path: `/data${path}`,
      query: new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])),
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? "" : JSON.stringify(body),
      origin: "http://localhost:8080",
      correlationId: "trace-1",
    },
    path,
    "http://localhost:8080/data",
    CLIENT,
  );
  return { status, text };
}
