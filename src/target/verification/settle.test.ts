import { expect, it } from "vitest";
import { settle } from "./settle.ts";

const WAITS = [1, 2, 3];
const never = (): boolean => false;

/** Right from its n-th check on. */
function lagging(rounds: Readonly<Record<string, number>>): (item: string) => Promise<string | undefined> {
  const checks: Record<string, number> = {};
  return async (item) => {
    checks[item] = (checks[item] ?? 0) + 1;
    return (checks[item] ?? 0) > (rounds[item] ?? 0) ? undefined : `${item} is wrong`;
  };
}

it("checks what is wrong again, tells how long the last one took, and gives up after the last wait", async () => {
  const check = lagging({ right: 0, soon: 1, later: 2, never: 99 });
  expect(await settle(["right", "soon", "later", "never"], check, never, WAITS)).toEqual({
    wrong: [{ item: "never", problem: "never is wrong" }],
    late: 2,
    lateMs: 3,
  });
});

it("waits for nothing when all is right", async () => {
  expect(await settle(["a", "b"], lagging({}), never, [60_000])).toEqual({ wrong: [], late: 0, lateMs: 0 });
});

it("takes for final what no lag explains", async () => {
  const check = lagging({ soon: 1, other: 1 });
  const { wrong, late } = await settle(["soon", "other"], check, (problem) => problem.startsWith("other"), WAITS);
  expect(wrong).toEqual([{ item: "other", problem: "other is wrong" }]);
  expect(late).toBe(1);
});
