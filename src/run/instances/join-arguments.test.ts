import { expect, it } from "vitest";
import { LoadTestError } from "../../base/errors.ts";
import { readJoinArguments } from "./join-arguments.ts";

it("reads what the coordinator and users give", () => {
  expect(readJoinArguments([])).toEqual({ withParent: false, cores: 0, instancesHere: 1 });
  const given = ["--with-parent", "--cores=1.5", "--instances-here=2"];
  expect(readJoinArguments(given)).toEqual({ withParent: true, cores: 1.5, instancesHere: 2 });
});

it.each([
  [["--foo"], /^Unknown option '--foo'/],
  [["--cores", "abc"], '--cores: "abc" is not a number'],
  [["--cores=-1"], '--cores: "-1" is not a number'],
  [["--instances-here=0"], '--instances-here: "0" is not a whole number above 0'],
  [["key"], /^Unexpected argument 'key'/],
])("%o is a mistake of the user", (args, message) => {
  expect(() => readJoinArguments(args)).toThrow(LoadTestError);
  expect(() => readJoinArguments(args)).toThrow(message);
});
