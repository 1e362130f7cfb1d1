/** Where the items are that a reference can point to, and under which names their keys hold its fields. Pure. */

import type { Model, ReferenceProperty, ResourceModel } from "../api-model/types.ts";
import type { Items, Scalar } from "../lib/data/dataset.ts";
import { endpointOf } from "./endpoints.ts";

/** Items that exist: of the dataset, and of recipes that are compiled already. */
export interface KnownItems extends Pick<Items, "key" | "count"> {
  /** The name under which an endpoint of the target is known here; undefined: it has no items. */
  nameOf(endpoint: string): string | undefined;
}

export interface Source {
  readonly endpoint: string;
  readonly count: number;
  /** Names in the reference, and in the keys of the items. */
  readonly fields: readonly (readonly [name: string, keyName: string])[];
}

/** The best source first; empty: nothing that exists fits. */
export function sourcesOf(reference: ReferenceProperty, model: Model, items: KnownItems): Source[] {
  const fields = reference.keys.map(({ name }) => name);
  const concrete = model.byName.get(reference.target);
  const targets = concrete === undefined ? concretesOf(fields, model) : [concrete];
  return targets.flatMap((target) => {
    const endpoint = items.nameOf(endpointOf(target));
    const count = endpoint === undefined ? 0 : items.count(endpoint);
    if (endpoint === undefined || count === 0) return [];
    const matched = matchFields(fields, Object.keys(items.key(endpoint, 0)), target);
    return matched === undefined ? [] : [{ endpoint, count, fields: matched }];
  });
}

/** Schools come first: most items belong to one. */
const ORGANIZATIONS = ["schools", "localEducationAgencies", "stateEducationAgencies"];
const ORGANIZATION_ID = "educationOrganizationId";

/** Kinds of an abstract resource, which no document names: their keys have the fields of its references. */
function concretesOf(fields: readonly string[], { resources, byEndpoint }: Model): ResourceModel[] {
  if (fields.length === 1 && fields[0] === ORGANIZATION_ID)
    return ORGANIZATIONS.flatMap((endpoint) => byEndpoint.get(`ed-fi/${endpoint.toLowerCase()}`) ?? []);
  const wanted = [...fields].sort().join();
  return resources.filter(
    ({ referenceKeys }) =>
      referenceKeys.length > 1 &&
      referenceKeys
        .map(({ name }) => name)
        .sort()
        .join() === wanted,
  );
}

function matchFields(
  fields: readonly string[],
  keyNames: readonly string[],
  target: ResourceModel,
): [string, string][] | undefined {
  const left = new Set(keyNames);
  const take = (name: string): string => {
    left.delete(name);
    return name;
  };
  const exact = new Map(fields.flatMap((field) => (left.has(field) ? [[field, take(field)] as const] : [])));
  const matched = fields.map((field): [string, string] | undefined => {
    const found = exact.get(field) ?? nearestName(field, [...left], target);
    return found === undefined ? undefined : [field, exact.has(field) ? found : take(found)];
  });
  return matched.every((pair) => pair !== undefined) ? matched : undefined;
}

/** The name that a role, or the name of the reference, was put before; or the only one that is left. */
function nearestName(field: string, left: readonly string[], { referenceKeys }: ResourceModel): string | undefined {
  const endsAlike = (a: string, b: string): boolean => a.toLowerCase().endsWith(b.toLowerCase());
  const path = referenceKeys.find(({ name }) => name === field)?.targetPaths[0] ?? "";
  const last = path.slice(path.lastIndexOf(".") + 1);
  return (
    left.find((name) => name === last) ??
    left.find((name) => endsAlike(name, field) || endsAlike(field, name)) ??
    (left.length === 1 ? left[0] : undefined)
  );
}

/** The values of a reference's fields, of one item of its source. */
export function referenceValues({ endpoint, fields }: Source, index: number, items: KnownItems): Map<string, Scalar> {
  const key = items.key(endpoint, index);
  return new Map(fields.map(([name, keyName]) => [name, key[keyName] as Scalar]));
}
