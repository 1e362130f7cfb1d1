/** How a reference of the dataset is changed to fit the target: its fields follow the key of what it refers to. Pure. */

import type { ReferenceKeyField, ReferenceProperty } from "../api-model/types.ts";
import type { Path } from "../lib/target-data/target-data.ts";
import { type AdaptContext, Draft, isAlike, type Origin } from "./adapt-draft.ts";
import type { Shape } from "./adapt-samples.ts";
import { changesFor, type ValueChange, wordsFor } from "./adapt-scalar.ts";

export interface FittedReference {
  readonly draft: Draft;
  /** Why it does not fit. */
  readonly reason?: string;
}

/** @param path of the reference, by the names of the target */
export function fitReference(
  shape: Shape,
  { target, keys }: ReferenceProperty,
  path: Path,
  context: AdaptContext,
): FittedReference {
  const draft = new Draft();
  const gone = context.leftOut.get(target.toLowerCase());
  if (gone !== undefined) return { draft, reason: `${gone} are left out` };
  if (context.model.byName.has(target) && !context.fitted.has(target.toLowerCase()))
    return { draft, reason: `the dataset has no ${target}` };
  const origins = originsOf(target, keys, context);
  const left = new Map(shape.members);
  const taken = new Map<ReferenceKeyField, string>();
  const finders: ((key: ReferenceKeyField) => string | undefined)[] = [
    (key) => nameIn(left, origins.get(key)?.own ?? key.name),
    (key) => (origins.has(key) ? undefined : [...left.keys()].find((name) => endsAlike(name, key.name))),
  ];
  for (const find of finders) {
    for (const key of keys.filter((each) => !taken.has(each))) {
      const name = find(key);
      if (name === undefined) continue;
      taken.set(key, name);
      left.delete(name);
    }
  }
  for (const name of left.keys()) draft.remove([...path, name], "the target does not know it");
  for (const key of keys) {
    const reason = fitField(key, taken.get(key), origins.get(key), { shape, path, draft });
    if (reason !== undefined) return { draft, reason };
  }
  return { draft };
}

interface Place {
  readonly shape: Shape;
  readonly path: Path;
  readonly draft: Draft;
}

function fitField(
  key: ReferenceKeyField,
  own: string | undefined,
  origin: Origin | undefined,
  { shape, path, draft }: Place,
): string | undefined {
  const place = [...path, key.name];
  const where = place.join(".");
  if (own === undefined) {
    if (origin?.constant === undefined) return `its field ${key.name} is not known`;
    draft.steps.push({ do: "add", path: place, value: { is: "one-of", values: [origin.constant] } });
    draft.texts.push(`${where} added`);
    draft.origins.set(where, origin);
    return undefined;
  }
  const changes = origin?.changes ?? changesFor(shape.members.get(own) as Shape, key);
  if (changes === undefined) return `its field ${key.name} is of another type`;
  if (own !== key.name) draft.steps.push({ do: "rename", path: [...path, own], to: key.name });
  for (const change of changes) draft.change(place, change);
  tell(draft, [...path, own].join("."), key.name, changes);
  if (own !== key.name || changes.length > 0) draft.origins.set(where, { own: [...path, own].join("."), changes });
  return undefined;
}

export function tell(draft: Draft, from: string, to: string, changes: readonly ValueChange[]): void {
  const isRenamed = from.slice(from.lastIndexOf(".") + 1) !== to;
  if (isRenamed || changes.length > 0) draft.texts.push(`${from}${isRenamed ? ` -> ${to}` : ""}${wordsFor(changes)}`);
}

/** Of each field, where the resource that is referred to has its value from. */
function originsOf(
  target: string,
  keys: readonly ReferenceKeyField[],
  { fitted }: AdaptContext,
): Map<ReferenceKeyField, Origin> {
  const found = new Map<ReferenceKeyField, Origin>();
  const known = fitted.get(target.toLowerCase());
  for (const key of keys) {
    for (const path of key.targetPaths) {
      const origin = known?.origins.get(path.replace("$.", ""));
      if (origin === undefined || found.has(key)) continue;
      const own = origin.own?.slice(origin.own.lastIndexOf(".") + 1);
      found.set(key, { ...origin, ...(own === undefined ? {} : { own }) });
    }
  }
  return found;
}

function nameIn(left: ReadonlyMap<string, Shape>, wanted: string): string | undefined {
  return left.has(wanted) ? wanted : [...left.keys()].find((name) => isAlike(name, wanted));
}

/** A role, or the name of the reference, is put before a name. */
function endsAlike(a: string, b: string): boolean {
  return a.toLowerCase().endsWith(b.toLowerCase()) || b.toLowerCase().endsWith(a.toLowerCase());
}
