/** A network that breaks, stalls and garbles connections: a load comes through with every item once. */
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { useHostileTarget } from "./support/hostile-hooks.ts";
import { everyNth, isWrite, type Mischief } from "./support/hostile-proxy.ts";
import { expectComplete } from "./support/hostile-run.ts";
import { totalRows } from "./support/sandbox.ts";

const shared = useHostileTarget();

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
  shared.target.proxy.mischief = (given) => (given.path.includes("/data/") ? kinds(given) : undefined);
  await expectComplete(shared.target, await shared.target.load(), shared.rowsBefore);
});

test("a smoke run does too, also when the answer to what it did is lost", async () => {
  shared.target.proxy.mischief = everyNth(23, { kind: "reset", when: "after" });
  const run = await shared.target.smoke();
  expect(run.output).toMatch(/^PASS/m);
  expect(totalRows(await shared.target.sandbox.ledger())).toBe(shared.rowsBefore);
});

test("a load survives silence, and a server that is away for seconds", async () => {
  shared.target.proxy.mischief = everyNth(301, { kind: "hang" }, isWrite);
  const away = awayAfter(200, 4000);
  await expectComplete(shared.target, await shared.target.load("--request-timeout", "1s"), shared.rowsBefore);
  await away;
});

async function awayAfter(writes: number, ms: number): Promise<void> {
  const start = shared.target.proxy.seen.length;
  while (shared.target.proxy.seen.slice(start).filter(({ method }) => method === "POST").length < writes)
    await pause(20);
  await shared.target.proxy.refuse(ms);
}

test("ends soon when a server falls silent for good", async () => {
  let seen = 0;
  shared.target.proxy.mischief = (given) => (isWrite(given) && ++seen > 50 ? { kind: "hang" } : undefined);
  const run = await shared.target.load("--request-timeout", "500ms");
  expect(run.code).toBe(108);
  expect(run.output).toMatch(/cause: \w+: no response timed-out\. request timeout/);
  expect(run.output).toMatch(/--resume continues/);
});
