import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import type { DataClient, DataReply } from "../../target/data-client.ts";
import { TimedClient } from "../../target/timed-client.ts";
import { cleanUpReadwrite } from "./readwrite-cleanup.ts";

const left = Array.from({ length: 1200 }, (_, at) => ({ endpoint: "students", id: `id-${at}` }));
const plan = { mix: { cells: [{ kind: "create", resource: "students" }] } } as unknown as ReadwritePlan;

function cleanUp(reply: Pick<DataReply, "outcome" | "status" | "text">, ms: number) {
  const call: DataClient["call"] = async () => ({ ...reply, header: () => undefined, repeats: 0 });
  const client = new TimedClient({ call, close: () => {} }, ms);
  return cleanUpReadwrite({ runFolder: temporaryFolder(), plan, journal: { left, unfinished: [] }, client });
}

it("tells what it had no time to delete, in one line", async () => {
  const result = await cleanUp({ outcome: "deleted", status: 204, text: "" }, 0);
  expect(result).toMatchObject({ deleted: 0, gone: 0, missing: [] });
  expect(result.leftItems).toHaveLength(1200);
  expect(result.left).toEqual(["1,200 items, because the time ran out"]);
});

it("tells what had no answer, in one line", async () => {
  const result = await cleanUp({ outcome: "timed-out", status: 0, text: "no answer within 60 s" }, 60_000);
  expect(result.leftItems).toHaveLength(1200);
  expect(result.left).toEqual([
    expect.stringMatching(/^1,200 items without a response, such as students\/id-\d+ no answer within 60 s$/),
  ]);
});
