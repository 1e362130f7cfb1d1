/** What a VU has for all its iterations. */

import { OwnItems } from "../../lib/mix/own-items.ts";
import type { Session } from "../exchange.ts";
import type { Target } from "../target.ts";
import type { Plan } from "./plan.ts";

export interface Worker {
  readonly session: Session;
  readonly dataUrl: string;
  readonly changeQueriesUrl: string | null;
  readonly plan: Plan;
  readonly own: OwnItems;
}

export function openWorker(session: Session, target: Target, plan: Plan): Worker {
  return {
    session,
    dataUrl: target.dataUrl,
    changeQueriesUrl: target.changeQueriesUrl,
    plan,
    own: new OwnItems(),
  };
}
