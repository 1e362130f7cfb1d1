import { expect, it } from "vitest";
import { createTestContext } from "../../../test/fakes/command-context.ts";
import { openInstances } from "./open-instances.ts";

it.each([
  ["", /^REMOTE_INSTANCES needs COORDINATOR_LISTEN/],
  ["10.0.0.5", /^COORDINATOR_LISTEN: "10\.0\.0\.5" is not ADDRESS:PORT/],
  ["127.0.0.1:80000", /^COORDINATOR_LISTEN: "127\.0\.0\.1:80000" is not ADDRESS:PORT/],
  ["0.0.0.0:0", /^COORDINATOR_LISTEN: 0\.0\.0\.0 is no address that instances can reach/],
  ["[::]:0", /^COORDINATOR_LISTEN: :: is no address that instances can reach/],
])("refuses to wait for instances at %j", async (listen, problem) => {
  const { context } = createTestContext({ REMOTE_INSTANCES: "2", COORDINATOR_LISTEN: listen });
  await expect(openInstances(context, "k6")).rejects.toThrow(problem);
});
