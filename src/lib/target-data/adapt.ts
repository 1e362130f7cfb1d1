/** Changes bodies of the hand-written dataset so that they fit the target. Pure; what it is given stays as it is. */

import type { Body } from "../data/dataset.ts";
import type { Code, PackedAdaptation } from "./code.ts";
import { type Draft, Making, type Source } from "./making.ts";
import { hashOf } from "./paths.ts";
import type { Path, Step } from "./target-data.ts";

/** For the values that a step adds. */
const PLACES = 1000;
/** Characters in base 36 of what stands for the end of a text. */
const TAIL = 7;

/** Index in the dataset of an item, some of which are left out. */
export function ownIndex(index: number, without: readonly number[] = []): number {
  let own = index;
  for (const each of without) {
    if (each > own) break;
    own++;
  }
  return own;
}

/** @param stream of the resource */
export function adaptBody(
  source: Source,
  stream: number,
  { steps }: PackedAdaptation,
  index: number,
  body: Body,
): Body {
  const making = new Making(source, stream, index);
  let adapted = body;
  for (const [at, step] of steps.entries()) {
    making.root = adapted;
    // Whatever the steps before it did.
    making.place = at * PLACES;
    adapted = changeAt(adapted, step.path, 0, (parent, name) => take(step, parent, name, making)) as Body;
  }
  return adapted;
}

/** A copy of what is on the way; `change` gets the copy of what holds the last name. */
function changeAt(value: unknown, path: Path, depth: number, change: (parent: Draft, name: string) => void): unknown {
  if (Array.isArray(value)) return value.map((each) => changeAt(each, path, depth, change));
  if (typeof value !== "object" || value === null) return value;
  const copy: Draft = { ...value };
  const name = path[depth] as string;
  if (depth === path.length - 1) change(copy, name);
  else if (name in copy) copy[name] = changeAt(copy[name], path, depth + 1, change);
  return copy;
}

function take(step: Step<Code>, parent: Draft, name: string, making: Making): void {
  const value = parent[name];
  if (step.do === "add") {
    const added = value ?? making.value(step.value, 0);
    if (added !== undefined) parent[name] = added;
    return;
  }
  if (value === undefined) return;
  const to = "member" in step || step.do === "rename" ? step.to : name;
  const changed = changedValue(step, value);
  if (to !== name || changed === undefined) delete parent[name];
  if (changed !== undefined) parent[to] = changed;
}

/** Undefined: nothing stays. */
function changedValue(step: Exclude<Step<Code>, { readonly do: "add" }>, value: unknown): unknown {
  switch (step.do) {
    case "remove":
      return undefined;
    case "rename":
      return value;
    case "shorten":
      return typeof value === "string" ? shortened(value, step.max) : value;
    case "clamp":
      return typeof value === "number" ? Math.min(step.max, Math.max(step.min, value)) : value;
    case "unwrap":
      return (value as readonly Body[])[0]?.[step.member];
    case "wrap":
      return [{ [step.member]: value }];
    case "convert":
      return step.to === "text" ? String(value) : wholeNumber(value, step.values);
  }
}

function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const tail = hashOf(text).toString(36).padStart(TAIL, "0").slice(-max);
  return text.slice(0, max - tail.length) + tail;
}

/** The first value of a list is 1. */
function wholeNumber(value: unknown, values: readonly string[] = []): number {
  const number = Number(value);
  return Number.isInteger(number) ? number : values.indexOf(String(value)) + 1;
}
