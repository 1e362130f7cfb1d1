import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { addSection, enrolmentBody, studentBody } from "../documents/testing/district.ts";
import { harness } from "../documents/testing/harness.ts";
import { openStore } from "./store.ts";

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});

describe("a store on disk", () => {
  test("is empty after it was cleared, now and when it is opened again", async () => {
    const first = harness({ store: openStore({ directory }) });
    addSection(first);
    first.call("DELETE", `/ed-fi/students/${first.create("students", studentBody("gone"))}`);
    await first.store.flush();
    const version = first.store.changeVersion;
    first.store.clear();
    expect(first.api.counts()).toEqual({});
    expect(first.get("students/deletes").body).toEqual([]);
    expect(first.store.changeVersion).toBeGreaterThan(version);
    const added = first.create("students", studentBody());
    await first.store.close();

    const second = harness({ store: openStore({ directory }) });
    expect(second.api.counts()).toEqual({ students: 1 });
    expect(second.get(`students/${added}`).status).toBe(200);
    expect(second.get("students/deletes").body).toEqual([]);
    await second.store.close();
  });

  test("gives back everything after it was closed", async () => {
    const first = harness({ store: openStore({ directory }) });
    const { section, session } = addSection(first);
    first.create("students", studentBody());
    const enrolment = first.create("studentSectionAssociations", enrolmentBody());
    const gone = first.create("students", studentBody("gone"));
    first.call("DELETE", `/ed-fi/students/${gone}`);
    const item = first.get(`sections/${section}`).body;
    first.call("PUT", `/ed-fi/sections/${section}`, { ...item, sectionIdentifier: "renamed" });
    const before = first.get(`studentSectionAssociations/${enrolment}`);
    const counts = first.api.counts();
    const version = first.store.changeVersion;
    await first.store.close();

    const second = harness({ store: openStore({ directory }) });
    expect(second.api.counts()).toEqual(counts);
    expect(second.store.changeVersion).toBe(version);
    expect(second.get(`studentSectionAssociations/${enrolment}`)).toEqual(before);
    expect(second.get("students/deletes").body).toHaveLength(1);
    expect(second.get("sections/keyChanges").body).toHaveLength(1);
    expect(second.get("sections?sectionIdentifier=renamed").body).toHaveLength(1);
    expect(second.post("students", studentBody()).status).toBe(200);
    expect(second.post("schools", { ...second.get("schools").body[0], id: undefined, schoolId: 2 }).status).toBe(201);
    expect(second.call("DELETE", `/ed-fi/sessions/${session}`).status).toBe(409);
    const added = second.create("students", studentBody("new"));
    expect(second.get("students?limit=500").body.at(-1).id).toBe(added);
    await second.store.close();
  });

  test("keeps nothing without a directory", async () => {
    const store = openStore();
    harness({ store }).create("students", studentBody());
    await store.flush();
    await store.close();
    expect(openStore().tableNames()).toEqual([]);
  });

  test("flush makes what was written safe", async () => {
    const store = openStore({ directory });
    const h = harness({ store });
    for (let index = 0; index < 300; index += 1) h.create("students", studentBody(`s${index}`));
    await store.flush();
    h.create("students", studentBody("late"));
    await store.flush();
    await store.close();
    expect(openStore({ directory }).table("ed-fi/students").size).toBe(301);
  });
});
