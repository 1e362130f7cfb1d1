/** Which resources of a target a run uses beyond those of the dataset: the setting `--resources`. Pure. */

import * as v from "valibot";
import { suggestion } from "../base/nearest.ts";
import { expected, type Reading, readJson, record, text, wholeNumber } from "../base/schema.ts";

export interface Selection {
  readonly wants: (endpoint: string) => boolean;
  /** @param usual what a resource has without a count of the user's */
  readonly countOf: (endpoint: string, usual: number) => number;
}

/** Only the dataset's own. */
export const CORE: Selection = { wants: () => false, countOf: (_endpoint, usual) => usual };
export const ALL: Selection = { wants: () => true, countOf: (_endpoint, usual) => usual };

const MOST = 10_000_000;
const NAMES_AND_COUNTS = v.pipe(
  record(text(), wholeNumber(`a count from 1 to ${MOST}`, { least: 1, most: MOST })),
  v.check((value) => Object.keys(value).length > 0, expected("at least one resource")),
);

/**
 * `{"tpdm/candidates": 500, "tpdm/*": 2}`: an exact name counts more than a pattern, a longer pattern more than a shorter
 * one. The case of letters does not count, `ed-fi/` may be left out.
 * @param endpoints that the target has: a name or pattern that none of them has is a problem
 */
export function readSelection(content: string, endpoints: readonly string[]): Reading<Selection> {
  const reading = readJson(NAMES_AND_COUNTS, content);
  if ("problems" in reading) return reading;
  const rules = Object.entries(reading.value).map(([name, count]) => ({ name, count, test: testOf(name) }));
  const idle = rules.filter(({ test }) => !endpoints.some((endpoint) => test(plain(endpoint))));
  if (idle.length > 0) {
    const known = endpoints.map((endpoint) => endpoint.replace(/^ed-fi\//i, ""));
    return { problems: idle.map(({ name }) => `${name}: the target does not have it${nearestOf(name, known)}`) };
  }
  rules.sort((a, b) => rank(b.name) - rank(a.name));
  const ruleFor = (endpoint: string) => rules.find(({ test }) => test(plain(endpoint)));
  return {
    value: {
      wants: (endpoint) => ruleFor(endpoint) !== undefined,
      countOf: (endpoint, usual) => ruleFor(endpoint)?.count ?? usual,
    },
  };
}

/** `ed-fi/Students` -> `students` */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\/|\/$/g, "")
    .replace(/^ed-fi\//, "");
}

function testOf(name: string): (endpoint: string) => boolean {
  const wanted = plain(name);
  if (!wanted.includes("*")) return (endpoint) => endpoint === wanted;
  const pattern = wanted.split("*").map((part) => part.replace(/[^\w/-]/g, "\\$&"));
  const expression = new RegExp(`^${pattern.join(".*")}$`);
  return (endpoint) => expression.test(endpoint);
}

function rank(name: string): number {
  return name.includes("*") ? name.length : Number.POSITIVE_INFINITY;
}

/** Of hundreds of names the nearest alone; a list of all would say nothing. */
function nearestOf(name: string, known: readonly string[]): string {
  const text = suggestion(plain(name), known);
  return text.startsWith(" (known") ? "" : text;
}
