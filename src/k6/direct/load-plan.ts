/** The plan of a direct `k6 run dist/load.js`, made in `setup()` with the same rules as the runner's. */

import type { Work } from "../../lib/contracts/load-work.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { type PlannedLoad, planLoad } from "../../lib/plan/plan-load.ts";
import { rangesLeft } from "../../lib/plan/ranges.ts";
import { askTarget } from "../ask-target.ts";
import type { Session } from "../exchange.ts";
import { readDependencies, readOperations, type Target } from "../target.ts";

/** @throws when the target's lists cannot be read */
export function planLoadOf(session: Session, target: Target, dataset: Dataset): MaybePromise<Work> {
  const rows = readDependencies(target, session.timeoutMs);
  return after(readOperations(session, target), (operations) =>
    after(askTarget(session, target.dataUrl, planLoad(dataset, rows, operations)), workOf),
  );
}

function workOf({ plan, presentItems }: PlannedLoad): Work {
  for (const { endpoint, reason } of plan.leftOut) console.log(`left out: ${endpoint} (${reason})`);
  const present = new Set(presentItems);
  return {
    segments: plan.segments,
    usable: plan.usable,
    ranges: [[0, plan.items]],
    present: rangesLeft(plan.items, (item) => !present.has(item)),
  };
}
