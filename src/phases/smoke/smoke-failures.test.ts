import { expect, test } from "vitest";
import { causesOf, checkReasons, describeFailure, distinctFailures, type SmokeFailure } from "./smoke-failures.ts";

function failed(resource: string, status: number, message = ""): SmokeFailure {
  return { resource, operation: "update", expected: `PUT ${resource}/{id} updates it (204)`, status, message };
}

const FOUR = distinctFailures([failed("grades", 400), failed("staffs", 0, "reset"), failed("grades", 400)]);

test("failures that are alike are one cause with their number", () => {
  expect(causesOf(FOUR).map(({ resource, status, recorded }) => [resource, status, recorded])).toEqual([
    ["grades", 400, 2],
    ["staffs", 0, 1],
  ]);
});

test("the reasons of a smoke run name the checks that failed", () => {
  expect(checkReasons(FOUR).map(({ text }) => text)).toEqual([
    "PUT grades/{id} updates it (204): status 400 (2 times)",
    "PUT staffs/{id} updates it (204): no response. reset",
  ]);
  const many = distinctFailures(Array.from({ length: 9 }, (_, index) => failed(`resource${index}`, 500)));
  expect(checkReasons(many).at(-1)?.text).toBe("and 4 other kinds of failed checks");
});

test("a check without a message ends with its status", () => {
  expect(describeFailure({ ...failed("grades", 400), count: 1 })).toBe("PUT grades/{id} updates it (204): status 400");
});
