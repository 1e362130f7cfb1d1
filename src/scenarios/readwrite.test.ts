import { beforeEach, describe, expect, it } from "vitest";
import {
  answerAsSandbox,
  everyNth,
  type Fault,
  isData,
  type SandboxAnswers,
} from "../../test/fakes/sandbox-answers.ts";
import { RESET } from "../../test/k6-shim/http.ts";
import { k6, total } from "../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { ITEM_FAILURES, ITEMS_DONE, OUTCOMES_METRIC } from "../lib/contracts/metrics.ts";

useFakeK6();

const SIZE = { SCHOOL_COUNT: "2", STUDENT_COUNT: "4", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "1" };
const ITERATIONS = 400;

let sandbox: SandboxAnswers;
beforeEach(async () => {
  sandbox = await answerAsSandbox({ claimSetName: "SeedLoader" });
});

const environment = () => ({ ...sandbox.environment, ...SIZE });
/** As k6 hands it to each VU. */
const copy = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

async function load(): Promise<void> {
  const open = () => startVu(() => import("./load.ts"), environment());
  k6.vu = 0;
  const data = copy(await (await open()).setup());
  k6.vu = 1;
  const scenario = await open();
  const [[, items] = [0, 0]] = data.work?.ranges ?? [];
  for (k6.iteration = 0; k6.iteration < items; k6.iteration++) await scenario.load(data);
  k6.arrays.clear();
  k6.samples.length = 0;
  k6.iteration = 0;
}

/** A direct run, whose iterations two VUs take in turn. */
async function readwrite(): Promise<void> {
  const open = () => startVu(() => import("./readwrite.ts"), environment());
  k6.vu = 0;
  const data = copy(await (await open()).setup());
  const vus = [];
  for (k6.vu = 1; k6.vu <= 2; k6.vu++) vus.push(await open());
  for (k6.iteration = 0; k6.iteration < ITERATIONS; k6.iteration++) await vus[k6.iteration % 2]?.readwrite(data);
}

describe("a readwrite run", () => {
  it("meets its mix, fails nothing, and leaves what was loaded as it was", async () => {
    await load();
    const before = sandbox.ledger();
    await readwrite();
    expect(total(ITEM_FAILURES)).toBe(0);
    expect(k6.errors).toEqual([]);
    expect(total(ITEMS_DONE)).toBe(ITERATIONS);
    const share = (op: string) => total(OUTCOMES_METRIC, { op }) / total(OUTCOMES_METRIC);
    expect(share("read") + share("query")).toBeCloseTo(0.5, 1);
    expect(share("create")).toBeGreaterThan(0.15);
    const { duplicates, rows, writes } = sandbox.ledger();
    expect(duplicates).toBe(0);
    const made = (resource: string) =>
      (writes[resource]?.created ?? 0) - (writes[resource]?.deleted ?? 0) - (before.writes[resource]?.created ?? 0);
    for (const resource of Object.keys(rows))
      expect(rows[resource], resource).toBe((before.rows[resource] ?? 0) + made(resource));
    expect(writes.students?.deleted).toBeGreaterThan(0);
    expect(total(OUTCOMES_METRIC, { op: "delete", outcome: "deleted" })).toBe(
      Object.values(writes).reduce((sum, { deleted }) => sum + deleted, 0),
    );
  });

  it.each<[string, Fault]>([
    ["connections that break", everyNth(20, RESET)],
    ["answers that are lost after the work was done", everyNth(20, "lost")],
    ["errors", everyNth(20, { status: 503 })],
  ])("survives %s", async (_what, fault) => {
    await load();
    sandbox.fault = fault;
    await readwrite();
    expect(total(ITEM_FAILURES)).toBe(0);
    expect(sandbox.ledger().duplicates).toBe(0);
  });

  it("ends when there is no token any more, and asks once per VU", async () => {
    await load();
    let asked = 0;
    sandbox.fault = (request) => {
      if (request.url.endsWith("/oauth/token")) return asked++ === 0 ? undefined : { status: 401 };
      return asked > 0 && isData(request) && k6.iteration > 50 ? { status: 401 } : undefined;
    };
    await expect(readwrite()).rejects.toThrow();
    expect(k6.aborted).toMatch(/\/oauth\/token .*401/);
    expect(asked).toBe(2);
  });

  it("does not begin where nothing was loaded", async () => {
    await expect(readwrite()).rejects.toThrow(/none of the dataset/);
  });
});
