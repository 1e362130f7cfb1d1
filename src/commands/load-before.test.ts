import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ONE_OF_EACH, targetWithout } from "../../test/fakes/partly-loaded.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import { resolveConfig } from "../lib/config/resolve.ts";
import { LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import type { RunSite } from "../run/phase.ts";
import { loadBefore } from "./load-before.ts";

/** @returns what is said before the load; undefined: it is not needed */
async function said(data: object | undefined, gone: string): Promise<string | undefined> {
  const results = temporaryFolder();
  if (data !== undefined) writeFileSync(join(results, LOAD_DATA_FILE), JSON.stringify(data));
  const { config } = resolveConfig(ALL_FIELDS, [{ origin: "test", values: { RESULTS_DIR: results } }]);
  const lines: string[] = [];
  const output = { progress: (line: string) => void lines.push(line) };
  const target = { installation: { kind: "target", baseUrl: "http://127.0.0.1:1" }, client: targetWithout(gone) };
  const site = { context: { settings: { config }, output }, target } as unknown as RunSite;
  return (await loadBefore("capacity").isNeeded(site)) ? lines.join("\n") : undefined;
}

it("says that nothing is loaded only where no load is known", async () => {
  expect(await said(undefined, "none")).toBe("capacity  nothing is loaded: the load phase comes first");
  expect(await said(ONE_OF_EACH, "none")).toBeUndefined();
});

it("goes on after a load whose generator was too slow, and after no other that did not pass", () => {
  const lines: string[] = [];
  const site = { context: { output: { progress: (line: string) => void lines.push(line) } } } as unknown as RunSite;
  const suffices = (exitCode: number) => loadBefore("soak").suffices?.(site, exitCode);
  expect([99, 8, 10, 12, 1].map(suffices)).toEqual([false, false, false, false, false]);
  expect(lines).toEqual([]);
  expect(suffices(9)).toBe(true);
  expect(lines).toEqual(["soak      everything is loaded; how fast it was does not matter here"]);
});

it("says what is missing where a part of the load is gone", async () => {
  expect(await said(ONE_OF_EACH, "students")).toMatch(
    /^capacity {2}This is not the data store .+: 1 of \d+ items of the load run-1 are not on the target \(students\/a+ returned 404\): the load phase comes first$/,
  );
  expect(await said({ ...ONE_OF_EACH, schema: 9 }, "none")).toMatch(/has schema 9; this version reads schema 1: the/);
});
