import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoadedSandbox, loadSandbox } from "../../../test/fakes/loaded-sandbox.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { collectLoadPhaseData } from "../../store/load-data/build-load-data.ts";
import { createDataClient, type DataClient } from "../data-client.ts";
import { fixedToken } from "../token-generations.ts";
import { sampleItems } from "./compare-items.ts";
import { type VerificationInput, type VerificationResult, verifyLoad } from "./verify-load.ts";

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
  }, 30_000);

  it("misses what is gone", async () => {
    await loaded.box.call("DELETE", at("studentSchoolAssociations", 1), { token: loaded.token });
    const { ok, differences } = await run();
    expect(ok).toBe(false);
    expect(differences[0]).toBe("studentSchoolAssociations: 2 on the target, 3 planned");
    expect(differences[1]).toMatch(/^studentSchoolAssociations \{.*returned 404$/);
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
    expect(differences[0]).toMatch(/^students \{"studentUniqueId":.*\$\.lastSurname: sent .*, received "Other"$/);
  });

  it("takes items of others for a failure only where nobody else writes", async () => {
    const before = { ...loaded.plan.countsBefore, students: 1 };
    const strict = await run({ countsBefore: before });
    expect(strict).toMatchObject({
      ok: false,
      differences: ["students: 3 on the target, expected 4 (1 before, 3 created)"],
    });
    const loose = await run({ countsBefore: before, strict: false });
    expect(loose).toMatchObject({ ok: true, differences: [], warnings: strict.differences });
    expect(await run({ countsBefore: undefined })).toMatchObject({ ok: true });
  });

  it("allows for items whose creation went unrecorded, and for no more", async () => {
    const students = data.resources.students as NonNullable<LoadPhaseData["resources"][string]>;
    const changed = (created: number, present: number): LoadPhaseData => ({
      ...data,
      resources: { ...data.resources, students: { ...students, created, present } },
    });
    expect(await run({ data: changed(2, 1) })).toMatchObject({ ok: true });
    expect(await run({ data: changed(2, 0) })).toMatchObject({ ok: false });
  });

  it("counts nothing that the client has no relationship with, as long as the target says that it is there", async () => {
    const body = '{"errors":["No relationships have been established between the caller\'s claim"]}';
    await loaded.setFaults([{ route: "/data/ed-fi/students/*", method: "GET", status: 403, body }]);
    const students = data.resources.students as NonNullable<LoadPhaseData["resources"][string]>;
    const more = { ...data, resources: { ...data.resources, students: { ...students, planned: 9, created: 9 } } };
    const hidden = await run({ data: more });
    expect(hidden).toMatchObject({ ok: true, differences: [] });
    expect(hidden.warnings.join("\n")).toContain(
      "not counted, because the client has no relationship with the items: students",
    );
    await loaded.setFaults([]);
    expect((await run({ data: more })).ok).toBe(false);
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
