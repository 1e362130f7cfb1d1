import { beforeEach, describe, expect, it } from "vitest";
import {
  answerAsSandbox,
  everyNth,
  type Fault,
  isData,
  type SandboxAnswers,
} from "../../test/fakes/sandbox-answers.ts";
import { RESET } from "../../test/k6-shim/http.ts";
import { type FakeAnswer, type FakeRequest, k6, total } from "../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { parseDuration } from "../lib/config/value.ts";
import { ITEM_FAILURES, ITEMS_DONE } from "../lib/contracts/metrics.ts";
import { smokeDatasetSettings } from "../lib/plan/smoke-selection.ts";
import { educationOrganizationIds } from "../target/authorization/organization-ids.ts";

useFakeK6();

let sandbox: SandboxAnswers;
beforeEach(async () => {
  sandbox = await answerAsSandbox();
});

/** A whole direct run; `setup` and `teardown` share the module state of a VU. */
async function run(environment: Readonly<Record<string, string>> = {}, vus = 1): Promise<void> {
  const settings = { ...sandbox.environment, ...environment, VUS_SMOKE_PHASE: String(vus) };
  const load = () => startVu(() => import("./smoke.ts"), settings);
  k6.arrays.clear();
  k6.vu = 0;
  k6.iteration = 0;
  const first = await load();
  // k6 hands on null for what is undefined.
  const data = JSON.parse(JSON.stringify(await first.setup(), (_name, value) => value ?? null));
  for (k6.iteration = 0; k6.iteration < vus; k6.iteration++) {
    // Any number: k6 gives one to the probe, too.
    k6.vu = 10 - k6.iteration;
    await (await load()).smoke(data);
  }
  await first.teardown(data);
}

const tokens = () => sandbox.ledger().tokens.byClient[sandbox.environment.CLIENT_ID ?? ""];
const failed = () => [...new Set(k6.checks.flatMap(({ name, passed }) => (passed ? [] : [name])))];
const on =
  (method: string, path: RegExp, answer: FakeAnswer): Fault =>
  (request: FakeRequest) =>
    request.method === method && path.test(request.url) ? answer : undefined;

describe("a smoke run", () => {
  it("passes on a healthy target, for each VU with items of its own, and leaves nothing behind", async () => {
    await run({}, 3);
    expect(failed()).toEqual([]);
    expect(k6.errors).toEqual([]);
    expect(tokens()).toBe(1);
    expect(sandbox.rows()).toBe(0);
    const { writes } = sandbox.ledger();
    expect(writes.students).toMatchObject({ created: 6, deleted: 6 });
    // Nothing refers to them: a few stand for all.
    expect(writes.calendarDates).toMatchObject({ created: 12, deleted: 12 });
    expect(total(ITEMS_DONE)).toBe(3);
    expect(total(ITEM_FAILURES)).toBe(0);
  });

  it("has the time for it at a target that takes as long for each answer as the timeout allows", async () => {
    const slow = { ...sandbox.environment, REQUEST_TIMEOUT: "30s" };
    k6.vu = 0;
    const { options, setup } = await startVu(() => import("./smoke.ts"), slow);
    let requests = 0;
    const timeouts = new Set<unknown>();
    sandbox.fault = ({ timeout }) => {
      requests += 1;
      timeouts.add(timeout);
      return undefined;
    };
    await setup();
    expect(parseDuration(String(options.setupTimeout))).toBeGreaterThan(requests * 30_000);
    expect([...timeouts]).toEqual([30_000]);
  });

  it("leaves out what the client may not create, and says so", async () => {
    await run();
    expect(k6.log).toContain("left out: studentSchoolAttendanceEvents (the client may not create it)");
    expect(sandbox.ledger().writes.studentSchoolAttendanceEvents).toBeUndefined();
  });

  it("leaves out what needs a descriptor that cannot be created", async () => {
    sandbox.fault = on("POST", /\/gradeLevelDescriptors$/, { status: 400 });
    await run();
    expect(
      k6.log.filter((line) => /^left out: studentSchoolAssociations .*gradeLevelDescriptors/.test(line)),
    ).toHaveLength(1);
    expect(k6.log).toContain("left out: gradeLevelDescriptors (creating it failed)");
    expect(sandbox.ledger().writes.studentSchoolAssociations).toBeUndefined();
    expect(failed().every((name) => name.includes("gradeLevelDescriptors"))).toBe(true);
    expect(sandbox.rows()).toBe(0);
  });

  it("takes school years as given where the target has no resource for them", async () => {
    k6.vu = 0;
    const before = await startVu(() => import("./smoke.ts"), sandbox.environment);
    await before.setup();
    sandbox.fault = ({ url }) => (url.includes("/schoolYearTypes") ? { status: 404, body: "" } : undefined);
    await run();
    expect(failed()).toEqual([]);
    expect(k6.errors).toEqual([]);
    expect(sandbox.ledger().writes.studentSchoolAssociations).toMatchObject({ created: 2, deleted: 2 });
  });

  it("has done nothing when nothing can be created, although there are lists", async () => {
    sandbox.fault = on("POST", /\/data\//, { status: 200, body: "" });
    await run();
    expect(total(ITEMS_DONE)).toBe(0);
  });

  it("takes over what a cut run left at the target", async () => {
    sandbox.fault = on("DELETE", /./, { status: 503 });
    await run({ RETRY_LIMIT: "0" });
    expect(sandbox.rows()).toBeGreaterThan(0);
    sandbox.fault = () => undefined;
    k6.checks.length = 0;
    await run();
    expect(failed()).toEqual([]);
    expect(sandbox.ledger().rows.students ?? 0).toBe(0);
  });

  it("renews a token that is revoked in the middle, once in each VU that meets it", async () => {
    let seen = 0;
    sandbox.fault = (request) => {
      if (isData(request) && ++seen === 200) sandbox.revokeTokens();
      return undefined;
    };
    await run();
    expect(failed()).toEqual([]);
    // Of setup(), of the VU, and of teardown(), which begins with the first again.
    expect(tokens()).toBe(3);
  });

  it.each<[string, Fault]>([
    ["connections that break", everyNth(11, RESET)],
    ["answers that are lost after the work was done", everyNth(11, "lost")],
    ["a gateway that fails now and then", everyNth(11, { status: 502, body: "<html>502</html>" })],
    ["requests to wait", everyNth(50, { status: 429, headers: { "Retry-After": "1" } })],
  ])("survives %s", async (_what, fault) => {
    sandbox.fault = fault;
    await run();
    expect(failed()).toEqual([]);
    expect(sandbox.rows()).toBe(0);
  });
});

describe("with a vendor's client", () => {
  const organizations = educationOrganizationIds(smokeDatasetSettings(1, 1, 2026));
  const clientOf = (claimSetName: string) => answerAsSandbox({ claimSetName, educationOrganizationIds: organizations });
  const leftOut = () => k6.log.filter((line) => line.startsWith("left out: "));

  it("a smoke run passes, because people are read and changed when they are visible", async () => {
    sandbox = await clientOf("EdFiSandbox");
    await run();
    expect(failed()).toEqual([]);
    expect(total(ITEM_FAILURES)).toBe(0);
    expect(sandbox.rows()).toBe(0);
    expect(leftOut().filter((line) => /staffs|students|contacts/.test(line))).toEqual([]);
    for (const endpoint of ["staffs", "students", "contacts"])
      expect(k6.checks.map(({ name }) => name)).toContain(`PUT ${endpoint}/{id} updates it (204)`);
  });

  it.each<[string, readonly string[]]>([
    ["SISVendor", ["students", "contacts", "staffs"]],
    ["DistrictHostedSISVendor", ["students", "contacts", "staffs"]],
  ])("what it cannot see is left out with the reason (%s)", async (claimSet, people) => {
    sandbox = await clientOf(claimSet);
    await run();
    expect(failed()).toEqual([]);
    expect([total(ITEM_FAILURES), total(ITEMS_DONE), sandbox.rows()]).toEqual([0, 1, 0]);
    expect(sandbox.ledger().writes.students).toMatchObject({ created: 2, deleted: 2 });
    for (const endpoint of people)
      expect(leftOut()).toContainEqual(
        expect.stringMatching(new RegExp(`GET, PUT and second POST of ${endpoint} \\(the client sees them only with `)),
      );
    expect(leftOut()).toContain("left out: studentContactAssociations (it needs studentSchoolAssociations)");
  });

  it("reads lists of what it may only read", async () => {
    sandbox = await clientOf("AssessmentVendor");
    await run();
    expect(failed()).toEqual([]);
    expect([total(ITEMS_DONE), sandbox.rows()]).toEqual([1, 0]);
    expect(sandbox.ledger().writes.assessments).toMatchObject({ created: 4, deleted: 4 });
    expect(k6.checks.map(({ name }) => name)).toContain("GET students by query returns a list (200)");
  });

  it("can pass without creating anything", async () => {
    sandbox = await clientOf("AssessmentRead");
    await run();
    expect(failed()).toEqual([]);
    expect([total(ITEMS_DONE), sandbox.ledger().writes]).toEqual([1, {}]);
  });

  it("creates nothing that it could not delete", async () => {
    sandbox = await clientOf("BootstrapDescriptorsandEdOrgs");
    await run();
    expect(sandbox.ledger().writes).toEqual({});
    expect(leftOut()).toContain("left out: schools (the client may not delete it)");
  });

  it("reuses people that an interrupted run left without an association", async () => {
    sandbox = await clientOf("EdFiSandbox");
    sandbox.fault = on("DELETE", /\/students\//, { status: 503 });
    await run({ RETRY_LIMIT: "0" });
    expect(sandbox.ledger().rows).toMatchObject({ students: 2 });
    sandbox.fault = () => undefined;
    k6.checks.length = 0;
    await run();
    expect(failed()).toEqual([]);
    expect(sandbox.ledger().rows.students ?? 0).toBe(0);
  });

  it("fails when a person stays invisible in spite of the association", async () => {
    sandbox = await clientOf("EdFiSandbox");
    const body = { errors: ["No relationships have been established between the caller's claim …"] };
    sandbox.fault = on("GET", /\/students\/\w/, { status: 403, body });
    await run();
    expect(failed()).toContain("GET students/{id} finds it (200)");
  });
});

describe("a smoke run fails by name when", () => {
  it.each<[string, Fault, RegExp]>([
    [
      "writes are errors",
      on("POST", /\/students$/, { status: 500, body: { detail: "on fire" } }),
      /^POST students creates/,
    ],
    ["writes are answered by a web page", on("POST", /\/students$/, { body: "<html>" }), /^POST students creates/],
    ["everything seems to be there before", on("POST", /\/schools$/, { status: 200 }), /^POST schools creates/],
    [
      "updates are not kept",
      on("PUT", /\/students\//, { status: 204 }),
      /^GET students\/\{id\} returns what was changed/,
    ],
    [
      "another item is read",
      on("GET", /\/students\/\w/, { body: { id: "0", firstName: "Another" } }),
      /^GET students\/\{id\} returns what was written/,
    ],
    ["deletes are not done", on("DELETE", /./, { status: 204 }), /after DELETE/],
    ["updates are redirected", on("PUT", /./, { status: 307, headers: { Location: "http://x/" } }), /^PUT schools/],
    ["pauses are longer than allowed", everyNth(50, { status: 429, headers: { "Retry-After": "99999" } }), /./],
    [
      "invalid items are accepted",
      (request) => (request.body.includes("999999999") ? { status: 201 } : undefined),
      /does not exist/,
    ],
  ])("%s", async (_what, fault, name) => {
    sandbox.fault = fault;
    await run({ RETRY_LIMIT: "1" });
    expect(failed().filter((check) => name.test(check))).not.toEqual([]);
    expect(k6.errors.length).toBeGreaterThan(0);
  });

  it("the target dies: the run ends soon, without a wait for each request", async () => {
    let seen = 0;
    sandbox.fault = (request) => (isData(request) && ++seen > 300 ? RESET : undefined);
    const start = Date.now();
    await run();
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(seen).toBeLessThan(330);
    expect(failed().length).toBeGreaterThan(10);
  });

  it("every delete fails as unavailable", async () => {
    sandbox.fault = on("DELETE", /./, { status: 503 });
    const start = Date.now();
    await run();
    expect(Date.now() - start).toBeLessThan(45_000);
    expect(sandbox.ledger().rows.students).toBe(2);
  });
});
