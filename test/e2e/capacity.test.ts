/** The capacity phase by its command, on a sandbox of known capacity. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { answerOf, CAPACITY_TESTS, steeredRuns } from "./support/steered-runs.ts";

const runs = steeredRuns(CAPACITY_TESTS);

function journalLines(folder: string): string[] {
  return gunzipSync(readFileSync(join(folder, "journal-1.log.gz")))
    .toString("utf8")
    .split("\n");
}

test("loads what is missing, finds the knee of a known target, and leaves nothing behind", async () => {
  // Slow enough for a busy machine: what that adds to a request is little.
  const capacity = { workers: 6, serviceMs: 60 };
  const search = ["--objective", "p95<1500ms", "--start-rate", "40", "--budget", "105s"];
  const args = [...search, "--today", "20/s", "--need", "40/s"];
  const ended = await runs.runOnEmpty({ name: "knee", phase: "capacity", capacity, args });
  expect(ended.output).toMatch(/^capacity {2}nothing is loaded: the load phase comes first$/m);
  expect(ended.output).toMatch(
    /^PASS {2}capacity on .+: takes about [\d.]+ operations per second.* at p95 <= 1\.50 s; at [\d.]+ it is too much/m,
  );
  expect(ended.output).toMatch(/^ {2}today {4}20\/s: it takes [34]\.?\d* times as much$/m);
  expect(ended.output).toMatch(/^ {2}need {5}40\/s: met$/m);
  expect(ended.output).toMatch(
    /^ {2}answer {3}with the mix default, .+ takes about [\d.]+ operations per second, [\d,]+ per hour .+ it is too much/m,
  );
  expect(ended.output).toMatch(/^ {2}note {5}the target holds only [\d,]+ items in /m);
  expect(ended.code).toBe(0);
  const found = answerOf(ended);
  expect(ended.summary.verdict).toBe("pass");
  // Of 100 operations 20 are updates, which read first; few writes are read back.
  const knee = 100 / 1.21;
  expect(found.answer).toBe("knee");
  expect(Math.abs(found.perSecond / knee - 1)).toBeLessThan(0.2);
  expect(found.low).toBeLessThanOrEqual(found.perSecond);
  expect(found.high).toBeGreaterThanOrEqual(found.perSecond);
  expect(found.steps.some(({ held }) => held) && found.steps.some(({ held }) => !held)).toBe(true);
  expect(ended.output).toMatch(/^ {2}created {2}[\d,]+ items; .+, 0 left$/m);
  // Missed operations are no doubt about what was written: writes are read back at the end.
  expect(ended.output).toMatch(/^ {2}proof {4}[\d,]+ writes .+ and [1-9][\d,]* at the end: all there$/m);
});

test("searches with one mix after the other, each at its own pace, and ends with one table", async () => {
  // Each VU creates an item before the rate begins.
  const vus = ["--vus", "40"];
  const args = ["--mix", "default,reads", "--start-rate", "20", "--max-rate", "20", "--objective", "p95<2s", ...vus];
  const ended = await runs.run({ name: "mixes", phase: "capacity", args });
  expect(ended.output).toMatch(
    /^mix +operations\/s +interval +p95 limit +above it\ndefault +>= 20 +- +2\.00 s .*\nreads +>= 20 +- +2\.00 s /m,
  );
  const { folders } = ended;
  expect(folders).toHaveLength(2);
  for (const folder of folders) {
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toMatch(/^\| default \| .*\n\| reads \| /m);
    expect(readFileSync(join(folder, "report.html"), "utf8")).toMatch(/report\.html">(default|reads)<\/a>/);
  }
  // The pace of a run is not that of the one before: nothing is missed but, in the mix that deletes, the first creates.
  const ranges = folders.map((folder) => journalLines(folder).filter((line) => line.startsWith("e ")));
  const [withDeletes, reads] = ranges.sort((a, b) => b.length - a.length);
  expect(withDeletes).toEqual([expect.stringMatching(/^e w 40 /), "e u 0 39", "e x 0 39"]);
  expect(reads).toEqual([expect.stringMatching(/^e w 0 /)]);
});

test.each([
  [["--objective", "p95=3"], /^error: OBJECTIVE: "p95=3" is not of the form p95<500ms/m],
  [["--need", "much"], /^error: NEED: "much" is neither a rate/m],
  [["--need", "nobody/4h"], /^error: Unknown profile "nobody"/m],
  [["--start-rate", "50", "--max-rate", "20"], /^error: START_RATE: 50 is above MAX_RATE/m],
  [["--objective", "create p95<1ms", "--mix", "reads"], /^error: OBJECTIVE: the mix reads has no create;/m],
  [["--by", "users", "--start-rate", "5"], /^error: START_RATE: a search by users has no rates:/m],
])("refuses %j before anything is sent", async (args, line) => {
  const ended = await runs.command("run-capacity", args);
  expect(ended.output).toMatch(line);
  expect(ended.code).toBeGreaterThan(0);
});
