import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURES } from "./measures.ts";
import { replaceSection } from "./page.ts";

test("docs/benchmarks.md has a place for each measure, and only that place changes", () => {
  const page = readFileSync("docs/benchmarks.md", "utf8");
  for (const name of Object.keys(MEASURES)) {
    const changed = replaceSection(page, name, "new text");
    expect(changed).toContain(`<!-- ${name} -->\nnew text\n<!-- /${name} -->`);
    expect(changed.split("<!-- /").length).toBe(page.split("<!-- /").length);
  }
  expect(() => replaceSection(page, "unknown", "")).toThrow("no place for the measure unknown");
});
