/**
 * Recipes as VUs keep them: members and their values in one flat list. In k6 an object takes 300 bytes and more, an element
 * of a list 16, and each VU has its own. Pure.
 */

import type { Adaptation, Changeable, Member, ResourceRecipe, ValueRecipe } from "./target-data.ts";

/**
 * Records of `WIDTH` elements, one for each member: those of the root, then those of what is nested; then what they need
 * besides. A record begins with kind, name, divisor and radix. Of an item's number, `floor(number / divisor) % radix` is the
 * digit that the value follows from. Divisor 0: a number by chance is drawn for it; -1: it needs none. The other three:
 *
 * | kind | | | |
 * | --- | --- | --- | --- |
 * | text | min | max | characters of the largest digit |
 * | one-of | place of the first value | number of values | |
 * | reference | place of endpoint, column and fields | number of fields | number of the group |
 * | integer | min | number of values | |
 * | number | min | number of values | place of step and unit |
 * | date, date-time | first | days | |
 * | object | place of the first record | end | |
 * | list | place of the first record | end | number of objects |
 * | same | path | | |
 *
 * The radix of a reference is the number of choices, also where chance decides. Its column is the place of an index for
 * each choice, 0 where choice n is item n; its fields are pairs of names, the second "" where both are the same.
 */
export type Code = readonly (string | number | boolean)[];

export const WIDTH = 7;

/** What makes bodies. */
export interface BodyRecipe {
  readonly code: Code;
  /** Where the root's records end. */
  readonly end: number;
  /** JSON of what few VUs ask for. */
  readonly facts: string;
}

/** The same for natural keys: most of what bodies refer to is needed for nothing else. */
export interface KeyRecipe extends Pick<BodyRecipe, "code" | "end"> {
  /** The pairs of a recipe's key, one after the other. */
  readonly key: readonly string[];
}

export interface PackedRecipe {
  readonly body: BodyRecipe;
  readonly key: KeyRecipe;
}

export interface RecipeFacts extends Pick<ResourceRecipe, "endpoint" | "count" | "needs"> {
  readonly changeable?: Changeable;
}

export function factsOf({ facts }: BodyRecipe): RecipeFacts {
  return JSON.parse(facts) as RecipeFacts;
}

export type PackedAdaptation = Adaptation<Code>;

/** Of a step that adds a member. */
export type PackedValue = ValueRecipe | Code;

type Frame = Pick<ResourceRecipe, "radices" | "groups">;

/** Of added values: the only digit is the item's number. */
const ADDED: Frame = { radices: [0x1_0000_0000], groups: [] };

export function packRecipe(recipe: ResourceRecipe): PackedRecipe {
  const { endpoint, count, needs, changeable, members } = recipe;
  const facts: RecipeFacts = { endpoint, count, needs, ...(changeable === undefined ? {} : { changeable }) };
  return {
    body: { code: new Packing(recipe).code(members), end: members.length * WIDTH, facts: JSON.stringify(facts) },
    key: packKey(recipe),
  };
}

export function packKey(recipe: ResourceRecipe): KeyRecipe {
  const { identity, members, key } = recipe;
  return { code: new Packing(recipe).code(members.slice(0, identity)), end: identity * WIDTH, key: key.flat() };
}

export function packAdaptation({ steps, ...rest }: Adaptation<PackedValue>): PackedAdaptation {
  return {
    ...rest,
    steps: steps.map((step) =>
      step.do !== "add" || isCode(step.value)
        ? (step as PackedAdaptation["steps"][0])
        : { ...step, value: new Packing(ADDED).code([[String(step.path.at(-1)), step.value]]) },
    ),
  };
}

function isCode(value: PackedValue): value is Code {
  return Array.isArray(value);
}

/** Their values are made of no number that is drawn for them. */
const NOT_DRAWN: readonly ValueRecipe["is"][] = ["reference", "object", "same"];

/** Elements of a record after its radix. */
type Details = readonly [first?: string | number, second?: string | number, third?: number];

class Packing {
  readonly #frame: Frame;
  readonly #code: (string | number | boolean)[] = [];

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  code(members: readonly Member[]): Code {
    this.#records(members);
    return this.#code;
  }

  /** @returns the place of the first, and the end */
  #records(members: readonly Member[]): readonly [number, number] {
    const first = this.#add(...Array<number>(members.length * WIDTH).fill(0));
    const end = this.#code.length;
    for (const [at, [name, value]] of members.entries()) {
      const [one = 0, two = 0, three = 0] = this.#details(value);
      this.#code.splice(first + at * WIDTH, WIDTH, value.is, name, ...this.#digit(value), one, two, three);
    }
    return [first, end];
  }

  /** Divisor and radix. */
  #digit(value: ValueRecipe): readonly [number, number] {
    const { radices } = this.#frame;
    const group = value.is === "reference" ? this.#frame.groups[value.group] : undefined;
    const digit = group?.digit ?? ("digit" in value ? value.digit : undefined);
    if (digit === undefined) return [NOT_DRAWN.includes(value.is) ? -1 : 0, group?.size ?? 0];
    const divisor = radices.slice(0, digit).reduce((product, radix) => product * radix, 1);
    return [divisor, radices[digit] as number];
  }

  #details(value: ValueRecipe): Details {
    switch (value.is) {
      case "text":
        return [value.min, value.max, (this.#digit(value)[1] - 1).toString(36).length];
      case "one-of":
        return [this.#add(...value.values), value.values.length];
      case "reference":
        return this.#reference(value);
      case "integer":
        return [value.min, value.max - value.min + 1];
      case "number":
        return [value.min, value.max - value.min + 1, this.#add(value.step, value.unit)];
      case "date":
      case "date-time":
        return [value.first, value.days];
      case "object":
        return this.#records(value.members);
      case "list":
        return [...this.#records(value.members), value.count];
      case "same":
        return [value.path];
      default:
        return [];
    }
  }

  #reference({ group: number, at, fields }: ValueRecipe & { readonly is: "reference" }): Details {
    const { endpoints, rows } = this.#frame.groups[number] as ResourceRecipe["groups"][0];
    const column = rows === undefined ? 0 : this.#add(...rows.map((row) => row[at] as number));
    const names = fields.flatMap(([name, keyName]) => [name, keyName === name ? "" : keyName]);
    return [this.#add(endpoints[at] as string, column, ...names), fields.length, number];
  }

  /** @returns the place of the first */
  #add(...elements: (string | number | boolean)[]): number {
    return this.#code.push(...elements) - elements.length;
  }
}
