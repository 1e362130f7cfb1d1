import { expect, it } from "vitest";
import { readTimingLine, writeTimingLine } from "./timing-line.ts";

const TIMINGS = {
  blocked: 0.01,
  connecting: 1.5,
  tls_handshaking: 12.25,
  sending: 0.1234,
  waiting: 345.6,
  receiving: 0,
};

it("is read as it was written, to the microsecond", () => {
  const line = writeTimingLine("create", TIMINGS);
  expect(line).toBe("a create 10 1500 12250 123 345600 0");
  expect(readTimingLine(line)).toEqual({ op: "create", parts: [0.01, 1.5, 12.25, 0.123, 345.6, 0] });
});

it.each([
  "a create 1 2 3 4 5",
  "a create 1 2 3 4 5 -6",
  "a create 1 2 3 4 5 6 7",
  "a 1 2 3 4 5 6",
  "b create 1 2 3 4 5 6",
])("is not %s", (text) => expect(readTimingLine(text)).toBeUndefined());
