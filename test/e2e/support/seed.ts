/** What others have loaded before: items of the dataset, created with the sandbox's ready-to-use client. */

import type { Dataset } from "../../../src/lib/data/dataset.ts";
import type { TestSandbox } from "./sandbox.ts";

const AT_ONCE = 16;

/** Bearer token of the ready-to-use client. */
async function tokenOf({ baseUrl, clientId, clientSecret }: TestSandbox): Promise<string> {
  const answer = await fetch(`${baseUrl}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** @param endpoints in an order in which references come first; bodies refer to nothing else */
export async function seed(sandbox: TestSandbox, dataset: Dataset, endpoints: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenOf(sandbox)}`, "content-type": "application/json" };
  for (const endpoint of endpoints) {
    const post = async (index: number): Promise<void> => {
      const body = JSON.stringify(dataset.body(endpoint, index, { canUse: (name) => endpoints.includes(name) }));
      const url = `${sandbox.baseUrl}/data/ed-fi/${endpoint}`;
      const answer = await fetch(url, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`POST ${endpoint} ${index}: ${answer.status} ${await answer.text()}`);
    };
    for (let first = 0; first < dataset.count(endpoint); first += AT_ONCE) {
      const size = Math.min(AT_ONCE, dataset.count(endpoint) - first);
      await Promise.all(Array.from({ length: size }, (_, at) => post(first + at)));
    }
  }
}
