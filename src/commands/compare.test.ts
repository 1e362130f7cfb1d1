import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { periodOf } from "../../test/fakes/periods.ts";
import { syntheticRun } from "../../test/fakes/synthetic-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { latencyIn } from "../results/stats/blocks.ts";
import { LatencyHistogram } from "../results/stats/latency-histogram.ts";
import { COMMANDS } from "../settings/commands.ts";
import { loadSettings } from "../settings/settings.ts";
import { RecordFile } from "../store/record-file.ts";
import { runAggregate } from "./aggregate.ts";
import { runBaseline } from "./baseline.ts";
import { runCompare } from "./compare.ts";

let results = "";
let lines: string[] = [];
let documents: unknown[] = [];
const BASE = "20261123T000000Z-test-readwrite";
const SLOW = "20261123T010000Z-test-readwrite";
const OTHER = "20261123T020000Z-test-load";

beforeEach(() => {
  results = temporaryFolder();
  writeRun(BASE, 1, 20);
  writeRun(SLOW, 2, 60);
});

/** A run folder with a summary and a record, as a run leaves them. */
function writeRun(
  name: string,
  seed: number,
  median: number,
  phase: "readwrite" | "load" = "readwrite",
  seconds = 60,
): void {
  const run = syntheticRun({
    name,
    seconds,
    seed,
    operations: [{ resource: "students", op: "query", perSecond: 30, median }],
    summary: { phase },
  });
  mkdirSync(join(results, name));
  writeFileSync(join(results, name, "summary.json"), JSON.stringify(run.summary));
  const record = new RecordFile(join(results, name, "record.ndjson"), 0, (error) => {
    throw error;
  });
  for (const second of run.total.seconds) {
    const { at, requests } = second;
    const done = latencyIn([second]);
    const answers = { op: "query", requests, done, failed: new LatencyHistogram(), outcomes: { read: requests } };
    const resources = { seconds: 1, calls: [{ resource: "students", ...answers }] };
    record.add(periodOf(at + 1, { operations: [answers], resources }));
  }
  record.close();
}

function contextOf(command: keyof typeof COMMANDS, ...argv: string[]): Pick<CommandContext, "settings" | "output"> {
  lines = [];
  documents = [];
  const request = loadSettings(COMMANDS[command], [...argv, "--results-dir", results], {});
  if ("help" in request) throw new Error("help was not asked for");
  const output = {
    progress: (line: string) => void lines.push(line),
    progressOnce: (_key: string, line: string) => void lines.push(line),
    result: (line: string) => void lines.push(line),
    document: (value: unknown) => void documents.push(value),
  };
  return { settings: request.settings, output };
}

test("a slower run ends with the code for a regression and names the operation", async () => {
  expect(await runCompare(contextOf("compare", BASE, SLOW))).toBe(EXIT_CODES.regression.code);
  expect(lines.join("\n")).toMatch(/REGRESSION\n {2}reason {2}students query: p50/);
  expect(documents).toMatchObject([{ isRegression: true, comparisons: [{ base: BASE, run: SLOW }] }]);
  expect(await runCompare(contextOf("compare", SLOW, BASE))).toBe(0);
  expect(await runCompare(contextOf("compare", BASE, BASE, SLOW))).toBe(EXIT_CODES.regression.code);
});

test("runs of which no operation has enough data are inconclusive, in every form", async () => {
  const [short, other] = ["20261123T030000Z-test-readwrite", "20261123T040000Z-test-readwrite"];
  writeRun(short, 4, 20, "readwrite", 6);
  writeRun(other, 5, 60, "readwrite", 6);
  const files = ["--markdown", join(results, "c.md"), "--html", join(results, "c.html")];
  expect(await runCompare(contextOf("compare", short, other, ...files))).toBe(EXIT_CODES.inconclusive.code);
  expect(lines.join("\n")).toContain("INCONCLUSIVE  not enough data to compare any operation");
  expect(documents).toMatchObject([{ isRegression: false, isConclusive: false }]);
  expect(readFileSync(join(results, "c.md"), "utf8")).toMatch(/^## Inconclusive/);
  expect(readFileSync(join(results, "c.html"), "utf8")).toContain(">Inconclusive<");
  expect(lines.at(-1)).toBe(`page      ${pathToFileURL(join(results, "c.html")).href}`);
});

test("limits as options decide", async () => {
  const generous = ["--max-p50", "+900%", "--max-p95", "off", "--max-p99=off", "--max-spell", "off"];
  expect(await runCompare(contextOf("compare", BASE, SLOW, ...generous))).toBe(0);
  await expect(runCompare(contextOf("compare", BASE, SLOW, "--min-rate", "+5%"))).rejects.toThrow(/--min-rate: "\+5%"/);
});

test("runs of other phases are refused with what differs, unless forced", async () => {
  writeRun(OTHER, 3, 20, "load");
  await expect(runCompare(contextOf("compare", BASE, OTHER))).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining("phase: readwrite in the baseline, load in the run"),
  });
  expect(await runCompare(contextOf("compare", BASE, OTHER, "--force"))).toBe(0);
  expect(lines.join("\n")).toContain("differs  phase: readwrite -> load");
});

test("one run alone, and a run without a record, cannot be compared", async () => {
  await expect(runCompare(contextOf("compare", BASE))).rejects.toMatchObject({ kind: "usage" });
  rmSync(join(results, SLOW, "record.ndjson"));
  await expect(runCompare(contextOf("compare", BASE, SLOW))).rejects.toMatchObject({ kind: "results" });
});

describe("full runs", () => {
  const FULL = "20261123T050000Z-test-full";
  const OTHER_FULL = "20261123T060000Z-test-full";
  beforeEach(() => {
    for (const [full, median] of [
      [FULL, 20],
      [OTHER_FULL, 60],
    ] as const) {
      mkdirSync(join(results, full));
      writeFileSync(join(results, full, "full.json"), JSON.stringify({ order: ["smoke", "load", "readwrite"] }));
      writeRun(`${full}/load`, 6, 20, "load");
      writeRun(`${full}/readwrite`, 7, median);
    }
  });

  test("are compared phase by phase", async () => {
    const page = join(results, "c.html");
    const code = await runCompare(contextOf("compare", FULL, OTHER_FULL, "--html", page));
    expect(code).toBe(EXIT_CODES.regression.code);
    expect(documents).toMatchObject([
      {
        isRegression: true,
        comparisons: [
          { base: `${FULL}/load`, run: `${OTHER_FULL}/load`, isRegression: false },
          { base: `${FULL}/readwrite`, run: `${OTHER_FULL}/readwrite`, isRegression: true },
        ],
      },
    ]);
    expect(readFileSync(page, "utf8")).toMatch(/<h2>full: load: changes[\s\S]*<h2>full: readwrite: changes/);
  });

  test("and a run of one phase with the same phase of a full run, also under the name of a baseline", async () => {
    const save = () => runBaseline(contextOf("baseline", "save", "accepted", FULL));
    await expect(save()).rejects.toThrow(`${FULL} cannot be a baseline: not all of its phases have a result.`);
    writeRun(`${FULL}/smoke`, 8, 20);
    await save();
    expect(await runCompare(contextOf("compare", "accepted", BASE))).toBe(EXIT_CODES.pass.code);
    expect(documents).toMatchObject([{ comparisons: [{ base: `${FULL}/readwrite`, run: BASE }] }]);
  });

  test("without a phase in common are refused", async () => {
    rmSync(join(results, OTHER_FULL, "load"), { recursive: true });
    rmSync(join(results, FULL, "readwrite"), { recursive: true });
    await expect(runCompare(contextOf("compare", FULL, OTHER_FULL))).rejects.toMatchObject({
      kind: "usage",
      message: `The runs have no phase in common that can be compared.\n  ${FULL}: load\n  ${OTHER_FULL}: readwrite`,
    });
  });
});

test("Markdown goes to a file", async () => {
  const file = join(results, "comparison.md");
  await runCompare(contextOf("compare", BASE, SLOW, "--markdown", file));
  expect(readFileSync(file, "utf8")).toContain("## Regression");
});

test("a baseline is saved, listed, found by compare and removed", async () => {
  expect(await runBaseline(contextOf("baseline", "save", "release-1", BASE))).toBe(0);
  expect(JSON.parse(readFileSync(join(results, "baselines.json"), "utf8"))).toEqual({ "release-1": BASE });
  await runBaseline(contextOf("baseline", "list"));
  expect(lines).toEqual([`release-1  ${BASE}`]);
  expect(await runCompare(contextOf("compare", "release-1", "latest"))).toBe(EXIT_CODES.regression.code);
  await runBaseline(contextOf("baseline", "remove", "release-1"));
  await expect(runCompare(contextOf("compare", "release-1", SLOW))).rejects.toMatchObject({ kind: "results" });
});

test("a baseline is replaced by another run only with --force", async () => {
  await runBaseline(contextOf("baseline", "save", "accepted", BASE));
  await runBaseline(contextOf("baseline", "save", "accepted", BASE));
  await expect(runBaseline(contextOf("baseline", "save", "accepted", SLOW))).rejects.toMatchObject({
    kind: "usage",
    message: `The baseline accepted is already the run ${BASE}.`,
  });
  await runBaseline(contextOf("baseline", "save", "accepted", SLOW, "--force"));
  expect(JSON.parse(readFileSync(join(results, "baselines.json"), "utf8"))).toEqual({ accepted: SLOW });
});

test.each(["aborted", "invalid", "inconclusive"] as const)("a run that is %s is no baseline", async (verdict) => {
  const file = join(results, SLOW, "summary.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), verdict, reasons: ["too bad"] }));
  await expect(runBaseline(contextOf("baseline", "save", "accepted", SLOW, "--force"))).rejects.toMatchObject({
    kind: "usage",
    message: `${SLOW} cannot be a baseline: it is ${verdict}, too bad.`,
  });
});

test("a run without a summary is no baseline", async () => {
  rmSync(join(results, SLOW, "summary.json"));
  await expect(runBaseline(contextOf("baseline", "save", "accepted", SLOW))).rejects.toMatchObject({ kind: "results" });
});

test("invalid names, unknown names and deleted runs are reported", async () => {
  for (const name of ["latest", "../x", "", "1st"]) {
    await expect(runBaseline(contextOf("baseline", "save", name, BASE))).rejects.toMatchObject({ kind: "usage" });
  }
  await expect(runBaseline(contextOf("baseline", "remove", "none"))).rejects.toThrow(/Unknown baseline none/);
  await expect(runBaseline(contextOf("baseline", "keep"))).rejects.toMatchObject({ kind: "usage" });
  await runBaseline(contextOf("baseline", "save", "gone", BASE));
  rmSync(join(results, BASE), { recursive: true });
  await expect(runCompare(contextOf("compare", "gone", SLOW))).rejects.toThrow(/baseline gone is the run/);
});

test("aggregate adds up and prints percentiles with their error", async () => {
  expect(await runAggregate(contextOf("aggregate", BASE, SLOW))).toBe(0);
  const [aggregate] = documents as [{ requests: number; operations: unknown[] }];
  const count = (name: string): number =>
    JSON.parse(readFileSync(join(results, name, "summary.json"), "utf8")).requests;
  expect(aggregate.requests).toBe(count(BASE) + count(SLOW));
  expect(lines.join("\n")).toMatch(/^students\n {2}query /m);
  expect(lines.at(-1)).toContain("with an error of at most 0.696 %");
});
