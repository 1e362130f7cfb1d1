import { describe, expect, it } from "vitest";
import { readFailureLine, readItemLine, writeItemLine } from "./line.ts";

const ID = "9a7c1c1e-6f7c-4b60-8f43-0d6b2f1c7a11";

describe("item lines", () => {
  it.each([
    [7, "created", 0, ID],
    [1_234_567, "present", 3, ID],
    [0, "failed", 8, ""],
    [5, "blocked", 0, ""],
  ] as const)("round-trip %d %s", (item, result, repeats, id) => {
    expect(readItemLine(writeItemLine(item, result, repeats, id))).toEqual({ item, result, repeats, id });
  });

  it("reads no line that was cut anywhere before its id ends", () => {
    const whole = writeItemLine(1234, "created", 0, ID);
    for (let length = 0; length < whole.length - ID.length + 1; length++)
      expect(readItemLine(whole.slice(0, length))).toBeUndefined();
  });

  it.each(["", "i", "x 1 c 0 a", "i -1 c 0 a", "i 1 z 0 a", "i 1 c 0 a b", "hello"])("passes over %j", (line) =>
    expect(readItemLine(line)).toBeUndefined(),
  );
});

describe("failure lines", () => {
  it("reads what was written and passes over what was cut", () => {
    const failure = {
      item: 1,
      resource: "schools",
      operation: "create",
      key: "{}",
      outcome: "rejected",
      status: 400,
      body: "no",
    };
    const line = `f ${JSON.stringify(failure)}`;
    expect(readFailureLine(line)).toEqual(failure);
    expect(readFailureLine(line.slice(0, -5))).toBeUndefined();
  });
});
