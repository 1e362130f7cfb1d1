/**
 * What the documents of a target add to the dataset: how items of further resources are made, and how the bodies of our own
 * are changed to fit. The runner compiles it (src/api-data); k6 reads it. JSON.
 */

export interface TargetData {
  /** In an order in which references come first. */
  readonly recipes: readonly ResourceRecipe[];
  readonly adaptations: readonly Adaptation[];
}

/** A property that updates change. */
export interface Changeable {
  readonly property: string;
  readonly kind: "text" | "integer" | "flag";
}

/** How items of a resource are made that the dataset itself does not have. */
export interface ResourceRecipe {
  /** `tpdm/candidates`; endpoints of `ed-fi` without their project: `students`. */
  readonly endpoint: string;
  readonly count: number;
  /** The number of leading members that are the natural key. */
  readonly identity: number;
  /**
   * An item's number is written with these digits, the first changes fastest; each value that is part of the key and may
   * vary takes one. The product is at least `count`: every item has a key of its own.
   */
  readonly radices: readonly number[];
  readonly groups: readonly ReferenceGroup[];
  readonly members: readonly Member[];
  /** The natural key as query filters: name of the filter, and path in the body (`programReference.programName`). */
  readonly key: readonly (readonly [filter: string, path: string])[];
  /** Endpoints. */
  readonly needs: { readonly required: readonly string[]; readonly optional: readonly string[] };
  /** What an update changes; absent where the root has nothing but its key. */
  readonly changeable?: Changeable;
}

/** References of one body that must agree with each other, for example on a school. */
export interface ReferenceGroup {
  readonly endpoints: readonly string[];
  /** An index of each endpoint's items, a row for each choice. Absent: one endpoint, and choice n is its item n. */
  readonly rows?: readonly (readonly number[])[];
  /** The number of choices. */
  readonly size: number;
  /** Place in `radices`. Absent: the choice is not part of the key, and chance decides. */
  readonly digit?: number;
}

export type Member = readonly [name: string, value: ValueRecipe];

/**
 * `digit`: place in `radices`; the value follows from that digit. Absent: chance decides. Of texts and integers it also follows
 * from the dataset's id: texts begin with its three characters (`max` of 3 and those of the digit in base 36, else two
 * datasets are not apart), integers go on from there as far as they have room (`max - min + 1` of 10,000 times the radix).
 */
interface Varied {
  readonly digit?: number;
}

interface NumberRecipe {
  readonly is: "number";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** A power of ten. */
  readonly unit: number;
}

/** `min` and `max`: lengths in characters, or values; `days`: so many different ones from `first` on. */
export type ValueRecipe =
  | (Varied & { readonly is: "text"; readonly min: number; readonly max: number })
  | (Varied & { readonly is: "integer"; readonly min: number; readonly max: number })
  /** A whole number from `min` to `max`, times `step / unit`. */
  | (Varied & NumberRecipe)
  | (Varied & { readonly is: "flag" })
  /** @property first in days since 1970-01-01 */
  | (Varied & { readonly is: "date" | "date-time"; readonly first: number; readonly days: number })
  | (Varied & { readonly is: "time" })
  /** A descriptor, or a value from a short list. */
  | (Varied & { readonly is: "one-of"; readonly values: readonly (string | number | boolean)[] })
  /** @property fields names in the reference, and names in the key of the item that is referred to */
  | {
      readonly is: "reference";
      readonly group: number;
      /** Place in the group's endpoints. */
      readonly at: number;
      readonly fields: readonly (readonly [name: string, keyName: string])[];
    }
  /** The value of another place in the body, of a member before this one: `sessionReference.schoolYear`. */
  | { readonly is: "same"; readonly path: string }
  | { readonly is: "object"; readonly members: readonly Member[] }
  /** Distinct elements: in each, the first `one-of`, text, number or date takes another value. */
  | { readonly is: "list"; readonly count: number; readonly members: readonly Member[] };

/** How the bodies of one endpoint of the dataset are changed to fit the target. */
export interface Adaptation<Value = ValueRecipe> {
  /** As in the dataset. */
  readonly endpoint: string;
  /** As the target spells it; absent where that is the same. */
  readonly spelled?: string;
  readonly steps: readonly Step<Value>[];
  /** Absent where the natural key stays as it is. */
  readonly key?: ResourceRecipe["key"];
  /** Of `key`: nothing differs from that of the dataset but that texts are shorter. */
  readonly isKeyShortened?: true;
  /** Of properties of the key that are texts: the most characters, where they are too few for the usual names of new items. */
  readonly keyLimits?: Readonly<Record<string, number>>;
  /** Indexes in the dataset, ascending, of items that are left out: another has the same key at the target. */
  readonly without?: readonly number[];
  /** Of adapted bodies; absent where they need what those of the dataset need. */
  readonly needs?: ResourceRecipe["needs"];
}

/** Names from the root down; lists are walked over: `addresses`, `periods`, `endDate`. */
export type Path = readonly string[];

/** Steps are taken in order. One whose path leads nowhere in a body does nothing. */
export type Step<Value = ValueRecipe> =
  /** @property why what the target says about it, where it was tried out */
  | { readonly do: "remove"; readonly path: Path; readonly why?: string }
  /** A member that is not there; no reference. Digit 0 is the item's number. */
  | { readonly do: "add"; readonly path: Path; readonly value: Value }
  /** @property to the new name, beside the old one */
  | { readonly do: "rename"; readonly path: Path; readonly to: string }
  /** A text of at most `max` characters: a longer one keeps its beginning, and a hash of the rest. */
  | { readonly do: "shorten"; readonly path: Path; readonly max: number }
  | { readonly do: "clamp"; readonly path: Path; readonly min: number; readonly max: number }
  /** A list of objects becomes a member of its first object: `academicSubjects[].academicSubjectDescriptor`. */
  | { readonly do: "unwrap"; readonly path: Path; readonly member: string; readonly to: string }
  /** The reverse. */
  | { readonly do: "wrap"; readonly path: Path; readonly member: string; readonly to: string }
  /** A text becomes a number or a number a text; what cannot be a number becomes the place in a list of its values. */
  | {
      readonly do: "convert";
      readonly path: Path;
      readonly to: "text" | "integer";
      readonly values?: readonly string[];
    };
