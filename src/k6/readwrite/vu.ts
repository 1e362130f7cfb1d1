/**
 * What this VU has for all its iterations, and the one under way. Variables of a module, not members of an object: k6
 * gives each VU modules of its own, and with a thousand VUs a member costs it ten times as much as a variable.
 */

import type { Correlation } from "../../lib/contracts/correlation.ts";
import type { TextList } from "../../lib/contracts/text-list.ts";
import { chanceOf } from "../../lib/mix/choice.ts";
import type { MixOperation } from "../../lib/mix/compact-mix.ts";
import { OwnItems } from "../../lib/mix/own-items.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import type { Session } from "../exchange.ts";
import type { Target } from "../target.ts";
import type { Plan } from "./plan.ts";

export let session: Session;
export let auth: Session["auth"];
export let timeoutMs: number;
export let dataUrl: string;
export let changeQueriesUrl: string | null;
/** What it has created. */
export let own: OwnItems;

export let plan: Plan;
/** Members of the plan, and the columns of its mix. */
export let correlation: Correlation | undefined;
export let place: Plan["place"];
export let first: Plan["first"];
export let itemText: string;
export let itemBegins: string;
export let count: Plan["count"];
export let upTo: readonly number[];
export let guide: readonly number[];
export let resources: readonly string[];
export let operationOf: readonly number[];
export let operations: readonly MixOperation[];

export let iteration = 0;
export let warmingUp = false;
/** Part of the natural keys of what this iteration creates. */
export let serial = 0;
/** See `chanceOf`. */
export let chance = 0;
/** By how many milliseconds it began after it was due, where the runner sets the pace: part of its latency. */
export let lateMs = 0;

export function openVu(ownSession: Session, target: Target, ownPlan: Plan): void {
  session = ownSession;
  ({ auth, timeoutMs } = ownSession);
  ({ dataUrl, changeQueriesUrl } = target);
  own = new OwnItems();
  usePlan(ownPlan);
}

export function usePlan(given: Plan): void {
  plan = given;
  ({ correlation, place, first, count } = given);
  if (FOR_RUNNER) ({ text: itemText, begins: itemBegins } = given.items as TextList);
  ({ upTo, guide, resource: resources, operation: operationOf, operations } = given.mix);
}

export function beginIteration(number: number, isWarmUp: boolean): void {
  iteration = number;
  warmingUp = isWarmUp;
  serial = serialOf(plan.startedMs, number, isWarmUp);
  chance = chanceOf(serial);
}

export function setLateness(ms: number): void {
  lateMs = ms;
}
