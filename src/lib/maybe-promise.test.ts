import { expect, it } from "vitest";
import { afterWith, all, drive } from "./maybe-promise.ts";

function* double(): Generator<number, string, number> {
  const first = yield 1;
  const second = yield first;
  return `${first} ${second}`;
}

it("drives a generator at once as long as its answers come at once, and later otherwise", async () => {
  expect(drive(double(), (asked) => asked * 2)).toBe("2 4");
  const later = drive(double(), async (asked) => asked * 2);
  expect(later).toBeInstanceOf(Promise);
  expect(await later).toBe("2 4");
});

it("gives two arguments and the value to what comes next, at once where the value is there", async () => {
  const join = (a: number, b: string, value: number) => [a, b, value].join(" ");
  expect(afterWith(4, join, 1, "2")).toBe("1 2 4");
  const later = afterWith(Promise.resolve(4), join, 1, "2");
  expect(later).toBeInstanceOf(Promise);
  expect(await later).toBe("1 2 4");
});

it("waits for several values only where one of them comes later", async () => {
  expect(all([1, 2])).toEqual([1, 2]);
  expect(await all([1, Promise.resolve(2)])).toEqual([1, 2]);
});
