/** Writes recipes as the flat lists that VUs keep. Pure. */

import {
  type Code,
  type KeyRecipe,
  type PackedAdaptation,
  type PackedRecipe,
  type PackedValue,
  type RecipeFacts,
  WIDTH,
} from "./code.ts";
import type { Adaptation, Member, ResourceRecipe, ValueRecipe } from "./target-data.ts";

type Frame = Pick<ResourceRecipe, "radices" | "groups">;

/** Of added values: the only digit is the item's number. */
const ADDED: Frame = { radices: [2 ** 32], groups: [] };

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
