import { expect, test } from "vitest";
import { parseK6Version } from "./k6-version.ts";

test.each([
  ["k6 v2.2.0 (go1.26.8, linux/amd64)\n", "2.2.0"],
  ["k6.exe v2.2.0 (commit/0123456789, go1.26.8, windows/amd64)\r\n", "2.2.0"],
  ["k6.4711.tmp v2.2.0 (go1.26.8, linux/amd64)\nExtensions:\n  x v1.0.0, y [output]\n", "2.2.0"],
  ["k6 v2.3.0-rc1 (go1.26.8, linux/amd64)\n", "2.3.0-rc1"],
  ["GNU Make 4.3\n", undefined],
  ["", undefined],
])("the version in %j is %s", (text, version) => {
  expect(parseK6Version(text)).toBe(version);
});
