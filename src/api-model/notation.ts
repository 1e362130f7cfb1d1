/**
 * The notation in which the sandbox writes down a Data Standard, and its parser. One fact per line,
 * depth by leading blanks:
 *
 *   Student                                resource; endpoint `students`
 *   Person:people                          resource with an irregular plural
 *   School <EducationOrganization          kind of an abstract resource
 *   Section ~                              its natural key may change by PUT
 *   abstract EducationOrganization         abstract resource, followed by its key fields
 *   item Contact_Address                   item type that several collections share
 *
 *   name s5-60        string of 5 to 60 characters (`s60`: up to 60)
 *   name int 1..8     32-bit integer in a range; `int64`; `bool`, `date`, `datetime`, `time`
 *   name dec9.2       decimal with 9 digits, 2 of them after the point
 *   xDescriptor       descriptor of type XDescriptor; another type follows the name
 *   xReference        reference to X; another target follows the name. `@x`: the reference plays the
 *                     role x, which its name swallows (a programReference in the role program)
 *   name {}           inline object, members one level deeper
 *   name []           collection, members of its items one level deeper
 *   name [Type]       the same with an irregular or shared item type (shared: nothing deeper follows)
 *
 * After the name: `+` required, `!` required and part of the identity (of the resource, or in a
 * collection of the item), `?` optional only because the group that it was flattened from is, `*` the
 * same and part of the item's identity. At the end of the line: `deprecated`.
 *
 *   key field = path  the field of references to this resource that carries this part of its key,
 *                     where it is not called as the last segment of the path
 *   eq path = path    values that must agree inside one body
 */
import { upperFirst } from "./names.ts";
import type { PropertyMarks, ScalarType } from "./types.ts";

export interface DraftProperty {
  readonly name: string;
  readonly required: boolean;
  /** Part of the identity of the resource or, in a collection, of the item. */
  readonly identity: boolean;
  readonly marks?: PropertyMarks;
  readonly type: DraftType;
}

export interface DraftScalar {
  readonly kind: "scalar";
  readonly type: ScalarType;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly bits?: 32 | 64;
  readonly precision?: number;
  readonly scale?: number;
  readonly multipleOf?: number;
  readonly pattern?: string;
  readonly values?: readonly (string | number | boolean)[];
}

export interface DraftGroup {
  readonly kind: "object" | "collection";
  /** Empty: named after the resource and the property. */
  readonly schema: string;
  /** Empty: those of the shared item type `schema`. */
  readonly members: DraftProperty[];
  /** Of a collection. */
  readonly minItems?: number;
  readonly maxItems?: number;
}

export type DraftType =
  | DraftScalar
  | { readonly kind: "descriptor"; readonly descriptor: string }
  | { readonly kind: "reference"; readonly target: string; readonly role?: string }
  | DraftGroup;

export interface DraftResource {
  readonly project: string;
  readonly name: string;
  /** Empty: the plural by the common rule. */
  readonly endpoint: string;
  readonly subclassOf: string | undefined;
  readonly allowIdentityUpdates: boolean;
  readonly domains: readonly string[];
  readonly members: DraftProperty[];
  /** Field of the reference -> path of the key. */
  readonly keys: Map<string, string>;
  readonly equalities: [string, string][];
}

export interface Draft {
  readonly resources: DraftResource[];
  readonly abstracts: Map<string, DraftProperty[]>;
  readonly items: Map<string, DraftProperty[]>;
}

/**
 * Resources of the project `ed-fi`.
 * @throws Error naming the line that breaks the notation.
 */
export function parseNotation(text: string): Draft {
  const draft: Draft = { resources: [], abstracts: new Map(), items: new Map() };
  let levels: DraftProperty[][] = [];
  let resource: DraftResource | undefined;
  for (const line of text.split("\n")) {
    const content = line.trimStart();
    const depth = line.length - content.length;
    if (content === "") continue;
    if (depth === 0) {
      const block = parseHeading(content, draft);
      resource = block.resource;
      levels = [block.members];
    } else if (resource !== undefined && /^(key|eq) /.test(content)) {
      addRule(content, resource);
    } else {
      const members = levels[depth - 1];
      if (members === undefined) throw notationError(line);
      const property = parseProperty(content);
      members.push(property);
      levels.length = depth;
      if (property.type.kind === "object" || property.type.kind === "collection") levels.push(property.type.members);
    }
  }
  return draft;
}

function parseHeading(line: string, draft: Draft): { members: DraftProperty[]; resource: DraftResource | undefined } {
  const special = /^(abstract|item) (\w+)$/.exec(line);
  if (special !== null) {
    const members: DraftProperty[] = [];
    (special[1] === "item" ? draft.items : draft.abstracts).set(special[2] ?? "", members);
    return { members, resource: undefined };
  }
  const match = /^(\w+)(?::(\w+))?(?: <(\w+))?( ~)?$/.exec(line);
  if (match === null) throw notationError(line);
  const resource: DraftResource = {
    project: "ed-fi",
    name: match[1] ?? "",
    endpoint: match[2] ?? "",
    subclassOf: match[3],
    allowIdentityUpdates: match[4] !== undefined,
    domains: [],
    members: [],
    keys: new Map(),
    equalities: [],
  };
  draft.resources.push(resource);
  return { members: resource.members, resource };
}

function addRule(line: string, resource: DraftResource): void {
  const match = /^(key|eq) (\S+) = (\S+)$/.exec(line);
  if (match === null) throw notationError(line);
  const [, word, left = "", right = ""] = match;
  if (word === "key") resource.keys.set(left, `$.${right}`);
  else resource.equalities.push([`$.${left}`, `$.${right}`]);
}

function parseProperty(line: string): DraftProperty {
  const match = /^(\w+)([+!*?]?)(?: (.+?))??( deprecated)?$/.exec(line);
  if (match === null) throw notationError(line);
  const [, name = "", mark = "", text = "", deprecated] = match;
  return {
    name,
    required: mark === "+" || mark === "!",
    identity: mark === "!" || mark === "*",
    marks: {
      ...(mark === "?" || mark === "*" ? { nullable: false } : {}),
      ...(deprecated === undefined ? {} : { deprecated: true }),
    },
    type: parseType(name, text, line),
  };
}

function parseType(name: string, text: string, line: string): DraftType {
  const group = /^(?:\[(\w*)\]|\{(\w*)\})$/.exec(text);
  if (group !== null) {
    return { kind: text.startsWith("[") ? "collection" : "object", schema: group[1] ?? group[2] ?? "", members: [] };
  }
  const named = /^([A-Z]\w*)?(?: ?@(\w+))?$/.exec(text);
  if (named !== null && name.endsWith("Descriptor"))
    return { kind: "descriptor", descriptor: named[1] ?? upperFirst(name) };
  if (named !== null && name.endsWith("Reference")) return parseReference(name, named[1], named[2]);
  return parseScalar(text, line);
}

function parseReference(name: string, target: string | undefined, swallowed: string | undefined): DraftType {
  const stem = name.slice(0, -"Reference".length);
  const found = target ?? upperFirst(stem);
  const role = swallowed ?? (stem.endsWith(found) ? stem.slice(0, -found.length) : "");
  return { kind: "reference", target: found, ...(role === "" ? {} : { role }) };
}

const PLAIN_SCALARS: Readonly<Record<string, DraftScalar>> = {
  int: { kind: "scalar", type: "integer", bits: 32 },
  int64: { kind: "scalar", type: "integer", bits: 64 },
  bool: { kind: "scalar", type: "boolean" },
  date: { kind: "scalar", type: "date" },
  datetime: { kind: "scalar", type: "date-time" },
  time: { kind: "scalar", type: "time" },
};

function parseScalar(text: string, line: string): DraftScalar {
  const [word = "", range = ""] = text.split(" ");
  const [minimum = "", maximum = ""] = range.split("..");
  const bounds = {
    ...(minimum === "" ? {} : { minimum: Number(minimum) }),
    ...(maximum === "" ? {} : { maximum: Number(maximum) }),
  };
  const plain = PLAIN_SCALARS[word];
  if (plain !== undefined) return { ...plain, ...bounds };
  const lengths = /^s(?:(\d+)-)?(\d+)$/.exec(word);
  if (lengths !== null) {
    const minLength = lengths[1] === undefined ? {} : { minLength: Number(lengths[1]) };
    return { kind: "scalar", type: "string", ...minLength, maxLength: Number(lengths[2]) };
  }
  const decimal = /^dec(\d+)\.(\d+)$/.exec(word);
  if (decimal === null) throw notationError(line);
  return { kind: "scalar", type: "number", precision: Number(decimal[1]), scale: Number(decimal[2]), ...bounds };
}

function notationError(line: string): Error {
  return new Error(`Reading the resource model: cannot understand the line "${line}".`);
}
