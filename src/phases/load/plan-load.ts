/** Makes the plan of a load from the facts of preflight and the data that the target has already. */

import { LoadTestError } from "../../base/errors.ts";
import { describeErrorBody } from "../../base/problem-details.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { type PlannedLoad, planLoad, UnreadableList } from "../../lib/plan/plan-load.ts";
import { askTarget } from "../../target/ask-target.ts";
import { authorizationOf } from "../../target/authorization/strategies.ts";
import type { DataClient } from "../../target/data-client.ts";
import type { TargetFacts } from "../../target/preflight/target-facts.ts";
import { loadedByOthers } from "./loaded-by-others.ts";

/** @throws LoadTestError when the target's lists cannot be read or nothing can be loaded. */
export async function planFor(dataset: Dataset, facts: TargetFacts, client: DataClient): Promise<PlannedLoad> {
  const { dependencies, tokenInfo, strategies } = facts;
  if (dependencies === undefined) throw new Error("preflight left no dependencies");
  const operations = tokenInfo?.operations;
  const loaded = operations === undefined ? [] : await askTarget(client, loadedByOthers(dataset, operations));
  const isByRelationships = (endpoint: string): boolean | undefined =>
    strategies && authorizationOf(strategies, endpoint, ["Create"]) === "relationships";
  const planning = planLoad(dataset, dependencies, operations, { loaded, isByRelationships });
  const planned = await askTarget(client, planning).catch((error: unknown) => {
    throw error instanceof UnreadableList ? explain(error) : error;
  });
  if (planned.plan.items > 0) return planned;
  throw new LoadTestError("auth", "The client may not create any resource of the dataset.", {
    hint: "Assign a claim set that allows it to the client's application, such as E2E-NoFurtherAuthRequiredClaimSet.",
  });
}

function explain({ message, answer }: UnreadableList): LoadTestError {
  const detail = answer.status === 0 ? "" : describeErrorBody(answer.body);
  return new LoadTestError("preflight", detail === "" ? message : `${message} ${detail}`, {
    hint: "A load needs the list of existing descriptors. Check the target's log.",
  });
}
