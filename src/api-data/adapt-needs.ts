/** What adapted bodies refer to. Pure. */

import { endpointOf } from "../api-model/endpoint.ts";
import { endpointName } from "../api-model/names.ts";
import type { Model, Property, ResourceModel } from "../api-model/types.ts";
import { type Dataset, EVERYTHING, type Items, NOTHING } from "../lib/data/dataset.ts";
import { hashOf } from "../lib/target-data/paths.ts";
import type { Adaptation, ResourceRecipe } from "../lib/target-data/target-data.ts";
import { isAlike } from "./adapt-draft.ts";
import { spread } from "./adapt-samples.ts";
import { adaptedBody } from "./adapted-body.ts";

const MOST_SAMPLES = 12;
const DESCRIPTOR = /(\w+Descriptor)#/;

/**
 * Endpoints as the target spells them.
 * @param names resources that are needed anyway
 */
export function neededBy(
  adaptation: Adaptation,
  names: readonly string[],
  resource: ResourceModel,
  model: Model,
  dataset: Dataset,
): ResourceRecipe["needs"] {
  const { endpoint } = adaptation;
  const required = new Set(
    names.flatMap((name) => {
      const needed = model.byName.get(name);
      return needed === undefined ? [] : [endpointOf(needed)];
    }),
  );
  const all = new Set<string>();
  const spelled = (name: string): string => spelling(name, model);
  for (const index of spread(dataset.count(endpoint), MOST_SAMPLES)) {
    for (const [vocabulary, found] of [
      [NOTHING, required],
      [EVERYTHING, all],
    ] as const) {
      const body = adaptedBody(dataset, hashOf(endpoint), adaptation, index, vocabulary);
      for (const name of targetsIn(body, resource.properties, model, dataset)) found.add(spelled(name));
    }
  }
  const before = dataset.needs(endpoint);
  // A vocabulary is asked for parts as the dataset has them, also where steps take them away.
  for (const name of [...before.required, ...before.optional]) all.add(spelled(name));
  return { required: [...required], optional: [...all].filter((name) => !required.has(name)) };
}

function spelling(endpoint: string, { byEndpoint }: Model): string {
  const resource = byEndpoint.get((endpoint.includes("/") ? endpoint : `ed-fi/${endpoint}`).toLowerCase());
  return resource === undefined ? endpoint : endpointOf(resource);
}

function targetsIn(value: unknown, properties: readonly Property[], model: Model, dataset: Items): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => targetsIn(each, properties, model, dataset));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = properties.find((each) => each.name === name);
    if (property?.kind === "reference")
      return [...referred(property.target, inner as object, model, dataset), ...targetsIn(inner, [], model, dataset)];
    const type = typeof inner === "string" ? DESCRIPTOR.exec(inner)?.[1] : undefined;
    if (type !== undefined) return [descriptorEndpoint(type, model)];
    return targetsIn(
      inner,
      property !== undefined && "properties" in property ? property.properties : [],
      model,
      dataset,
    );
  });
}

function descriptorEndpoint(type: string, { resources }: Model): string {
  const resource = resources.find(({ name }) => isAlike(name, type));
  return resource === undefined ? endpointName(type) : endpointOf(resource);
}

/** An abstract organization is a school, or an agency; their ids are those of the dataset. */
function referred(target: string, reference: object, { byName }: Model, dataset: Items): string[] {
  const resource = byName.get(target);
  if (resource !== undefined) return [endpointOf(resource)];
  if (target === "SchoolYearType") return ["schoolYearTypes"];
  if (target !== "EducationOrganization") return [];
  const { schoolId: firstSchool = 0 } = dataset.key("schools", 0);
  return [(Object.values(reference)[0] as number) >= (firstSchool as number) ? "schools" : "localEducationAgencies"];
}
