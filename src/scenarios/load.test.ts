import { beforeEach, describe, expect, it } from "vitest";
import {
  answerAsSandbox,
  everyNth,
  type Fault,
  isData,
  type SandboxAnswers,
} from "../../test/fakes/sandbox-answers.ts";
import { RESET, TIMED_OUT } from "../../test/k6-shim/http.ts";
import { type FakeAnswer, k6, total } from "../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { ITEM_FAILURES, LATE_ITEMS } from "../lib/contracts/metrics.ts";
import { totalOf } from "../lib/plan/ranges.ts";

useFakeK6();

/** About 700 items of all kinds. */
const SIZE = { SCHOOL_COUNT: "2", STUDENT_COUNT: "4", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "1" };
/** The client may write everything of the dataset. */
const EVERYTHING = { claimSetName: "SeedLoader" };
const REJECTED: FakeAnswer = { status: 400, body: { detail: "out of the question" } };

let sandbox: SandboxAnswers;
beforeEach(async () => {
  sandbox = await answerAsSandbox(EVERYTHING);
});

type Scenario = typeof import("./load.ts");
type SetupData = Awaited<ReturnType<Scenario["setup"]>>;

interface Load {
  readonly data: SetupData;
  /** Of the plan. */
  readonly items: number;
  /** What `handleSummary` says of them. */
  readonly text: string;
}

/** A direct run: items dealt to VUs in turn, one at a time; ends early when a VU ends the run. */
async function load(environment: Readonly<Record<string, string>> = {}, vus = 2): Promise<Load> {
  const open = () => startVu(() => import("./load.ts"), { ...sandbox.environment, ...SIZE, ...environment });
  k6.samples.length = 0;
  k6.arrays.clear();
  k6.vu = 0;
  const first = await open();
  const scenarios: Scenario[] = [];
  for (k6.vu = 1; k6.vu <= vus; k6.vu++) scenarios.push(await open());
  const data = JSON.parse(JSON.stringify(await first.setup())) as SetupData;
  const items = totalOf(data.work?.ranges ?? []);
  try {
    for (k6.iteration = 0; k6.iteration < items; k6.iteration++) await scenarios[k6.iteration % vus]?.load(data);
  } catch (error) {
    if (k6.aborted === undefined) throw error;
  }
  const failed = total(ITEM_FAILURES);
  const passed = k6.samples.filter(({ metric }) => metric === ITEM_FAILURES).length - failed;
  const { stdout = "" } = first.handleSummary({
    metrics: { [ITEM_FAILURES]: { type: "rate", values: { passes: failed, fails: passed } } },
    state: { testRunDurationMs: Date.now() - k6.startedMs },
    setup_data: data,
  });
  return { data, items, text: stdout };
}

function expectComplete({ data, items, text }: Load): void {
  expect(k6.aborted).toBeUndefined();
  expect(total(ITEM_FAILURES)).toBe(0);
  expect(k6.errors).toEqual([]);
  expect(text).toContain(`${items} of ${items} done`);
  const { duplicates, rows } = sandbox.ledger();
  expect(duplicates).toBe(0);
  for (const { endpoint, count } of data.work?.segments ?? []) expect(rows[endpoint], endpoint).toBe(count);
}

const writesOf = (endpoint: string) =>
  k6.requests.filter(({ method, url }) => method === "POST" && url.endsWith(`/ed-fi/${endpoint}`)).length;
const isWrite: typeof isData = (request) => isData(request) && request.method === "POST";

describe("a load", () => {
  it("creates each item once, with one request and one token, in an order that the target needs", async () => {
    const done = await load({}, 3);
    expectComplete(done);
    expect(done.items).toBeGreaterThan(500);
    expect(k6.requests.filter(isWrite)).toHaveLength(done.items);
    // There is no broker.
    expect(k6.asked).toEqual([]);
    expect(sandbox.ledger().tokens.byClient[sandbox.environment.CLIENT_ID ?? ""]).toBe(1);
  });

  it("finds everything there the second time, and asks for no descriptor again", async () => {
    await load();
    const again = await load();
    expectComplete(again);
    expect(again.text).toMatch(/; \d+ were already present/);
    expect(sandbox.ledger().writes.students).toEqual({ created: 4, updated: 4, deleted: 0 });
    expect(sandbox.ledger().writes.sexDescriptors?.updated ?? 0).toBe(0);
  });

  it("leaves out what the client may not create, and what needs it, and says so", async () => {
    sandbox = await answerAsSandbox();
    const done = await load();
    expectComplete(done);
    const endpoints = done.data.work?.segments.map(({ endpoint }) => endpoint);
    expect(endpoints).toContain("students");
    expect(endpoints).not.toContain("studentSchoolAttendanceEvents");
    expect(k6.log).toContain("left out: studentSchoolAttendanceEvents (the client may not create it)");
  });

  it("starts items at their rate", async () => {
    const { items } = await load({ ARRIVAL_RATE: "100" });
    expect(Date.now() - k6.startedMs).toBeGreaterThanOrEqual((items - 1) * 10);
    expect(total(LATE_ITEMS)).toBe(0);
  });

  it("is late, and does each item all the same, where requests take longer than the rate allows", async () => {
    expectComplete(await load({ ARRIVAL_RATE: "2000" }));
    expect(total(LATE_ITEMS)).toBeGreaterThan(0);
  });
});

it("allows no item to fail, in a direct run either", async () => {
  k6.vu = 0;
  const { options } = await startVu(() => import("./load.ts"), { ...sandbox.environment, ...SIZE });
  expect(options.thresholds?.[ITEM_FAILURES]).toEqual(["rate==0"]);
});

describe("a load is complete in spite of", () => {
  const gateway = (status: number): FakeAnswer => ({ status, body: `<html><title>${status}</title>` });
  const mixed = (): Fault => {
    const kinds = [gateway(502), gateway(503), gateway(504), { status: 408 }, RESET, "lost", TIMED_OUT] as const;
    let count = 0;
    return (request) => (isData(request) && ++count % 7 === 0 ? kinds[(count / 7) % kinds.length] : undefined);
  };
  it.each<[string, Fault]>([
    ["errors", everyNth(20, { status: 503 })],
    ["connections that break before the work is done", everyNth(20, RESET)],
    ["answers that are lost after it", everyNth(20, "lost")],
    ["silence", everyNth(50, TIMED_OUT)],
    ["all of it at once", mixed()],
  ])("%s", async (_what, fault) => {
    sandbox.fault = fault;
    expectComplete(await load());
  });

  it("a target that is away for half a minute", async () => {
    let seen = 0;
    let backMs = 0;
    sandbox.fault = (request) => {
      if (isWrite(request) && ++seen === 300) backMs = Date.now() + 25_000;
      return Date.now() < backMs ? RESET : undefined;
    };
    expectComplete(await load());
  });

  it("a moment in which every token is refused", async () => {
    let seen = 0;
    let endMs = 0;
    sandbox.fault = (request) => {
      if (isData(request) && ++seen === 300) endMs = Date.now() + 1500;
      return isData(request) && Date.now() < endMs ? { status: 401 } : undefined;
    };
    expectComplete(await load());
  });

  it("a revoked token, and tokens that live for seconds", async () => {
    sandbox = await answerAsSandbox(EVERYTHING, { tokenLifetimeSeconds: 2 });
    let seen = 0;
    sandbox.fault = (request) => {
      if (isData(request) && ++seen % 400 === 0) sandbox.revokeTokens();
      return undefined;
    };
    expectComplete(await load({ ARRIVAL_RATE: "100" }));
    expect(sandbox.ledger().totals.unauthorized).toBeLessThan(10);
  });

  it("a rate limit", async () => {
    sandbox = await answerAsSandbox(EVERYTHING, { permits: 100 });
    expectComplete(await load());
    const { requests } = sandbox.ledger();
    const throttled = requests.reduce((sum, { status, count }) => sum + (status === 429 ? count : 0), 0);
    expect(throttled).toBeGreaterThan(0);
    // Windows of 10 s, each of which ends with one refusal: nobody asks again before it is over.
    expect(throttled).toBeLessThanOrEqual((Date.now() - k6.startedMs) / 10_000 + 2);
  });
});

describe("what a target refuses for good", () => {
  it("takes its dependants along, which are not even tried", async () => {
    sandbox.fault = (request) => (isWrite(request) && request.url.endsWith("/courseOfferings") ? REJECTED : undefined);
    const { data } = await load({}, 1);
    const { rows } = sandbox.ledger();
    const planned = (endpoint: string) => data.work?.segments.find((segment) => segment.endpoint === endpoint)?.count;
    expect(writesOf("courseOfferings")).toBe(planned("courseOfferings"));
    for (const endpoint of ["sections", "staffSectionAssociations", "studentSectionAssociations", "grades"])
      expect(writesOf(endpoint), endpoint).toBe(0);
    expect(rows.students).toBe(planned("students"));
    expect(k6.errors).toEqual([expect.stringMatching(/^FAIL create courseOfferings: .*out of the question/)]);
  });

  it("is one school: only what belongs to it is missing, at the cost of a few requests", async () => {
    let refused = 0;
    sandbox.fault = (request) =>
      isWrite(request) && request.url.endsWith("/schools") && refused++ === 0 ? REJECTED : undefined;
    const { items } = await load({}, 1);
    const { rows, writes } = sandbox.ledger();
    expect([rows.schools, rows.students, rows.calendars]).toEqual([1, 4, 1]);
    expect(rows.sections).toBeGreaterThan(0);
    const created = Object.values(writes).reduce((sum, write) => sum + write.created, 0);
    expect(created).toBeLessThan(items);
    expect(k6.requests.filter(isWrite).length - created).toBeLessThan(25);
  });
});

describe("a load ends soon, to be resumed, when", () => {
  it.each<[string, FakeAnswer]>([
    ["the target is gone", RESET],
    ["it falls silent", { ...TIMED_OUT, durationMs: 500 }],
    ["every token is refused", { status: 401 }],
    ["it is unavailable", { status: 503 }],
  ])("%s", async (_what, answer) => {
    let seen = 0;
    let goneMs = 0;
    sandbox.fault = (request) => {
      if (isWrite(request) && ++seen === 300) goneMs = Date.now();
      return goneMs > 0 && isData(request) ? answer : undefined;
    };
    await load();
    expect(k6.aborted).toMatch(/^the target no longer responds/);
    // One VU waits at a time here; in k6 they all wait together.
    expect(Date.now() - goneMs).toBeLessThan(2 * 75_000);
    expect(k6.errors.length).toBeGreaterThan(0);
  });

  it("no token can be had any more", async () => {
    sandbox = await answerAsSandbox(EVERYTHING, { tokenLifetimeSeconds: 2 });
    let seen = 0;
    sandbox.fault = ({ url }) => (url.endsWith("/token") && ++seen > 1 ? { status: 401 } : undefined);
    await load({ ARRIVAL_RATE: "100" });
    expect(k6.aborted).toMatch(/\/oauth\/token .*401/);
    expect(seen).toBe(2);
  });
});
