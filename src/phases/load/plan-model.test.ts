import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writePlanModel } from "./plan-model.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-model-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("is a file of the results, which the plan names", () => {
  const results = join(folder, "results");
  const [line = "", ...others] = writePlanModel(results, "lines\n");
  expect(line).toMatch(/^model {5}.*results.planned-target-data\.txt: in a direct k6 run, -e MODEL names it$/);
  expect(others).toEqual([]);
  expect(readFileSync(join(results, "planned-target-data.txt"), "utf8")).toBe("lines\n");
});

it("is no file where the dataset is as it is", () => {
  expect(writePlanModel(join(folder, "none"), undefined)).toEqual([]);
  expect(existsSync(join(folder, "none"))).toBe(false);
});
