/** Where the items are that a reference can point to, and under which names their keys hold its fields. Pure. */

import { endpointOf } from "../api-model/endpoint.ts";
import { queryFields } from "../api-model/query-fields.ts";
import type { Model, ReferenceProperty, ResourceModel } from "../api-model/types.ts";
import type { Items, Scalar } from "../lib/data/dataset.ts";
import { isOrganizationReference, kindsOf } from "./kinds.ts";

/** Items that exist: of the dataset, and of recipes that are compiled already. */
export interface KnownItems extends Pick<Items, "key" | "count" | "settings"> {
  /** The name under which an endpoint of the target is known here; undefined: it has no items. */
  nameOf(endpoint: string): string | undefined;
  /** By a recipe. */
  isMade(endpoint: string): boolean;
}

export interface Source {
  readonly endpoint: string;
  readonly count: number;
  /** Its only item that is referred to. */
  readonly only?: number;
  /** Names in the reference, and in the keys of the items. */
  readonly fields: readonly (readonly [name: string, keyName: string])[];
}

/** The best source first; empty: nothing that exists fits. */
export function sourcesOf(reference: ReferenceProperty, model: Model, items: KnownItems): Source[] {
  const fields = reference.keys.map(({ name }) => name);
  const concrete = model.byName.get(reference.target);
  if (reference.target === SCHOOL_YEAR) return yearsOf(fields, items);
  const targets = concrete === undefined ? concretesOf(reference, model) : [concrete];
  return targets.flatMap((target) => {
    const endpoint = items.nameOf(endpointOf(target));
    const count = endpoint === undefined ? 0 : items.count(endpoint);
    if (endpoint === undefined || count === 0) return [];
    const matched = matchFields(fields, Object.keys(items.key(endpoint, 0)), target);
    return matched === undefined ? [] : [{ endpoint, count, fields: matched }];
  });
}

const SCHOOL_YEAR = "SchoolYearType";
const SCHOOL_YEARS = "schoolYearTypes";

/** That of the dataset. A target without a resource for school years takes any. */
function yearsOf([field = ""]: readonly string[], items: KnownItems): Source[] {
  const endpoint = items.nameOf(SCHOOL_YEARS);
  const count = endpoint === undefined ? 0 : items.count(endpoint);
  if (endpoint === undefined || count === 0) return [];
  const years = Array.from({ length: count }, (_, index) => items.key(endpoint, index).schoolYear);
  const only = Math.max(0, years.indexOf(items.settings.schoolYear));
  return [{ endpoint, count, only, fields: [[field, "schoolYear"]] }];
}

/** Schools come first: most items belong to one. */
const ORGANIZATIONS = ["schools", "localEducationAgencies", "stateEducationAgencies"];

function concretesOf(reference: ReferenceProperty, model: Model): readonly ResourceModel[] {
  const kinds = kindsOf(reference.target, reference.keys, model);
  if (!isOrganizationReference(reference.keys)) return kinds;
  const usual = ORGANIZATIONS.flatMap((endpoint) => model.byEndpoint.get(`ed-fi/${endpoint.toLowerCase()}`) ?? []);
  return [...usual, ...kinds.filter((kind) => !usual.includes(kind))];
}

function matchFields(
  fields: readonly string[],
  keyNames: readonly string[],
  target: ResourceModel,
): [string, string][] | undefined {
  const left = new Set(keyNames);
  const found = new Map<string, string>();
  const nameIt = (finder: (field: string) => string | undefined): void => {
    for (const field of fields.filter((each) => !found.has(each))) {
      const name = finder(field);
      if (name === undefined || !left.delete(name)) continue;
      found.set(field, name);
    }
  };
  const filters = [...queryFields(target).values()];
  nameIt((field) => {
    const place = ownPlace(field, target);
    return filters.find(({ paths }) => place !== undefined && paths.includes(place))?.name;
  });
  nameIt((field) => field);
  nameIt((field) => nearestName(field, [...left]));
  return found.size === fields.length ? fields.map((field) => [field, found.get(field) as string]) : undefined;
}

/** Where the body of an item holds what references to it call `field`. */
function ownPlace(field: string, { abstractKeys, referenceKeys }: ResourceModel): string | undefined {
  return abstractKeys?.get(field) ?? referenceKeys.find(({ name }) => name === field)?.targetPaths[0];
}

/** The name that a role, or the name of the reference, was put before; or the only one that is left. */
function nearestName(field: string, left: readonly string[]): string | undefined {
  const endsAlike = (a: string, b: string): boolean => a.toLowerCase().endsWith(b.toLowerCase());
  return (
    left.find((name) => endsAlike(name, field) || endsAlike(field, name)) ?? (left.length === 1 ? left[0] : undefined)
  );
}

/** The values of a reference's fields, of one item of its source. */
export function referenceValues({ endpoint, fields }: Source, index: number, items: KnownItems): Scalar[] {
  const key = items.key(endpoint, index);
  return fields.map(([, keyName]) => key[keyName] as Scalar);
}
