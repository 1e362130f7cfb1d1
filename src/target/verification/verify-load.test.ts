import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoadedSandbox, loadSandbox } from "../../../test/fakes/loaded-sandbox.ts";
import { useNoLag } from "../../../test/fakes/no-lag.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { collectLoadPhaseData } from "../../store/load-data/build-load-data.ts";
import { createDataClient, type DataClient } from "../data-client.ts";
import { fixedToken } from "../token-generations.ts";
import { sampleItems, sureSample } from "./compare-items.ts";
import { type VerificationInput, type VerificationResult, verifyLoad } from "./verify-load.ts";

useNoLag();

let folder: string;
let loaded: LoadedSandbox;
let client: DataClient;
let data: LoadPhaseData;

beforeEach(async () => {
  folder = temporaryFolder();
  loaded = await loadSandbox(folder);
  client = createDataClient({ dataUrl: loaded.dataUrl, tokens: fixedToken(loaded.token), width: 8, retryLimit: 4 });
  const { plan } = loaded;
  const common = {
    run: "r",
    writtenAt: new Date(0),
    target: plan.target,
    plan,
    dataset: plan.dataset,
    profile: plan.profile,
    presentItems: [],
  };
  data = (await collectLoadPhaseData({ ...common, files: journalFiles(loaded.runFolder) })).data;
});
afterEach(async () => {
  client.close();
  await loaded.close();
});

function run(more: Partial<VerificationInput> = {}): Promise<VerificationResult> {
  const { dataset, vocabulary, plan } = loaded;
  const common = { client, dataset, vocabulary, data, countsBefore: plan.countsBefore };
  return verifyLoad({ ...common, seed: 1, strict: true, log: () => {}, ...more });
}

const at = (endpoint: string, index: number): string => {
  const id = data.resources[endpoint]?.ids.find(([i]) => i === index)?.[1];
  return `/data/ed-fi/${endpoint}/${id}`;
};

function withStudents(more: Partial<LoadPhaseData["resources"][string]>): LoadPhaseData {
  const students = data.resources.students as NonNullable<LoadPhaseData["resources"][string]>;
  return { ...data, resources: { ...data.resources, students: { ...students, ...more } } };
}

describe("verifyLoad", () => {
  it("finds everything as it was sent", async () => {
    const result = await run();
    expect(result).toMatchObject({ ok: true, differences: [], warnings: [] });
    expect(result.checked).toBeGreaterThan(20);
    expect(result.counts.every(({ verdict }) => verdict === "ok")).toBe(true);
  });

  it("does so through a bad network", async () => {
    await loaded.setFaults([
      { route: "/data/**", probability: 0.1, reset: true, seed: 3 },
      { route: "/data/**", probability: 0.1, status: 503, seed: 4 },
    ]);
    expect(await run()).toMatchObject({ ok: true, differences: [] });
  });

  it("misses what is gone", async () => {
    await loaded.box.call("DELETE", at("studentSchoolAssociations", 1), { token: loaded.token });
    const { ok, differences } = await run();
    expect(ok).toBe(false);
    expect(differences[0]?.text).toBe("studentSchoolAssociations: 2 on the target, 3 planned");
    expect(differences[1]).toMatchObject({ code: "lost-write" });
    expect(differences[1]?.text).toMatch(/^studentSchoolAssociations \{.*returned 404$/);
  });

  it("sees a changed field, but not a new text of a descriptor", async () => {
    const { token, box, dataset, vocabulary } = loaded;
    const path = at("students", 2);
    const json = { ...dataset.body("students", 2, vocabulary), lastSurname: "Other", id: path.split("/").at(-1) };
    expect((await box.call("PUT", path, { token, json })).status).toBe(204);
    const text = { ...dataset.body("schoolYearTypes", 0, vocabulary), schoolYearDescription: "another text" };
    await box.call("POST", "/data/ed-fi/schoolYearTypes", { token, json: text });
    const { ok, differences } = await run();
    expect(ok).toBe(false);
    expect(differences).toHaveLength(1);
    expect(differences[0]?.text).toMatch(/^students \{"studentUniqueId":.*\$\.lastSurname: sent .*, received "Other"$/);
  });

  it("takes a shortfall for a failure; where others write, only if not all of its own items are known to be there", async () => {
    const before = { ...loaded.plan.countsBefore, students: 1 };
    const text = "students: 3 on the target, expected 4 (1 before, 3 created)";
    const strict = await run({ countsBefore: before });
    expect(strict).toMatchObject({ ok: false, differences: [{ code: "verification", text }], warnings: [] });
    const loose = await run({ countsBefore: before, strict: false });
    expect(loose).toMatchObject({ ok: true, differences: [] });
    expect(loose.warnings).toEqual([`${text}; all of this load's own are there`]);
    const unknown = await run({ countsBefore: before, strict: false, data: withStudents({ ids: [] }) });
    expect(unknown).toMatchObject({ ok: false, differences: [{ code: "verification", text }] });
    expect(await run({ countsBefore: undefined })).toMatchObject({ ok: true });
  });

  it("notes a surplus, except for items whose creation went unrecorded", async () => {
    expect(await run({ data: withStudents({ created: 2, present: 1 }) })).toMatchObject({ ok: true, warnings: [] });
    const more = await run({ data: withStudents({ created: 2, present: 0 }) });
    expect(more.ok).toBe(true);
    expect(more.warnings.join()).toContain("students: 3 on the target, expected 2 (0 before, 2 created)");
  });

  it("verifies an incomplete load by what it wrote", async () => {
    const data = withStudents({ planned: 5, missing: 2 });
    expect(await run({ data })).toMatchObject({ ok: true });
    await loaded.box.call("DELETE", at("studentSchoolAssociations", 1), { token: loaded.token });
    expect(await run({ data })).toMatchObject({ ok: false });
  });

  it("takes a 200 for what was not there before for an overwritten item", async () => {
    const expected = { code: "overwrote", text: expect.stringMatching(/^students: 1 item written over others/) };
    expect(await run({ unexpected: { students: 1 } })).toMatchObject({ ok: false, differences: [expected] });
    // Somebody else may have loaded the same.
    expect(await run({ unexpected: { students: 1 }, strict: false })).toMatchObject({ ok: true });
  });

  it.each([
    [{ silent: "wrong-document" }, "overwrote", /its ID holds another item/],
    [{ silent: "second-id" }, "verification", /is there 2 times by its key/],
    [{ silent: "wrong-total" }, "verification", /found once by its key, with a Total-Count of 0/],
    [{ silent: "empty-page" }, "verification", /Total-Count is 3, its pages hold 1 items/],
  ] as const)("notices %j where others write, too", async (fault, code, text) => {
    await loaded.setFaults([{ route: "/data/ed-fi/students**", ...fault }]);
    const { ok, differences } = await run({ strict: false });
    expect(ok).toBe(false);
    const found = differences.find((difference) => text.test(difference.text));
    expect(found, JSON.stringify(differences)).toMatchObject({ code });
  });

  it("counts nothing that the client has no relationship with, as long as the target says that it is there", async () => {
    const body = '{"errors":["No relationships have been established between the caller\'s claim"]}';
    await loaded.setFaults([{ route: "/data/ed-fi/students/*", method: "GET", status: 403, body }]);
    const more = withStudents({ planned: 9, created: 9 });
    const hidden = await run({ data: more });
    expect(hidden).toMatchObject({ ok: true, differences: [] });
    expect(hidden.warnings.join("\n")).toContain(
      "not counted, because the client has no relationship with the items: students",
    );
    await loaded.setFaults([]);
    expect((await run({ data: more })).ok).toBe(false);
  });

  it("tells items without an answer from those that differ, in one line", async () => {
    const hasty = createDataClient({
      dataUrl: loaded.dataUrl,
      tokens: fixedToken(loaded.token),
      width: 8,
      retryLimit: 0,
    });
    await loaded.setFaults([{ route: "/data/ed-fi/students/*", method: "GET", status: 503 }]);
    const { ok, differences, unread, checked } = await run({ client: hasty });
    hasty.close();
    expect({ ok, differences }).toEqual({ ok: false, differences: [] });
    expect(unread).toEqual([expect.stringMatching(/^3 of \d+ items could not be read: students \{.*\} returned 503/)]);
    expect(checked).toBeGreaterThan(20);
  });

  it("notes what the client may not read", async () => {
    await loaded.setFaults([{ route: "/data/ed-fi/students**", status: 403 }]);
    const { ok, warnings } = await run();
    expect(ok).toBe(true);
    expect(warnings.join("\n")).toMatch(
      /students: returned 403[\s\S]*not compared, because the client may not read them: students/,
    );
  });
});

it("a sure sample holds 459 items of a large load, some of each resource, and all of those that are short", () => {
  const ids = (n: number) => Array.from({ length: n }, (_, index) => [index, `id${index}`] as const);
  const resource = (n: number) => ({
    level: 1,
    planned: n,
    created: n,
    present: 0,
    missing: 0,
    ids: ids(n).slice(0, 1000),
  });
  const resources = { many: resource(9000), some: resource(1000), few: resource(8) };
  const count = (whole: string[] = []) =>
    ["many", "some", "few"].map(
      (name) => sureSample({ resources }, 5, 1, whole).filter(({ endpoint }) => endpoint === name).length,
    );
  expect(count()).toEqual([413, 46, 5]);
  expect(count(["some"])).toEqual([413, 1000, 5]);
  expect(sureSample({ resources }, 0, 1)).toEqual([]);
});

describe("sampleItems", () => {
  const ids = Array.from({ length: 50 }, (_, i) => [i, `id${i}`] as const);
  const resources = (n: number): Pick<LoadPhaseData, "resources"> => ({
    resources: Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `r${i}`,
        { level: 1, planned: 50, created: 50, present: 0, missing: 0, ids },
      ]),
    ),
  });

  it("is bounded, the same for a seed, another for another seed", () => {
    expect(sampleItems(resources(3), 5, 300, 1)).toHaveLength(15);
    expect(sampleItems(resources(100), 5, 300, 1)).toHaveLength(300);
    expect(sampleItems(resources(400), 5, 300, 1)).toHaveLength(300);
    expect(sampleItems(resources(3), 5, 300, 1)).toEqual(sampleItems(resources(3), 5, 300, 1));
    expect(sampleItems(resources(3), 5, 300, 1)).not.toEqual(sampleItems(resources(3), 5, 300, 2));
  });
});
