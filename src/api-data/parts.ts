/** Which optional properties a body is given, and what is in its objects and lists. Pure. */

import type { CollectionProperty, Property, ReferenceProperty, ResourceModel } from "../api-model/types.ts";
import type { Member } from "../lib/target-data/target-data.ts";
import type { RecipeContext } from "./recipe-context.ts";
import { sourcesOf } from "./sources.ts";
import { isValue } from "./unification.ts";
import { varietyOf } from "./value-recipes.ts";

type Group = Extract<Property, { properties: readonly Property[] }>;

const EXTENSIONS = "_ext";
const ELEMENTS = 2;

export class Parts {
  readonly #resource: ResourceModel;
  readonly #context: RecipeContext;
  readonly #members = new Map<Group, readonly Property[]>();

  constructor(resource: ResourceModel, context: RecipeContext) {
    this.#resource = resource;
    this.#context = context;
  }

  /** References, objects and lists that can be made, as far as they do not depend on each other. */
  optional(): Property[] {
    return this.#resource.properties.filter(
      (each) =>
        !each.required && !each.identity && !isValue(each) && this.#canBeMade(each) && !this.#repeatsValue(each, "$"),
    );
  }

  /** Whether a property is, or has inside, a reference. */
  readonly refers = (property: Property): boolean =>
    property.kind === "reference" || ("properties" in property && this.membersOf(property).some(this.refers));

  /** What is inside: no more than it needs, since the whole is left out where the target does not allow a part. */
  membersOf(group: Group): readonly Property[] {
    let members = this.#members.get(group);
    if (members === undefined) {
      members = this.#choose(group);
      this.#members.set(group, members);
    }
    return members;
  }

  /**
   * Elements whose first member makes the difference: the interpreter gives it another value in each. Undefined: there are
   * not as many as there must be.
   */
  elements(property: CollectionProperty, [first]: readonly Member[]): number | undefined {
    const { itemIdentity, minItems = 1, maxItems = ELEMENTS } = property;
    const isDistinct = first !== undefined && itemIdentity.includes(`$.${first[0]}`) && first[1].is !== "flag";
    const most = isDistinct ? varietyOf(first[1]) : itemIdentity.length === 0 ? minItems : 1;
    const count = Math.min(Math.max(minItems, isDistinct ? ELEMENTS : 1), most, maxItems);
    return count < minItems || count === 0 ? undefined : count;
  }

  /** A field of a reference and a value of the root must be the same: only required references decide such values. */
  #repeatsValue(property: Property, above: string): boolean {
    const path = `${above}.${property.name}`;
    if (property.kind === "collection")
      return this.membersOf(property).some((member) => this.#repeatsValue(member, `${path}[*]`));
    if (property.kind === "object") return this.membersOf(property).some((member) => this.#repeatsValue(member, path));
    if (property.kind !== "reference") return false;
    const values = new Set(this.#resource.properties.filter(isValue).map(({ name }) => `$.${name}`));
    return property.keys.some(
      ({ name }) =>
        values.has(`$.${name}`) ||
        this.#resource.equalities.some(
          (pair) => pair.includes(`${path}.${name}`) && pair.some((side) => values.has(side)),
        ),
    );
  }

  #choose(group: Group): readonly Property[] {
    const possible = group.properties.filter((each) => this.#canBeMade(each) && !isDeprecated(each));
    if (group.name === EXTENSIONS) return possible;
    const identity = group.kind === "collection" ? group.itemIdentity : [];
    const isIdentity = ({ name }: Property): boolean =>
      identity.some((path) => path === `$.${name}` || path.startsWith(`$.${name}.`));
    const needed = group.properties.filter((each) => each.required || isIdentity(each));
    if (needed.length > 0) return [...needed].sort((a, b) => Number(isIdentity(b)) - Number(isIdentity(a)));
    return possible.filter((each) => isValue(each)).slice(0, 1);
  }

  #canBeMade(property: Property): boolean {
    switch (property.kind) {
      case "scalar":
        return true;
      case "descriptor":
        return this.#context.valuesOf(property.descriptor).length > 0;
      case "reference":
        return this.#hasSource(property);
      default: {
        if (isDeprecated(property)) return false;
        const members = this.membersOf(property);
        return members.length > 0 && members.every((member) => this.#canBeMade(member));
      }
    }
  }

  /** Neither the resource itself nor something that comes later: that would be a cycle. */
  #hasSource(reference: ReferenceProperty): boolean {
    const { model, items, comesBefore } = this.#context;
    if (reference.target === this.#resource.name) return false;
    const sources = sourcesOf(reference, model, items);
    return sources.length > 0 && sources.every(({ endpoint }) => comesBefore(endpoint, this.#resource));
  }
}

function isDeprecated(property: Property): boolean {
  return property.kind !== "collection" && property.deprecated === true;
}
