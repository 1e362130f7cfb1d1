/** Compiles the recipe of one resource. Pure. */

import { queryFields } from "../api-model/query-fields.ts";
import type { CollectionProperty, Model, Property, ReferenceProperty, ResourceModel } from "../api-model/types.ts";
import type { Changeable } from "../lib/data/dataset.ts";
import type { Member, ReferenceGroup, ResourceRecipe, ValueRecipe } from "../lib/target-data/target-data.ts";
import { endpointOf } from "./endpoints.ts";
import { join, type Wanted } from "./join.ts";
import { type KnownItems, sourcesOf } from "./sources.ts";
import { descriptorRecipe, scalarRecipe, type ValueContext, varietyOf } from "./value-recipes.ts";

export interface RecipeContext extends ValueContext {
  readonly model: Model;
  readonly items: KnownItems;
  /** Endpoint of a descriptor type. */
  readonly descriptorEndpoint: (descriptor: string) => string;
  /** First ID of a kind of education organization; all kinds share one range of IDs. */
  readonly organizationIds: (endpoint: string) => { readonly min: number; readonly max: number };
}

export type Compiled = { readonly recipe: ResourceRecipe } | { readonly reason: string };

/** A resource cannot be made; `message` completes "it cannot be made: ". */
class Impossible extends Error {}

/** @param count wanted; cut to the number of different keys */
export function compileRecipe(resource: ResourceModel, count: number, context: RecipeContext): Compiled {
  // Optional references that no items fit together with are left out, one after another.
  const optional = optionalReferences(resource, context);
  for (;;) {
    try {
      return { recipe: new Compilation(resource, context, new Set(optional)).recipe(count) };
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      if (optional.pop() === undefined) return { reason: error.message };
    }
  }
}

/** Of the root, to items that exist, with no field that a scalar must agree with. */
function optionalReferences({ properties, name }: ResourceModel, { model, items }: RecipeContext): string[] {
  const scalars = new Set(properties.flatMap((each) => (each.kind === "scalar" ? [each.name] : [])));
  return properties.flatMap((property) =>
    property.kind === "reference" &&
    !property.required &&
    property.target !== name &&
    property.keys.every((field) => !scalars.has(field.name)) &&
    sourcesOf(property, model, items).length > 0
      ? [property.name]
      : [],
  );
}

interface FoundReference {
  readonly path: string;
  readonly property: ReferenceProperty;
  readonly isKey: boolean;
}

class Compilation {
  readonly #resource: ResourceModel;
  readonly #context: RecipeContext;
  readonly #optional: ReadonlySet<string>;
  readonly #radices: number[] = [];
  readonly #groups: ReferenceGroup[] = [];
  /** By path of the reference. */
  readonly #places = new Map<string, { group: number; at: number; fields: Wanted["source"]["fields"] }>();
  readonly #required = new Set<string>();
  /** What an optional member of the root uses: bodies can go without. */
  readonly #useful = new Set<string>();
  /** Field of a reference at the root, by name -> its path. */
  readonly #fields = new Map<string, string>();

  constructor(resource: ResourceModel, context: RecipeContext, optional: ReadonlySet<string>) {
    this.#resource = resource;
    this.#context = context;
    this.#optional = optional;
  }

  recipe(wanted: number): ResourceRecipe {
    const { properties } = this.#resource;
    this.#placeReferences(this.#references(properties, "", true));
    // References before scalars that repeat their fields; what makes the key before everything else.
    const makesKey = (property: Property): boolean => property.identity || this.#repeatedInKey(property);
    const order = (property: Property): number =>
      (makesKey(property) ? 0 : 2) + (property.kind === "reference" ? 0 : 1);
    const ordered = [...properties].sort((a, b) => order(a) - order(b));
    const identity = ordered.filter(makesKey).flatMap((property) => this.#member(property, ""));
    const rest = ordered.filter((property) => !makesKey(property));
    const members = [...identity, ...rest.flatMap((property) => this.#member(property, ""))];
    const capacity = this.#radices.reduce((product, radix) => Math.min(product * radix, Number.MAX_SAFE_INTEGER), 1);
    const changeable = changeableOf(rest, members);
    return {
      endpoint: endpointOf(this.#resource),
      count: Math.min(wanted, capacity),
      identity: identity.length,
      radices: this.#radices,
      groups: this.#groups,
      members,
      key: this.#key(members),
      needs: {
        required: [...this.#required],
        optional: [...this.#useful].filter((endpoint) => !this.#required.has(endpoint)),
      },
      ...(changeable === undefined ? {} : { changeable }),
    };
  }

  /** A reference that is no part of the key, but has a field that a scalar of the key repeats. */
  #repeatedInKey(property: Property): boolean {
    if (property.kind !== "reference" || !property.required || property.role !== undefined) return false;
    const { properties } = this.#resource;
    return property.keys.some((field) =>
      properties.some(({ kind, name, identity }) => kind === "scalar" && identity && name === field.name),
    );
  }

  /** All that the body is going to have. */
  #references(properties: readonly Property[], path: string, isRoot: boolean): FoundReference[] {
    return properties.flatMap((property): FoundReference[] => {
      const { name, required, identity } = property;
      const here = path === "" ? name : `${path}.${name}`;
      if (property.kind === "reference") {
        const isWanted = required || identity || (isRoot && this.#optional.has(name));
        return isWanted ? [{ path: here, property, isKey: isRoot && (identity || this.#repeatedInKey(property)) }] : [];
      }
      if ((property.kind === "object" || property.kind === "collection") && required)
        return this.#references(property.properties, here, false);
      return [];
    });
  }

  #placeReferences(found: readonly FoundReference[]): void {
    const { model, items } = this.#context;
    const choices = found.map(({ path, property }) => {
      const sources = sourcesOf(property, model, items);
      if (sources.length === 0)
        throw new Impossible(`it needs ${property.target} (${path}), of which there are no items`);
      return sources;
    });
    // The first sources that have items that agree: schools, or else agencies.
    const most = Math.max(1, ...choices.map((sources) => sources.length));
    for (let attempt = 0; attempt < most; attempt++) {
      const wanted = choices.map(
        (sources, at): Wanted => ({
          isKey: found[at]?.isKey === true,
          role: found[at]?.property.role ?? "",
          source: sources[Math.min(attempt, sources.length - 1)] as Wanted["source"],
        }),
      );
      const groups = join(wanted, items);
      if (groups === undefined) continue;
      for (const { members, rows, size } of groups) this.#addGroup(members, { found, wanted, rows, size });
      return;
    }
    throw new Impossible(`no items agree that it refers to at once (${found.map(({ path }) => path).join(", ")})`);
  }

  #addGroup(
    members: readonly number[],
    {
      found,
      wanted,
      rows,
      size,
    }: {
      readonly found: readonly FoundReference[];
      readonly wanted: readonly Wanted[];
      readonly rows: readonly (readonly number[])[] | undefined;
      readonly size: number;
    },
  ): void {
    const isKey = members.some((at) => wanted[at]?.isKey === true);
    const digit = isKey && size > 1 ? { digit: this.#radices.push(size) - 1 } : {};
    const sources = members.map((at) => (wanted[at] as Wanted).source);
    const group = this.#groups.push({
      endpoints: sources.map(({ endpoint }) => endpoint),
      ...(rows === undefined ? {} : { rows }),
      size,
      ...digit,
    });
    for (const [at, { endpoint, fields }] of sources.entries()) {
      const { path } = found[members[at] as number] as FoundReference;
      (this.#optional.has(path) ? this.#useful : this.#required).add(endpoint);
      this.#places.set(path, { group: group - 1, at, fields });
      if (path.includes(".") || (wanted[members[at] as number] as Wanted).role !== "") continue;
      for (const [name] of fields) if (!this.#fields.has(name)) this.#fields.set(name, `${path}.${name}`);
      if (!path.includes("."))
        for (const [name] of fields) if (!this.#fields.has(name)) this.#fields.set(name, `${path}.${name}`);
    }
  }

  #member(property: Property, path: string): Member[] {
    const value = this.#value(property, path);
    return value === undefined ? [] : [[property.name, value]];
  }

  /** Undefined: the body goes without. */
  #value(property: Property, path: string): ValueRecipe | undefined {
    const here = path === "" ? property.name : `${path}.${property.name}`;
    const isDeprecated = property.kind !== "collection" && property.deprecated === true;
    if (!property.required && !property.identity && isDeprecated) return undefined;
    switch (property.kind) {
      case "reference": {
        const place = this.#places.get(here);
        return place === undefined ? undefined : { is: "reference", ...place };
      }
      case "scalar": {
        const same = path === "" ? this.#fields.get(property.name) : undefined;
        if (same !== undefined) return { is: "same", path: same };
        if (property.identity && this.#isOrganization()) return this.#varied(this.#organizationId());
        const value = scalarRecipe(property, this.#context);
        return property.identity ? this.#varied(value) : value;
      }
      case "descriptor": {
        const value = descriptorRecipe(property, this.#context);
        if (value === undefined) return this.#without(property);
        const isOptional = path === "" && !property.required && !property.identity;
        (isOptional ? this.#useful : this.#required).add(this.#context.descriptorEndpoint(property.descriptor));
        return property.identity ? this.#varied(value) : value;
      }
      case "object":
        return property.required ? { is: "object", members: this.#members(property.properties, here) } : undefined;
      default:
        return property.required ? this.#list(property, here) : undefined;
    }
  }

  #without({ name, required, descriptor }: Extract<Property, { kind: "descriptor" }>): undefined {
    if (required) throw new Impossible(`it needs a value of ${descriptor} (${name}), of which there is none`);
    return undefined;
  }

  #members(properties: readonly Property[], path: string): Member[] {
    const references = properties.filter(({ kind }) => kind === "reference");
    const others = properties.filter(({ kind }) => kind !== "reference");
    return [...references, ...others].flatMap((property) => this.#member(property, path));
  }

  #list({ properties }: CollectionProperty, path: string): ValueRecipe {
    return { is: "list", count: 1, members: this.#members(properties, path) };
  }

  /** A part of the natural key: from item to item another value. */
  #varied(value: ValueRecipe): ValueRecipe {
    const variety = varietyOf(value);
    return variety < 2 ? value : ({ ...value, digit: this.#radices.push(variety) - 1 } as ValueRecipe);
  }

  #isOrganization(): boolean {
    const { properties, subclassOf } = this.#resource;
    if (subclassOf !== undefined) return subclassOf === "EducationOrganization";
    const [only, second] = properties.filter(({ identity }) => identity);
    const isId = only?.kind === "scalar" && only.type === "integer" && second === undefined;
    return isId && properties.some(({ name }) => name === "nameOfInstitution");
  }

  #organizationId(): ValueRecipe {
    return { is: "integer", ...this.#context.organizationIds(endpointOf(this.#resource)) };
  }

  /** As the collection's query takes it. */
  #key(members: readonly Member[]): ResourceRecipe["key"] {
    const made = new Set(members.map(([name]) => name));
    return [...queryFields(this.#resource).values()].flatMap(({ name, paths, identity }) => {
      const path = paths.map((each) => each.slice(2)).find((each) => made.has(each.split(".")[0] as string));
      return identity && path !== undefined ? [[name, path] as const] : [];
    });
  }
}

const KINDS = { string: "text", integer: "integer", boolean: "flag" } as const;
/** Enough for `Change 12345`. */
const LEAST_TEXT = 15;

/** A text first: it has the most values. */
function changeableOf(rest: readonly Property[], members: readonly Member[]): Changeable | undefined {
  const made = new Map(members);
  for (const type of ["string", "integer", "boolean"] as const) {
    const found = rest.find(
      (property) =>
        property.kind === "scalar" &&
        property.type === type &&
        (type !== "string" || (property.maxLength ?? LEAST_TEXT) >= LEAST_TEXT) &&
        (type !== "integer" || property.maximum === undefined) &&
        !["same", "one-of", undefined].includes(made.get(property.name)?.is),
    );
    if (found !== undefined) return { property: found.name, kind: KINDS[type] };
  }
  return undefined;
}
