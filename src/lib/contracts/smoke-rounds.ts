/**
 * `smoke-rounds.txt` in a run folder: the items that the VUs of a smoke run create, as lines of JSON. The first line is
 * the plan for `setup()`, followed by one line per VU. Pure.
 */

import type { Body } from "../data/dataset.ts";
import type { SmokeItem, SmokePlan, SmokeRound } from "../plan/smoke-round.ts";
import { isDescriptor } from "../plan/smoke-selection.ts";

/** A body with all optional members. */
export interface WholeBody {
  readonly body: Body;
  /** By endpoint: members that change if the client cannot use the endpoint; null if they are left out. */
  readonly without?: Readonly<Record<string, Body>>;
}

export type WrittenRound = SmokeRound<SmokeItem & WholeBody, WholeBody>;

export function writeSmokeRounds(plan: SmokePlan, rounds: Iterable<WrittenRound>): string {
  return [plan, ...rounds].map((line) => JSON.stringify(line)).join("\n");
}

export function readSmokePlan(lines: readonly string[]): SmokePlan {
  return JSON.parse(lines[0] as string) as SmokePlan;
}

/**
 * @param usable endpoints whose items are made; bodies may refer to them
 * @param descriptors of these, those that get a value of the run's own
 */
export function readSmokeRound(line: string, usable: ReadonlySet<string>, descriptors: readonly string[]): SmokeRound {
  const { items, student, enrollment } = JSON.parse(line) as WrittenRound;
  const isMade = (endpoint: string): boolean =>
    isDescriptor(endpoint) ? descriptors.includes(endpoint) : usable.has(endpoint);
  return {
    items: items
      .filter(({ endpoint }) => isMade(endpoint))
      .map((item) => ({ ...item, body: usablePart(item, usable) })),
    student: usablePart(student, usable),
    enrollment: usablePart(enrollment, usable),
  };
}

function usablePart({ body, without = {} }: WholeBody, usable: ReadonlySet<string>): Body {
  const left: Record<string, unknown> = { ...body };
  for (const [endpoint, members] of Object.entries(without)) {
    if (usable.has(endpoint)) continue;
    for (const [name, value] of Object.entries(members)) {
      if (value === null) delete left[name];
      // A member that was left out already stays out.
      else if (name in left) left[name] = value;
    }
  }
  return left;
}
