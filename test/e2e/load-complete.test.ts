/** A load is complete, whatever the number of VUs, and says so; what a client may not create is left out and listed. */
import { basename } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL, USUAL_CLAIMS } from "./support/load.ts";
import { runCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

/** Share of requests that may have been repeated, having met a reference before what it refers to. */
const MOST_UNRESOLVED = 0.01;

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

let stores = 0;
async function freshSandbox(args: readonly string[] = EVERYTHING): Promise<void> {
  sandbox = await startTestSandbox(clone, args, `.sandbox-${++stores}`);
}

const load = (args: readonly string[], size = SMALL) =>
  runCommand(clone, "run-load-phase", [...args, "--verify"], { ...sandbox.environment, ...size });

test("with 100 VUs all is created, in order, and a second load finds it there", async () => {
  await freshSandbox();
  const run = await load(["--vus", "100"]);
  expect(run.code, run.output).toBe(0);
  expect(run.stdout).toMatch(/^PASS {2}load on .+?: ([\d,]+) planned = \1 created \+ 0 already present/m);
  const done = readLoad(clone);
  await expectComplete(done, sandbox);
  expect(done.summary.load.created).toBe(done.summary.load.planned);
  expect(done.summary.load.verified).toBe(true);
  expect(done.summary.failures).toBe(0);
  expect(done.summary.repeats?.share).toBeLessThan(MOST_UNRESOLVED);
  const { rows, tokens } = await sandbox.ledger();
  expect(tokens.issued).toBe(1);
  const plan = await load(["--plan"]);
  const [, perSecond, name] = /^The load takes about .+ at ([\d.]+) items\/s, as in (\S+)\.$/m.exec(plan.stdout) ?? [];
  expect(name, plan.output).toBe(basename(done.folder));
  const measured = (1000 * done.summary.load.created) / (done.summary.windowMs ?? Number.NaN);
  expect(Math.abs(Number(perSecond) / measured - 1)).toBeLessThan(0.01);
  const full = await runCommand(clone, "run-full-test", ["--plan"], { ...sandbox.environment, ...SMALL });
  expect(full.stdout, full.output).toBe(plan.stdout);
  const again = await load([]);
  expect(again.stdout).toMatch(/^PASS {2}load on .+?: ([\d,]+) planned = 0 created \+ \1 already present/m);
  expect((await sandbox.ledger()).rows).toEqual(rows);
});

describe("with the usual claim set", () => {
  test("it loads what that allows, and lists the rest with what stands against it", async () => {
    await freshSandbox(USUAL_CLAIMS);
    const plan = await load(["--plan", "--json"]);
    const { segments, leftOut, duration } = JSON.parse(plan.stdout) as {
      segments: { endpoint: string }[];
      leftOut: { endpoint: string; reason: string }[];
      duration?: unknown;
    };
    // The load before was of another target.
    expect(duration).toBeUndefined();
    expect(leftOut.length).toBeGreaterThan(0);
    for (const { endpoint, reason } of leftOut) {
      expect(segments.map((segment) => segment.endpoint)).not.toContain(endpoint);
      expect(reason).toMatch(/the client may not create it|it needs \w+/);
    }
    expect((await sandbox.ledger()).writes).toEqual({});

    const run = await load([]);
    expect(run.code, run.output).toBe(0);
    expect(run.stderr).toMatch(/^left out {2}\w+, .* and \d+ more: the client may not create it$/m);
    const done = readLoad(clone);
    await expectComplete(done, sandbox);
    expect(done.summary.leftOut?.map(({ what }) => what)).toEqual(leftOut.map(({ endpoint }) => endpoint));
    expect(Object.keys(done.data.resources)).toEqual(segments.map(({ endpoint }) => endpoint));
  });
});

test("the open model starts items at their rate, does each, and ends after the last", async () => {
  await freshSandbox();
  // VUs enough for answers that take two seconds, and a rate that a busy machine keeps: both are other subjects.
  const perSecond = 50;
  const run = await load(["--arrival-rate", String(perSecond), "--vus", String(2 * perSecond)], {
    ...SMALL,
    SCHOOL_COUNT: "1",
    STUDENT_COUNT: "4",
    STAFF_COUNT: "2",
  });
  expect(run.code, run.output).toBe(0);
  const done = readLoad(clone);
  await expectComplete(done, sandbox);
  // Not before the last item is due; and it has ended, although the time that it is given is far longer.
  expect(done.summary.durationMs).toBeGreaterThan((1000 * done.summary.load.planned) / perSecond);
});
