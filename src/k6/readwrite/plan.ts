/** Opens the plan of a readwrite run for a VU; `known-items.ts` looks things up in it. */

import { SharedArray } from "k6/data";
import { RUN_URL } from "../../lib/contracts/engine-settings.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_VU_FILE } from "../../lib/contracts/run-files.ts";
import type { TextList } from "../../lib/contracts/text-list.ts";
import type { VuHead, VuPlan, VuTexts } from "../../lib/mix/vu-plan.ts";

/** A text list under the runner, an array in a direct `k6 run`. */
type List = TextList | readonly string[];

export type Plan = VuHead & VuTexts<List>;

export type PlanOptions = Pick<ReadwritePlan, "scenarios" | "thresholds">;

/** The plan in the run folder. k6 executes this module in each VU, but the VUs share its strings. */
export function openPlan(): VuPlan {
  // `globalThis.require`, because esbuild would replace a plain `require` with a function of its own.
  return globalThis.require(`${__ENV[RUN_URL]}/${READWRITE_VU_FILE}`) as VuPlan;
}

/** k6 reads the options of a script once, before it starts VUs: those do without. */
export function optionsOf(read: () => PlanOptions): PlanOptions {
  return __VU === 0 ? read() : { scenarios: {}, thresholds: {} };
}

/** Of a direct run with many items. @param read gives the plan; called in the init context, only for the first VU */
export function sharePlan(read: () => Plan): Plan {
  let own: Plan | undefined;
  const all = (): Plan => {
    own ??= read();
    return own;
  };
  const share = (name: "items" | "templates" | "schools") => new SharedArray(name, () => all()[name] as string[]);
  const [items, templates, schools] = [share("items"), share("templates"), share("schools")];
  // As text, because k6 freezes objects, and each member of a frozen object takes twice the memory.
  const [head] = new SharedArray("plan", () => [JSON.stringify({ ...all(), items: [], templates: [], schools: [] })]);
  own = undefined;
  return { ...(JSON.parse(head as string) as VuHead), items, templates, schools };
}
