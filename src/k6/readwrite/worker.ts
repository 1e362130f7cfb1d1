/** What a VU has for all its iterations. */

import { createItems } from "../../lib/data/create-dataset.ts";
import type { Items, Vocabulary } from "../../lib/data/dataset.ts";
import { OwnItems } from "../../lib/mix/own-items.ts";
import type { Session } from "../exchange.ts";
import type { Target } from "../target.ts";
import type { VuPlan } from "./plan.ts";

export interface Worker {
  readonly session: Session;
  readonly dataUrl: string;
  readonly changeQueriesUrl: string | null;
  readonly dataset: Items;
  readonly vocabulary: Vocabulary;
  readonly plan: VuPlan;
  readonly own: OwnItems;
}

export function openWorker(session: Session, target: Target, plan: VuPlan): Worker {
  const usable = new Set(plan.usable);
  return {
    session,
    dataUrl: target.dataUrl,
    changeQueriesUrl: target.changeQueriesUrl,
    dataset: createItems(plan.dataset),
    vocabulary: { canUse: (endpoint) => usable.has(endpoint) },
    plan,
    own: new OwnItems(),
  };
}
