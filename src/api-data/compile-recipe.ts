/** Compiles the recipe of one resource. Pure. */

import { endpointOf } from "../api-model/endpoint.ts";
import { queryFields } from "../api-model/query-fields.ts";
import type { DescriptorProperty, Property, ResourceModel, ScalarProperty } from "../api-model/types.ts";
import type { Member, ReferenceGroup, ResourceRecipe, ValueRecipe } from "../lib/target-data/target-data.ts";
import { changeableOf } from "./changeable.ts";
import { type JoinedGroup, join, USUAL_ROWS, type Wanted } from "./join.ts";
import { isOrganization, type Kind } from "./kinds.ts";
import { Parts } from "./parts.ts";
import { MOST_USUAL, type RecipeContext } from "./recipe-context.ts";
import { type Source, sourcesOf } from "./sources.ts";
import { isValue, type PlacedReference, type UnifiedName, unifyFields } from "./unification.ts";
import { descriptorRecipe, ofKind, scalarRecipe, varietyOf } from "./value-recipes.ts";

export type Compiled = { readonly recipe: ResourceRecipe } | { readonly reason: string };

/** A resource cannot be made; `message` completes "it cannot be made: ". */
class Impossible extends Error {}

/** @param count wanted; cut to the number of different keys */
export function compileRecipe(resource: ResourceModel, count: number, context: RecipeContext): Compiled {
  const parts = new Parts(resource, context);
  const attempt = (extras: readonly Property[], byName = true, isSparing = false): Compiled => {
    try {
      return { recipe: new Compilation(resource, context, { parts, extras, byName, isSparing, count }).recipe() };
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      return { reason: error.message };
    }
  };
  const extras = parts.optional();
  for (const isSparing of [true, false]) {
    const all = attempt(extras, true, isSparing);
    if ("recipe" in all && all.recipe.count === count) return all;
  }
  const [joined, free] = [extras.filter(parts.refers), extras.filter((each) => !parts.refers(each))];
  let best = attempt(free);
  if ("reason" in best) {
    const loose = attempt(free, false);
    return "recipe" in loose ? loose : best;
  }
  // What no items fit together with is left out, and what would leave fewer keys.
  const kept = free;
  for (const extra of joined) {
    const next = attempt([...kept, extra]);
    if ("reason" in next || next.recipe.count < best.recipe.count) continue;
    kept.push(extra);
    best = next;
  }
  return best;
}

interface Attempt {
  readonly parts: Parts;
  /** Optional properties that the body is to have. */
  readonly extras: readonly Property[];
  /** Fields with one name hold one value. */
  readonly byName: boolean;
  /** Of resources that have a few items for their own sake, fewer still are referred to: their keys are kept at hand. */
  readonly isSparing: boolean;
  readonly count: number;
}

interface FoundReference extends PlacedReference {
  readonly isOptional: boolean;
}

interface KeyedReference extends FoundReference {
  /** Fields that are part of the natural key. */
  readonly keyFields: readonly string[];
}

interface Place {
  /** `classPeriods.classPeriodReference` */
  readonly path: string;
  readonly isOptional: boolean;
}

class Compilation {
  readonly #resource: ResourceModel;
  readonly #context: RecipeContext;
  readonly #attempt: Attempt;
  readonly #radices: number[] = [];
  readonly #groups: ReferenceGroup[] = [];
  /** By path of the reference. */
  readonly #places = new Map<string, { group: number; at: number; fields: Source["fields"] }>();
  readonly #required = new Set<string>();
  /** What an optional member of the root uses: bodies can go without. */
  readonly #useful = new Set<string>();
  /** Path of a field of a reference at the root, by the name of its value. */
  readonly #fields = new Map<string, string>();
  #unified: UnifiedName = (place) => place;
  #kind: Kind | undefined;

  constructor(resource: ResourceModel, context: RecipeContext, attempt: Attempt) {
    this.#resource = resource;
    this.#context = context;
    this.#attempt = attempt;
    this.#kind = context.kindOf(resource);
  }

  recipe(): ResourceRecipe {
    const { count, extras } = this.#attempt;
    const chosen = this.#resource.properties.filter(
      (each) => each.required || each.identity || isValue(each) || extras.includes(each),
    );
    const found = chosen.flatMap((property) => this.#references(property, ""));
    this.#unified = unifyFields(found, this.#resource, this.#attempt.byName);
    const placed = found.map((each) => ({ ...each, keyFields: this.#keyFields(each) }));
    this.#placeReferences(placed);
    // References before scalars that repeat their fields; what makes the key before everything else.
    const makesKey = ({ identity, name }: Property): boolean =>
      identity || placed.some(({ path, keyFields }) => keyFields.length > 0 && path === name);
    const order = (property: Property): number =>
      (makesKey(property) ? 0 : 2) + (property.kind === "reference" ? 0 : 1);
    const ordered = [...chosen].sort((a, b) => order(a) - order(b));
    const identity = ordered.filter(makesKey).flatMap((property) => this.#rootMember(property));
    const members = [
      ...identity,
      ...ordered.filter((property) => !makesKey(property)).flatMap((property) => this.#rootMember(property)),
    ];
    const capacity = this.#radices.reduce((product, radix) => Math.min(product * radix, Number.MAX_SAFE_INTEGER), 1);
    const changeable = changeableOf(this.#resource, members);
    return {
      endpoint: endpointOf(this.#resource),
      count: Math.min(count, capacity),
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

  /** All that the body is going to have. */
  #references(
    property: Property,
    path: string,
    isOptional = !property.required && !property.identity,
  ): FoundReference[] {
    const here = inside(path, property);
    if (property.kind === "reference") return [{ path: here, property, isOptional }];
    if (isValue(property)) return [];
    return this.#attempt.parts.membersOf(property).flatMap((member) => this.#references(member, here, isOptional));
  }

  /** All of a reference in the key; of another those that a scalar of the key repeats. */
  #keyFields({ path, property, isOptional }: FoundReference): readonly string[] {
    const names = property.keys.map(({ name }) => name);
    if (isOptional || path.includes(".")) return [];
    if (property.identity) return names;
    const own = this.#resource.properties.filter((each) => isValue(each) && each.identity);
    return names.filter((field) => own.some(({ name }) => this.#unified(name) === this.#unified(`${path}.${field}`)));
  }

  #placeReferences(found: readonly KeyedReference[]): void {
    const { model, items } = this.#context;
    const sparing = (source: Source): Source =>
      items.isMade(source.endpoint) && source.count <= MOST_USUAL
        ? { ...source, count: Math.min(source.count, USUAL_ROWS) }
        : source;
    const choices = found.map(({ path, property }) => {
      const all = sourcesOf(property, model, items);
      const sources = this.#attempt.isSparing ? all.map(sparing) : all;
      if (sources.length === 0)
        throw new Impossible(`it needs ${property.target} (${path}), of which there are no items`);
      return sources;
    });
    // The first sources that have items that agree: schools, or else agencies.
    const most = Math.max(1, ...choices.map((sources) => sources.length));
    for (let attempt = 0; attempt < most; attempt++) {
      const wanted = choices.map((sources, at): Wanted => {
        const { keyFields, path } = found[at] as KeyedReference;
        const source = sources[Math.min(attempt, sources.length - 1)] as Source;
        const nameOf = (field: string): string => this.#unified(`${path}.${field}`);
        return { source, names: source.fields.map(([name]) => nameOf(name)), keyNames: keyFields.map(nameOf) };
      });
      const groups = join(wanted, items, this.#attempt.count);
      if (groups === undefined) continue;
      for (const group of groups) this.#addGroup(group, found, wanted);
      return;
    }
    throw new Impossible(`no items agree that it refers to at once (${found.map(({ path }) => path).join(", ")})`);
  }

  #addGroup({ members, rows, size }: JoinedGroup, found: readonly FoundReference[], wanted: readonly Wanted[]): void {
    const isKey = members.some((at) => (wanted[at] as Wanted).keyNames.length > 0);
    const sources = members.map((at) => (wanted[at] as Wanted).source);
    const group = this.#groups.push({
      endpoints: sources.map(({ endpoint }) => endpoint),
      ...(rows === undefined ? {} : { rows }),
      size,
      ...(isKey && size > 1 ? { digit: this.#digit(size) } : {}),
    });
    for (const [at, { endpoint, fields }] of sources.entries()) {
      const { path, isOptional } = found[members[at] as number] as FoundReference;
      (isOptional ? this.#useful : this.#required).add(endpoint);
      this.#places.set(path, { group: group - 1, at, fields });
      if (path.includes(".") || isOptional) continue;
      for (const [name] of fields) this.#fields.set(this.#unified(`${path}.${name}`), `${path}.${name}`);
    }
  }

  #digit(radix: number): number {
    return this.#radices.push(radix) - 1;
  }

  #rootMember(property: Property): Member[] {
    const isOptional = !property.required && !property.identity;
    const isLeftOut = isOptional && property.kind !== "collection" && property.deprecated === true;
    return isLeftOut ? [] : this.#member(property, { path: property.name, isOptional });
  }

  #member(property: Property, place: Place): Member[] {
    const value = this.#value(property, place);
    return value === undefined ? [] : [[property.name, value]];
  }

  /** Undefined: the body goes without. */
  #value(property: Property, place: Place): ValueRecipe | undefined {
    switch (property.kind) {
      case "reference": {
        const found = this.#places.get(place.path);
        return found === undefined ? undefined : { is: "reference", ...found };
      }
      case "scalar":
        return this.#repeated(place) ?? this.#scalar(property, place);
      case "descriptor":
        return this.#repeated(place) ?? this.#descriptor(property, place);
      case "object":
        return { is: "object", members: this.#members(property, place) };
      default: {
        const members = this.#members(property, place);
        const count = this.#attempt.parts.elements(property, members);
        if (count !== undefined) return { is: "list", count, members };
        if (place.isOptional) return undefined;
        throw new Impossible(`it needs ${property.minItems} different ${property.name}`);
      }
    }
  }

  /** The value of a reference's field, where it must be the same. */
  #repeated({ path }: Place): ValueRecipe | undefined {
    const same = this.#fields.get(this.#unified(path));
    return same === undefined ? undefined : { is: "same", path: same };
  }

  #scalar(property: ScalarProperty, { isOptional }: Place): ValueRecipe | undefined {
    const { namespaceOf, organizationIds, settings } = this.#context;
    if (property.identity && isOrganization(this.#resource))
      return this.#varied({ is: "integer", ...organizationIds(endpointOf(this.#resource)) });
    const value = scalarRecipe(property, namespaceOf(this.#resource), settings, this.#attempt.count);
    if (value === undefined) {
      if (isOptional) return undefined;
      throw new Impossible(`no text is known that matches the pattern of ${property.name}: ${property.pattern}`);
    }
    return property.identity ? this.#varied(this.#ofKind(value)) : value;
  }

  /** The first part of the key that can tell kinds apart does. */
  #ofKind(value: ValueRecipe): ValueRecipe {
    if (this.#kind === undefined) return value;
    const own = ofKind(value, this.#kind, this.#context.settings);
    if (own !== value) this.#kind = undefined;
    return own;
  }

  #descriptor(property: DescriptorProperty, { isOptional }: Place): ValueRecipe | undefined {
    const { name, descriptor, identity } = property;
    const value = descriptorRecipe(property, this.#context);
    if (value === undefined) {
      if (isOptional) return undefined;
      throw new Impossible(`it needs a value of ${descriptor} (${name}), of which there is none`);
    }
    const endpoint = this.#context.descriptorEndpoint(descriptor);
    if (endpoint !== undefined) (isOptional ? this.#useful : this.#required).add(endpoint);
    return identity ? this.#varied(value) : value;
  }

  #members(group: Extract<Property, { properties: readonly Property[] }>, { path, isOptional }: Place): Member[] {
    return this.#attempt.parts
      .membersOf(group)
      .flatMap((member) => this.#member(member, { path: inside(path, member), isOptional }));
  }

  /** A part of the natural key: from item to item another value. */
  #varied(value: ValueRecipe): ValueRecipe {
    const variety = varietyOf(value, this.#attempt.count);
    return variety < 2 ? value : ({ ...value, digit: this.#digit(variety) } as ValueRecipe);
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

function inside(path: string, { name }: Property): string {
  return path === "" ? name : `${path}.${name}`;
}
