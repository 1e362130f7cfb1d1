/** Four k6 instances on four machines, as far as the network is concerned. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { itemsAreWritten } from "./support/killed-load.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL } from "./support/load.ts";
import { BRIDGE_ADDRESS, canMakeNamespaces, makeNamespaces, type Namespaces, relayTo } from "./support/namespaces.ts";
import { start, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const CUT_OFF_MS = 10_000;

describe.skipIf(!canMakeNamespaces())("four k6 instances in network namespaces of their own", () => {
  let clone: Clone;
  let sandbox: TestSandbox;
  let machines: Namespaces;
  let relay: Awaited<ReturnType<typeof relayTo>>;
  beforeAll(async () => {
    clone = createClone();
    machines = makeNamespaces(4);
    sandbox = await startTestSandbox(clone, EVERYTHING);
    relay = await relayTo(Number(new URL(sandbox.baseUrl).port));
  });
  afterAll(async () => {
    relay.server.close();
    await sandbox.stop();
    machines.remove();
    clone.remove();
  });

  test("do a load although one of them is cut off for 10 s", async () => {
    const args = ["--instances", "4", "--coordinator-listen", `${BRIDGE_ADDRESS}:0`];
    const program = startCommand(clone, "run-load-phase", args, {
      ...sandbox.environment,
      ...SMALL,
      API_BASE_URL: `http://${relay.address}`,
    });
    const [, file = ""] = await program.printed(/key in (\S+)/);
    const joins = machines.names.map((name) =>
      start("ip", ["netns", "exec", name, "sh", "-c", `node dist/cli/join.js < ${file}`], clone.root),
    );
    await itemsAreWritten(sandbox, 100);
    const [cut = ""] = machines.names;
    machines.setLink(cut, "down");
    await pause(CUT_OFF_MS);
    machines.setLink(cut, "up");
    const run = await program.ended;
    expect(run.code, run.output).toBe(0);
    for (const { ended } of joins) expect((await ended).code).toBe(0);
    const done = readLoad(clone);
    await expectComplete(done, sandbox);
    expect(done.summary.tokens.issued).toBe(1);
    expect(done.summary.generator?.instances?.map(({ instance }) => instance)).toEqual([1, 2, 3, 4]);
  });
});
