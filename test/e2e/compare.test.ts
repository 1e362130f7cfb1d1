/**
 * Two clean runs compare as alike; one that was slow for a third of its time is a regression, with the slow operation named and
 * no other. All three run side by side, at a rate that leaves the machine idle: what disturbs one disturbs all.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { type Ended, runCommand, startCommand } from "./support/program.ts";
import { runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SIZES = { SCHOOL_COUNT: "1", STUDENT_COUNT: "6", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };
const MIX = {
  text: "Four reads alike, one of which becomes slow.",
  operations: [
    { kind: "get", weight: 1, resources: { students: 1 } },
    { kind: "get", weight: 1, resources: { sections: 1 } },
    { kind: "get", weight: 1, resources: { studentSchoolAssociations: 1 } },
    { kind: "query", by: "key", weight: 1, resources: { students: 1 } },
  ],
};
/** Shortest run whose every p95 is judged: 24 s (20 are needed), and 12 requests per second of each operation (200 are needed). */
const LOAD = ["--rate", "48", "--vus", "50", "--baseline", "0s", "--duration", "24s"];
/** Pauses of a machine that others use, too: p95 must grow by 20 times this. */
const NOISE = ["--noise-floor", "5ms"];
const SLOW_MS = 300;

interface Place {
  readonly sandbox: TestSandbox;
  /** What its load left. */
  readonly data: string;
}

let clone: Clone;
let calm: Place;
let disturbed: Place;
beforeAll(async () => {
  clone = createClone();
  writeFileSync(clone.file("mix.json"), JSON.stringify(MIX));
  [calm, disturbed] = await Promise.all([openPlace("calm"), openPlace("disturbed")]);
});
afterAll(async () => {
  await Promise.all([calm, disturbed].map((place) => place?.sandbox.stop()));
  clone.remove();
});

async function openPlace(name: string): Promise<Place> {
  const sandbox = await startTestSandbox(clone, [], `store-${name}`);
  const load = await runCommand(clone, "run-load-phase", ["--results-dir", name], { ...sandbox.environment, ...SIZES });
  expect(load.output).toMatch(/^PASS/m);
  return { sandbox, data: clone.file(name, "load-phase-data.json") };
}

/** @returns the run folder; `begun` is called when k6 has started */
async function readwrite({ sandbox, data }: Place, results: string, begun?: () => Promise<void>): Promise<string> {
  const args = [...LOAD, "--mix", "mix.json", "--data", data, "--results-dir", results];
  const run = startCommand(clone, "run-readwrite-phase", args, { ...sandbox.environment, ...SIZES });
  if (begun !== undefined) {
    await until("k6", () =>
      runFolders(clone.file(results)).some((folder) => existsSync(join(folder, "journal-1.log"))),
    );
    await begun();
  }
  const ended = await run.ended;
  expect(ended.output).toMatch(/^PASS/m);
  return runFolders(clone.file(results)).at(-1) ?? "";
}

function compare(...args: string[]): Promise<Ended> {
  return runCommand(clone, "compare", [...args, ...NOISE]);
}

/** What a comparison holds against the run. */
function reasonsIn({ stdout }: Ended): string[] {
  return stdout.split("\n").filter((line) => line.startsWith("  reason "));
}

test("names the operation that was slow for a third of a run, and finds clean runs alike", async () => {
  const slowDown = (): Promise<void> =>
    disturbed.sandbox.setFaults([
      { route: "/data/ed-fi/sections/*", method: "GET", delayMs: SLOW_MS, from: 8, until: 16 },
    ]);
  const [base, again, slow] = await Promise.all([
    readwrite(calm, "results-base"),
    readwrite(calm, "results-again"),
    readwrite(disturbed, "results-slow", slowDown),
  ]);
  for (const alike of [await compare(base, again), await compare(again, base)]) {
    expect(alike.code, alike.output).toBe(0);
    expect(reasonsIn(alike)).toEqual([]);
  }
  const markdown = clone.file("worse.md");
  const worse = await compare(base, slow, "--markdown", markdown);
  expect(worse.code, worse.output).toBe(11);
  expect(reasonsIn(worse)).toEqual([expect.stringMatching(/^ {2}reason {2}sections read: p95 [\d.]+ ms -> \d+ ms /)]);
  expect(readFileSync(markdown, "utf8")).toMatch(/sections read: p95 /);
});
