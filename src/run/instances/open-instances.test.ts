import { expect, it } from "vitest";
import { createTestContext } from "../../../test/fakes/command-context.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { openInstances } from "./open-instances.ts";

it.each([
  ["", /^REMOTE_INSTANCES needs COORDINATOR_LISTEN/],
  ["10.0.0.5", /^COORDINATOR_LISTEN: "10\.0\.0\.5" is not ADDRESS:PORT/],
  ["127.0.0.1:80000", /^COORDINATOR_LISTEN: "127\.0\.0\.1:80000" is not ADDRESS:PORT/],
  ["0.0.0.0:0", /^COORDINATOR_LISTEN: 0\.0\.0\.0 is not an address that instances can reach/],
  ["[::]:0", /^COORDINATOR_LISTEN: :: is not an address that instances can reach/],
])("refuses to wait for instances at %j", async (listen, problem) => {
  const { context } = createTestContext({ REMOTE_INSTANCES: "2", COORDINATOR_LISTEN: listen });
  await expect(openInstances(context, "k6")).rejects.toThrow(problem);
});

it("waits for instances only when there is work for them", async () => {
  const values = { REMOTE_INSTANCES: "2", COORDINATOR_LISTEN: "127.0.0.1:0", RESULTS_DIR: temporaryFolder() };
  const { context, lines } = createTestContext(values);
  const steps: (() => void | Promise<void>)[] = [];
  const cleanup = { ...context.cleanup, add: (step: () => void | Promise<void>) => void steps.push(step) };
  const allJoined = await openInstances({ ...context, cleanup }, "k6");
  expect(lines).toEqual([expect.stringMatching(/^instances 2 to join at https:/)]);
  Object.assign(cleanup, { interrupted: true });
  await expect(allJoined?.()).rejects.toThrow(/^0 of 2 k6 instances joined/);
  for (const step of steps.reverse()) await step();
});
