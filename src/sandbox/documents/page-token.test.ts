import { describe, expect, test } from "vitest";
import { decodePageToken, encodePageToken, LAST_POSSIBLE } from "./page-token.ts";

const token = (text: string) => Buffer.from(text).toString("base64url");

describe("page tokens", () => {
  test("read back to what was written", () => {
    expect(decodePageToken(encodePageToken({ first: 3, last: LAST_POSSIBLE }))).toEqual({
      first: 3,
      last: LAST_POSSIBLE,
    });
  });

  test("may be padded, begin below zero and have no end", () => {
    expect(decodePageToken(`${token("1,20")}==`)).toEqual({ first: 1, last: 20 });
    expect(decodePageToken(token("-5,"))).toEqual({ first: -5, last: LAST_POSSIBLE });
    expect(decodePageToken(token("1,9223372036854775807"))?.first).toBe(1);
  });

  test.each(["", "=", "!!!", "abcde", "MSwy/w", token("1"), token("1,2,3"), token(",5"), token(" 1,2"), token("+1,2")])(
    "%j is none",
    (text) => {
      expect(decodePageToken(text)).toBeUndefined();
    },
  );

  test("a wrong padding or a number that no document can have makes it none", () => {
    expect(decodePageToken(`${token("1,20")}=`)).toBeUndefined();
    expect(decodePageToken(token("1,99999999999999999999"))).toBeUndefined();
  });
});
