/** Answers what a plan asks of a target, several queries at a time. */

import { queryString } from "../lib/edfi/query-string.ts";
import { resourcePath } from "../lib/edfi/resource-path.ts";
import { drive } from "../lib/maybe-promise.ts";
import type { Asking, Query, QueryAnswer } from "../lib/plan/asking.ts";
import type { DataClient } from "./data-client.ts";
import { eachInParallel } from "./parallel.ts";

const AT_ONCE = 8;

/** @throws what the plan throws, and LoadTestError where there is no token */
export async function askTarget<Result>(client: DataClient, asking: Asking<Result>): Promise<Result> {
  return drive(asking, async (queries) => {
    const answers: QueryAnswer[] = [];
    await eachInParallel(queries.entries(), AT_ONCE, async ([at, query]) => {
      answers[at] = await answerOne(client, query);
    });
    return answers;
  });
}

async function answerOne(client: DataClient, { endpoint, filters }: Query): Promise<QueryAnswer> {
  const { status, text } = await client.call("GET", resourcePath(endpoint) + queryString(filters));
  return { status, body: text };
}
