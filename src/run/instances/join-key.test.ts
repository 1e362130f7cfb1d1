import { expect, it } from "vitest";
import { readJoinKey, writeJoinKey } from "./join-key.ts";

it("is one word that holds all that an instance needs", () => {
  const key = { url: "https://10.0.0.5:7700", key: "abc", certificate: "-----BEGIN…" };
  expect(writeJoinKey(key)).toMatch(/^\S+$/);
  expect(readJoinKey(`${writeJoinKey(key)}\n`)).toEqual(key);
});

it("refuses any other text", () => {
  for (const text of ["", "abc", "edfi-join-1.", "edfi-join-1.e30", writeJoinKey({ url: 1 } as never)])
    expect(() => readJoinKey(text)).toThrow(/not the join key/);
  const key = { url: "https://10.0.0.5:7700", key: "abc", certificate: "x" };
  expect(readJoinKey(writeJoinKey({ ...key, url: "http://10.0.0.5:7700", certificate: "" })).key).toBe("abc");
  for (const wrong of [{ certificate: "" }, { url: "::" }])
    expect(() => readJoinKey(writeJoinKey({ ...key, ...wrong }))).toThrow(/not the join key/);
});
