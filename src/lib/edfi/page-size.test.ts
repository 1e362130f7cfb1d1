import { describe, expect, it } from "vitest";
import { greatestPage } from "./page-size.ts";

describe("greatestPage", () => {
  it.each([
    ['{"errors":["Limit must be omitted or set to a numeric value between 0 and 500."]}', 500],
    ['{"message":"Limit must be omitted or set to a value between 0 and 100."}', 100],
    ['{"errors":["Limit must be omitted or set to a numeric value between 0 and 0."]}', undefined],
    ['{"errors":["Offset must be a numeric value greater than or equal to 0."]}', undefined],
    ['{"detail":"The limit is reached.","errors":["Number must be between 0 and 200."]}', undefined],
    ["", undefined],
  ])("of %s is %s", (body, greatest) => {
    expect(greatestPage(body)).toBe(greatest);
  });
});
