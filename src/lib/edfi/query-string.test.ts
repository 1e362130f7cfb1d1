import { expect, it } from "vitest";
import { queryString } from "./query-string.ts";

it("encodes what is asked for", () => {
  expect(queryString({ a: "x&y=ä z", b: 2, c: true })).toBe("?a=x%26y%3D%C3%A4%20z&b=2&c=true");
  expect(queryString({})).toBe("");
});
