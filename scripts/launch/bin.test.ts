import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it.each(["--version", "-v"])("edfi-load-test %s prints the version of the package", (flag) => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(execFileSync(process.execPath, ["bin/edfi-load-test.mjs", flag], { encoding: "utf8" })).toBe(`${version}\n`);
});
