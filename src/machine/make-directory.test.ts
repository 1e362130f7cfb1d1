import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeDirectory } from "./make-directory.ts";

const folder = mkdtempSync(join(tmpdir(), "make-directory-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("makes a directory with its parents, and leaves one that is there", () => {
  const path = join(folder, "a", "b", "c");
  makeDirectory(path);
  makeDirectory(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

it("fails where a file is in the way", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => makeDirectory(join(folder, "file"))).toThrow(/EEXIST/);
  expect(() => makeDirectory(join(folder, "file", "below"))).toThrow(/ENOTDIR/);
});

it.runIf(process.platform === "linux")("fails where a parent takes no directories", () => {
  expect(() => makeDirectory("/proc/of-nobody/results")).toThrow(/ENOENT/);
});
