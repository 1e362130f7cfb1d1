/** A network that breaks, stalls and garbles connections: a load comes through with every item once. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { everyNth, isWrite, type Mischief } from "./support/hostile-proxy.ts";
import { expectComplete, type HostileTarget, startHostileTarget } from "./support/hostile-run.ts";
import { totalRows } from "./support/sandbox.ts";

let target: HostileTarget;
let rowsBefore: number;
beforeAll(async () => {
  target = await startHostileTarget();
});
beforeEach(async () => {
  rowsBefore = totalRows(await target.sandbox.ledger());
});
afterEach(() => {
  target.proxy.mischief = undefined;
});
afterAll(() => target.stop());

const BREAKS: readonly Mischief[] = [
  { kind: "reset", when: "before" },
  { kind: "reset", when: "after" },
  { kind: "half", by: "length" },
  { kind: "half", by: "chunks" },
  { kind: "garbage", bytes: "\u001b[31mSSH-2.0-nonsense\r\n\r\n" },
  { kind: "close-idle", afterMs: 1 },
];

function allKinds(): (given: unknown) => Mischief | undefined {
  let count = 0;
  return () => (++count % 11 === 0 ? BREAKS[(count / 11) % BREAKS.length] : undefined);
}

test("a load survives broken connections of every kind", async () => {
  const kinds = allKinds();
  target.proxy.mischief = (given) => (given.path.includes("/data/") ? kinds(given) : undefined);
  await expectComplete(target, await target.load(), rowsBefore);
});

test("a smoke run does too, also when the answer to what it did is lost", async () => {
  target.proxy.mischief = everyNth(23, { kind: "reset", when: "after" });
  const run = await target.smoke();
  expect(run.output).toMatch(/^PASS/m);
  expect(totalRows(await target.sandbox.ledger())).toBe(rowsBefore);
});

test("a load survives silence, and a server that is away for seconds", async () => {
  target.proxy.mischief = everyNth(301, { kind: "hang" }, isWrite);
  const away = awayAfter(200, 4000);
  await expectComplete(target, await target.load("--request-timeout", "1s"), rowsBefore);
  await away;
});

async function awayAfter(writes: number, ms: number): Promise<void> {
  const start = target.proxy.seen.length;
  while (target.proxy.seen.slice(start).filter(({ method }) => method === "POST").length < writes) await pause(20);
  await target.proxy.refuse(ms);
}

test("ends soon when a server falls silent for good", async () => {
  let seen = 0;
  target.proxy.mischief = (given) => (isWrite(given) && ++seen > 50 ? { kind: "hang" } : undefined);
  const run = await target.load("--request-timeout", "500ms");
  expect(run.code).toBe(108);
  expect(run.output).toMatch(/cause: \w+: no answer timed-out\. request timeout/);
  expect(run.output).toMatch(/--resume continues/);
});
