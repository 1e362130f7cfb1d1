import { expect, it } from "vitest";
import type { Asking, QueryAnswer } from "../lib/plan/asking.ts";
import { askTarget } from "./ask-target.ts";
import type { DataClient } from "./data-client.ts";

function* ask(count: number): Asking<string> {
  const queries = Array.from({ length: count }, (_, n) => ({ endpoint: "students", filters: { n } }));
  const answers: readonly QueryAnswer[] = yield queries;
  const [last] = yield [{ endpoint: "schools", filters: {} }];
  return [...answers, last].map((answer) => answer?.body).join();
}

it("answers in the order of the queries, a few at a time", async () => {
  let underWay = 0;
  let most = 0;
  const client = {
    call: async (_method: string, path: string) => {
      most = Math.max(most, ++underWay);
      // The later ones are answered first.
      await new Promise((resolve) => setTimeout(resolve, 20 - Number(/\d+$/.exec(path)?.[0] ?? 0)));
      underWay--;
      return { status: 200, text: path };
    },
  } as unknown as DataClient;
  const paths = Array.from({ length: 12 }, (_, n) => `/ed-fi/students?n=${n}`);
  expect(await askTarget(client, ask(12))).toBe([...paths, "/ed-fi/schools"].join());
  expect(most).toBe(8);
});
