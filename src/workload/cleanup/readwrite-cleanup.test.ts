import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import type { DataClient } from "../../target/data-client.ts";
import { TimedClient } from "../../target/timed-client.ts";
import { cleanUpReadwrite } from "./readwrite-cleanup.ts";

const left = Array.from({ length: 1200 }, (_, at) => ({ endpoint: "students", id: `id-${at}` }));
const plan = { mix: { cells: [{ kind: "create", resource: "students" }] } } as unknown as ReadwritePlan;

it("tells what it had no time to delete, in one line", async () => {
  const call: DataClient["call"] = async () => ({
    outcome: "deleted",
    status: 204,
    text: "",
    header: () => undefined,
    repeats: 0,
  });
  const client = new TimedClient({ call, close: () => {} }, 0);
  const result = await cleanUpReadwrite({
    runFolder: temporaryFolder(),
    plan,
    journal: { left, unfinished: [] },
    client,
  });
  expect(result).toMatchObject({ deleted: 0, gone: 0, missing: [] });
  expect(result.leftItems).toHaveLength(1200);
  expect(result.left).toEqual(["1,200 items, since the time for it was up"]);
});
