import { expect, test } from "vitest";
import { intervalBetween, type StatementReading, shownInterval, shownText } from "./statements.ts";

function reading(atMs: number, counts: Readonly<Record<string, readonly [calls: number, totalMs: number]>>) {
  const rest = { rows: 0, blocksHit: 0, blocksRead: 0, tempBlocks: 0 };
  const entries = Object.entries(counts).map(
    ([id, [calls, totalMs]]) => [id, { id, calls, totalMs, ...rest }] as const,
  );
  return { atMs, counts: new Map(entries) } satisfies StatementReading;
}

test("what was executed between two readings", () => {
  const before = reading(1000, { same: [5, 50], known: [10, 100], forgotten: [90, 900] });
  const after = reading(2000, { same: [5, 50], known: [14, 300], forgotten: [2, 30], new: [1, 7] });
  const interval = intervalBetween(before, after);
  expect(interval).toMatchObject({ fromMs: 1000, toMs: 2000, calls: 7, totalMs: 237 });
  expect(interval.statements.map(({ id, calls, totalMs, meanMs }) => [id, calls, totalMs, meanMs])).toEqual([
    ["known", 4, 200, 50],
    ["forgotten", 2, 30, 15],
    ["new", 1, 7, 7],
  ]);
});

test("shown are the first 25 by total and the first 25 by mean time, of those with a text", () => {
  const many = Array.from({ length: 100 }, (_, n): [string, [number, number]] => [`many${n}`, [1000, 1000 + n]]);
  const slow = Array.from({ length: 40 }, (_, n): [string, [number, number]] => [`slow${n}`, [1, 50 + n]]);
  const interval = intervalBetween(reading(0, {}), reading(1, Object.fromEntries([...many, ...slow])));
  const texts = Object.fromEntries(interval.statements.map(({ id }) => [id, "select $1"]));
  const { many99, ...known } = texts;
  const shown = shownInterval(interval, known).statements.map(({ id }) => id);
  expect(many99).toBe("select $1");
  expect(shown).toHaveLength(50);
  expect(shown.slice(0, 25)).toEqual(
    many
      .slice(74, 99)
      .reverse()
      .map(([id]) => id),
  );
  expect(shown.slice(25)).toEqual(
    slow
      .slice(15)
      .reverse()
      .map(([id]) => id),
  );
});

test("a text is without literal values, and not endless", () => {
  expect(shownText("alter role r\n  password 'secret'")).toBe("alter role r password ?");
  expect(shownText(`select ${"a, ".repeat(5000)} b`)).toHaveLength(4001);
});
