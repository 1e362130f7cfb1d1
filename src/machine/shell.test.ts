import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { quietShell, quoteForSh } from "./shell.ts";

const AWKWARD = ["it's", "$HOME", "`id`", "a b;c|d", "", "\\", '"', "ü\n"];

it.skipIf(process.platform === "win32")("passes arguments as they are, with and without bash", async () => {
  const $ = await quietShell();
  const { stdout } = await $`${process.execPath} -p ${"JSON.stringify(process.argv.slice(1))"} -- ${AWKWARD}`;
  expect(JSON.parse(stdout)).toEqual(AWKWARD);
  const line = `printf '%s|' ${AWKWARD.map(quoteForSh).join(" ")}`;
  expect(execFileSync("/bin/sh", ["-c", line], { encoding: "utf8" })).toBe(AWKWARD.map((text) => `${text}|`).join(""));
});

it("does not throw when a command fails or cannot be found", async () => {
  const $ = await quietShell();
  expect((await $`${process.execPath} -e ${"process.exit(3)"}`).exitCode).toBe(3);
  expect((await $`no-such-program-here`).exitCode).toBe(127);
});
