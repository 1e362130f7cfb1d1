import { expect, test } from "vitest";
import { withoutDetours } from "./folder-picture.ts";

const arrows = (text: string) =>
  new Map(
    text.split("; ").map((part) => {
      const [from = "", to = ""] = part.split(" > ");
      return [from, new Set(to.split(" ").filter((name) => name !== ""))] as const;
    }),
  );

test("leaves out the arrows that follow from others, and begins at the top", () => {
  const reduced = withoutDetours(
    arrows("lib > ; run > lib base; base > lib; scripts > lib run base sandbox; sandbox > lib"),
  );
  expect(reduced).toEqual(arrows("scripts > run sandbox; run > base; base > lib; sandbox > lib; lib > "));
  expect([...reduced.keys()]).toEqual(["scripts", "run", "base", "sandbox", "lib"]);
});

test("says which folders import each other", () => {
  expect(() => withoutDetours(arrows("a > b; b > c; c > a"))).toThrow("a, b, c, a");
});
