/** A network that breaks, stalls and garbles connections: a load comes through with every item once. */
import { expect, test } from "vitest";
import { useHostileTarget } from "./support/hostile-hooks.ts";
import { isWrite, type Mischief } from "./support/hostile-proxy.ts";
import { expectComplete } from "./support/hostile-run.ts";

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

test("ends soon when a server falls silent for good", async () => {
  let seen = 0;
  shared.target.proxy.mischief = (given) => (isWrite(given) && ++seen > 50 ? { kind: "hang" } : undefined);
  const run = await shared.target.load("--request-timeout", "500ms");
  expect(run.code).toBe(108);
  expect(run.output).toMatch(/cause: \w+: no response timed-out\. request timeout/);
  expect(run.output).toMatch(/--resume continues/);
});
