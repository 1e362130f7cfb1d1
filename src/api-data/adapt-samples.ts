/** What the bodies of an endpoint hold, merged: members, how often they are there, and the extent of their values. Pure. */

import { type Dataset, EVERYTHING, NOTHING, type Scalar } from "../lib/data/dataset.ts";

/** All bodies of one endpoint at one place; elements of a list count as bodies of their own. */
export interface Shape {
  /** How often something is there. */
  readonly seen: number;
  /** How often that is an object or an element of a list. */
  readonly objects: number;
  /** The same of bodies with all that may be used. */
  readonly full: { readonly seen: number; readonly objects: number };
  readonly isList: boolean;
  /** Of the longest list. */
  readonly elements: number;
  readonly members: ReadonlyMap<string, Shape>;
  /** The first values that differ. */
  readonly values: ReadonlySet<Scalar>;
  readonly shortest: number;
  readonly longest: number;
  readonly least: number;
  readonly most: number;
}

interface Draft extends Shape {
  seen: number;
  objects: number;
  readonly full: { seen: number; objects: number };
  isList: boolean;
  elements: number;
  readonly members: Map<string, Draft>;
  readonly values: Set<Scalar>;
  shortest: number;
  longest: number;
  least: number;
  most: number;
}

/** Of all items of larger endpoints a spread is looked at. */
const MOST_SAMPLES = 1000;
/** Values that a text which becomes a number is looked up in: more would cost each VU memory. */
export const MOST_VALUES = 500;

/** Indexes from the first to the last, evenly. */
export function spread(count: number, most = MOST_SAMPLES): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, at) => Math.floor((at * (count - 1)) / (most - 1)));
}

/** Of bodies with all that may be used, and of those without anything optional. */
export function shapeOf(dataset: Dataset, endpoint: string): Shape {
  const shape = emptyShape();
  for (const index of spread(dataset.count(endpoint)))
    for (const vocabulary of [EVERYTHING, NOTHING])
      add(shape, dataset.body(endpoint, index, vocabulary), vocabulary === EVERYTHING);
  return shape;
}

/** Of a member that a step makes of others: one object that has only `name`. */
export function shapeAround(name: string, inner: Shape): Shape {
  const { seen } = inner;
  return { ...emptyShape(), seen, objects: seen, isList: true, elements: 1, members: new Map([[name, inner]]) };
}

function emptyShape(): Draft {
  return {
    seen: 0,
    objects: 0,
    full: { seen: 0, objects: 0 },
    isList: false,
    elements: 0,
    members: new Map(),
    values: new Set(),
    shortest: Number.POSITIVE_INFINITY,
    longest: 0,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
  };
}

function add(shape: Draft, value: unknown, isFull: boolean): void {
  shape.seen++;
  if (isFull) shape.full.seen++;
  if (Array.isArray(value)) {
    shape.isList = true;
    shape.elements = Math.max(shape.elements, value.length);
    for (const each of value) addObject(shape, each, isFull);
  } else if (typeof value === "object" && value !== null) addObject(shape, value, isFull);
  else addScalar(shape, value as Scalar);
}

function addObject(shape: Draft, value: object, isFull: boolean): void {
  shape.objects++;
  if (isFull) shape.full.objects++;
  for (const [name, inner] of Object.entries(value)) {
    let member = shape.members.get(name);
    if (member === undefined) {
      member = emptyShape();
      shape.members.set(name, member);
    }
    add(member, inner, isFull);
  }
}

function addScalar(shape: Draft, value: Scalar): void {
  if (shape.values.size <= MOST_VALUES) shape.values.add(value);
  if (typeof value === "string") {
    shape.shortest = Math.min(shape.shortest, value.length);
    shape.longest = Math.max(shape.longest, value.length);
  } else if (typeof value === "number") {
    shape.least = Math.min(shape.least, value);
    shape.most = Math.max(shape.most, value);
  }
}
