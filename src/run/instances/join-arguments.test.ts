import { expect, it } from "vitest";
import { LoadTestError } from "../../base/errors.ts";
import { readJoinArguments } from "./join-arguments.ts";

it("reads what the coordinator and users give", () => {
  expect(readJoinArguments([])).toEqual({ withParent: false, cores: 0 });
  expect(readJoinArguments(["--with-parent", "--cores=1.5"])).toEqual({ withParent: true, cores: 1.5 });
});

it.each([
  [["--foo"], /^Unknown option '--foo'/],
  [["--cores", "abc"], '--cores: "abc" is not a number'],
  [["--cores=-1"], '--cores: "-1" is not a number'],
  [["key"], /^Unexpected argument 'key'/],
])("%o is a mistake of the user", (args, message) => {
  expect(() => readJoinArguments(args)).toThrow(LoadTestError);
  expect(() => readJoinArguments(args)).toThrow(message);
});
