import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { ASSETS, LOAD_SUMMARY, SMOKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import { writeFullReports } from "./write-full-reports.ts";

const RESUME = "npm run full -- --resume";
let folder: RunFolder;
beforeEach(() => {
  const path = temporaryFolder();
  folder = openRunFolder(dirname(path), basename(path));
  const startedAt = SMOKE_SUMMARY.startedAt;
  folder.writeJson("full.json", { order: ["smoke", "load"], phases: {}, profile: "dev", startedAt, resume: RESUME });
});

const page = (): string => readFileSync(folder.file("report.html"), "utf8");
const openPhase = (phase: string): RunFolder => openRunFolder(folder.path, phase, { create: true });

test("a full run has a report before its first phase, and after each", async () => {
  await writeFullReports(folder, ASSETS);
  expect(page()).toMatch(/smoke: was not run[\s\S]*<code>npm run full -- --resume<\/code>/);
  openPhase("smoke").writeJson("summary.json", SMOKE_SUMMARY);
  openPhase("load");
  await writeFullReports(folder, ASSETS);
  expect(page()).toMatch(/<p class="headline">load: has no result yet<\/p>/);
  expect(readFileSync(folder.file("junit.xml"), "utf8")).toContain('name="full: load: verdict"');
  expect(readFileSync(folder.file("summary.md"), "utf8")).toContain("| full: load | No result |");
});

test("one that passed is not to be continued", async () => {
  openPhase("smoke").writeJson("summary.json", SMOKE_SUMMARY);
  openPhase("load").writeJson("summary.json", { ...LOAD_SUMMARY, verdict: "pass", reasons: [] });
  expect(await writeFullReports(folder, ASSETS)).toMatchObject({ resume: undefined });
  expect(page()).toContain('<header class="verdict pass">');
  expect(page()).not.toContain(RESUME);
});

test("what an older version left is reported on by the results of its phases", async () => {
  folder.writeJson("full.json", { phases: { smoke: 0 } });
  openPhase("smoke").writeJson("summary.json", SMOKE_SUMMARY);
  const { profile, startedAt, phases } = await writeFullReports(folder, ASSETS);
  expect([profile, startedAt]).toEqual([SMOKE_SUMMARY.profile, SMOKE_SUMMARY.startedAt]);
  expect(phases.map(({ name }) => name)).toEqual(["smoke", "load", "readwrite"]);
});
