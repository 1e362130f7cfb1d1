/** Resources that another data standard calls otherwise: `contacts` were `parents` up to Data Standard 4. Pure. */

import { endpointOf } from "../api-model/endpoint.ts";
import { upperFirst } from "../api-model/names.ts";
import type { Model, ResourceModel } from "../api-model/types.ts";
import { singular } from "../lib/data/needs.ts";
import { isAlike, type Word } from "./adapt-draft.ts";
import type { Shape } from "./adapt-samples.ts";

/** Names of one thing in versions of the Data Standard. */
const KNOWN: readonly Word[] = [["Contact", "Parent"]];
/** Share of the members of a body that a resource must have to be taken for the same under another name. */
const ALIKE = 0.9;

export interface Renamed {
  readonly resource: ResourceModel;
  readonly word: Word;
}

/**
 * @param shape of the bodies of `endpoint`, which the target does not have
 * @param isTaken whether an endpoint of the target is one of the dataset's under its own name
 */
export function renamedResource(
  endpoint: string,
  shape: Shape,
  { resources }: Model,
  isTaken: (endpoint: string) => boolean,
): Renamed | undefined {
  const name = upperFirst(singular(endpoint));
  const free = resources.filter((each) => each.project === "ed-fi" && !each.isDescriptor && !isTaken(endpointOf(each)));
  for (const word of KNOWN) {
    const resource = free.find((each) => each.name !== name && each.name === renamed(name, [word]));
    if (resource !== undefined) return { resource, word };
  }
  const alike = free.flatMap((resource): Renamed[] => {
    const word = difference(name, resource.name);
    return word !== undefined && shareOf(shape, resource, word) >= ALIKE ? [{ resource, word }] : [];
  });
  return alike.length === 1 ? alike[0] : undefined;
}

/** The name with the words of the target. */
export function renamed(name: string, words: readonly Word[]): string {
  return words.reduce((text, [own, target]) => {
    const inside = text.replace(own, target);
    return inside === text ? text.replace(new RegExp(`^${own}`, "i"), lowerFirst(target)) : inside;
  }, name);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** One word, or a few that stand together, for another: the rest of both names is the same. */
function difference(name: string, other: string): Word | undefined {
  const [own, target] = [wordsOf(name), wordsOf(other)];
  let start = 0;
  while (start < own.length && own[start] === target[start]) start++;
  let end = 0;
  const most = Math.min(own.length, target.length) - start;
  while (end < most && own.at(-1 - end) === target.at(-1 - end)) end++;
  const middle = (words: readonly string[]): string => words.slice(start, words.length - end).join("");
  const word: Word = [middle(own), middle(target)];
  return start + end > 0 && !word.includes("") ? word : undefined;
}

function wordsOf(name: string): readonly string[] {
  return name.match(/[A-Z][a-z0-9]*/g) ?? [];
}

function shareOf({ members }: Shape, { properties }: ResourceModel, word: Word): number {
  const names = [...members.keys()];
  const found = names.filter((name) =>
    properties.some((each) => isAlike(each.name, name) || isAlike(each.name, renamed(name, [word]))),
  );
  const areKeys = properties.every(
    (each) =>
      !each.identity || names.some((name) => isAlike(each.name, name) || isAlike(each.name, renamed(name, [word]))),
  );
  return areKeys ? found.length / names.length : 0;
}
