/**
 * State of this VU: `openVu` sets what is the same for all iterations, `beginIteration` what belongs to the current one.
 * Module variables instead of an object: each VU has its own modules, and with a thousand VUs, k6 takes ten times as long
 * to read a member as a variable.
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
/** Items that this VU has created. */
export let own: OwnItems;

export let plan: Plan;
/** Members of the plan: see `VuHead`. */
export let correlation: Correlation | undefined;
export let numberOf: Plan["place"];
export let firstItems: Plan["first"];
export let itemCounts: Plan["count"];
/** The two texts of `plan.items`. Only under the runner. */
export let itemText: string;
export let itemBegins: string;
/** Columns of the mix. */
export let upTo: readonly number[];
export let guide: readonly number[];
export let resources: readonly string[];
export let operationOf: readonly number[];
export let operations: readonly MixOperation[];

export let iteration = 0;
export let warmingUp = false;
/** Serial number of this iteration, part of the natural keys of what it creates. */
export let serial = 0;
/** Pseudo-random number from which all choices of this iteration are drawn: see `chanceOf`. */
export let chance = 0;
/** By how many milliseconds the iteration started late, if the runner sets the pace. Part of its latency. */
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
  ({ correlation, place: numberOf, first: firstItems, count: itemCounts } = given);
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
