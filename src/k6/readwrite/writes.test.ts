import { describe, expect, it } from "vitest";
import {
  cellOf,
  DATA_URL,
  dataset,
  failures,
  indexIn,
  loaded,
  operations,
  type ReadwriteVu,
  startReadwriteVu,
} from "../../../test/fakes/readwrite-vu.ts";
import { inTurn, RESET } from "../../../test/k6-shim/http.ts";
import { type FakeAnswer, type FakeRequest, k6, total } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { ITEMS_DONE } from "../../lib/contracts/metrics.ts";
import { ID } from "../../lib/contracts/planned-items.ts";
import type { KnownItem } from "../../lib/contracts/readwrite-plan.ts";

useFakeK6();

const CREATED: FakeAnswer = { status: 201, headers: { Location: "/x/new-1" } };
const outcomes = () => operations().map(({ op, outcome }) => `${op} ${outcome}`);
const calls = () => k6.requests.map(({ method, url }) => `${method} ${url.slice(`${DATA_URL}/ed-fi/`.length)}`);
const bodyOf = (request: FakeRequest | undefined) => JSON.parse(request?.body ?? "{}") as Record<string, unknown>;

function attendanceAt(school: number): KnownItem[] {
  const indexes = [...Array(dataset.count("studentSchoolAttendanceEvents")).keys()];
  return indexes
    .filter((index) => dataset.key("studentSchoolAttendanceEvents", index).schoolId === school)
    .slice(0, 3)
    .map((index) => [index, `a${index}`]);
}

describe("a create", () => {
  it("creates an item with a key unique to its iteration, and remembers it", async () => {
    k6.server = inTurn(CREATED);
    const vu = await startReadwriteVu();
    for (let iteration = 0; iteration < 3; iteration++) {
      vu.begin(iteration);
      await vu.create("students");
    }
    const keys = k6.requests.map((request) => bodyOf(request).studentUniqueId);
    expect(new Set(keys).size).toBe(3);
    for (let index = 0; index < 4; index++) expect(keys).not.toContain(dataset.key("students", index).studentUniqueId);
    expect(operations()[0]).toMatchObject({ op: "create", outcome: "created", id: "new-1", resource: "students" });
    expect(vu.own().takeDeletable("students")?.key).toBe(JSON.stringify({ studentUniqueId: keys[0] }));
  });

  it("of a child creates the parent first, then the child", async () => {
    k6.server = inTurn(CREATED);
    const vu = await startReadwriteVu();
    vu.begin(0);
    await vu.create("studentSchoolAssociations");
    vu.begin(1);
    await vu.create("studentSchoolAssociations");
    expect(calls()).toEqual(["POST students", "POST studentSchoolAssociations"]);
    const [parent, child] = k6.requests.map(bodyOf);
    expect(child?.studentReference).toEqual({ studentUniqueId: parent?.studentUniqueId });
    // The parent stays as long as the child is there.
    const first = vu.own().takeDeletable("students");
    expect(first?.endpoint).toBe("studentSchoolAssociations");
  });

  it.each<[string, readonly string[]]>([
    ["grades", ["students", "studentSchoolAssociations", "studentSectionAssociations", "grades"]],
    ["studentSchoolAttendanceEvents", ["students", "studentSchoolAssociations", "studentSchoolAttendanceEvents"]],
    [
      "staffSectionAssociations",
      ["staffs", "staffEducationOrganizationAssignmentAssociations", "staffSectionAssociations"],
    ],
  ])("of %s is of somebody who is in that school by then", async (resource, steps) => {
    k6.server = inTurn(CREATED);
    const vu = await startReadwriteVu();
    for (const iteration of steps.keys()) {
      vu.begin(iteration);
      await vu.create(resource);
    }
    expect(calls()).toEqual(steps.map((step) => `POST ${step}`));
    const [person, tie, ...others] = k6.requests.map(({ body }) => body ?? "");
    const [, kind = "", id = ""] = /"(student|staff)UniqueId":"(\d+)"/.exec(person ?? "") ?? [];
    const [, school = ""] = /"(?:schoolId|educationOrganizationId)":(\d+)/.exec(tie ?? "") ?? [];
    for (const body of [tie, ...others]) {
      expect(body).toContain(`"${kind}UniqueId":"${id}"`);
      expect([...(body ?? "").matchAll(/"(?:schoolId|educationOrganizationId)":(\d+)/g)].map(([, at]) => at)).toEqual(
        expect.arrayContaining([school]),
      );
      expect(body).not.toMatch(new RegExp(`"schoolId":(?!${school})`));
    }
  });

  it("of an item that a person has once uses a new person each time", async () => {
    k6.server = inTurn(CREATED);
    const vu = await startReadwriteVu();
    const resource = "studentEducationOrganizationAssociations";
    for (let iteration = 0; iteration < 9; iteration++) {
      vu.begin(iteration);
      await vu.create(resource);
    }
    const steps = ["POST students", "POST studentSchoolAssociations", `POST ${resource}`];
    expect(calls()).toEqual([...steps, ...steps, ...steps]);
  });

  it("enrolls in a school that has templates for the wanted item", async () => {
    k6.server = inTurn(CREATED);
    const [first, second] = [0, 1].map((index) => Number(dataset.key("schools", index).schoolId));
    const vu = await startReadwriteVu({
      schools: [
        { id: first ?? 0, places: { studentSchoolAssociations: [0, 2] } },
        { id: second ?? 0, places: { studentSchoolAssociations: [2, 2], studentSchoolAttendanceEvents: [0, 3] } },
      ],
      items: {
        studentSchoolAssociations: [0, 1, 2, 3].map((index) => [index, `e${index}`] as const),
        studentSchoolAttendanceEvents: attendanceAt(second ?? 0),
      },
    });
    for (let iteration = 0; iteration < 12; iteration++) {
      vu.begin(iteration);
      await vu.create("studentSchoolAttendanceEvents");
    }
    const schools = k6.requests.flatMap((request) => (bodyOf(request).schoolReference as object | undefined) ?? []);
    expect(schools.length).toBeGreaterThan(6);
    for (const school of schools) expect(school).toEqual({ schoolId: second });
  });

  it("takes another parent when a parent has a child of every key", async () => {
    k6.server = inTurn(CREATED);
    const vu = await startReadwriteVu();
    for (let iteration = 0; iteration < 40; iteration++) {
      vu.begin(iteration);
      await vu.create("studentSchoolAssociations");
    }
    const keys = k6.requests.map(
      (request) =>
        request.url +
        JSON.stringify(bodyOf(request).schoolReference) +
        JSON.stringify(bodyOf(request).studentReference ?? bodyOf(request).studentUniqueId),
    );
    expect(new Set(keys).size).toBe(40);
    expect(calls().filter((call) => call === "POST students").length).toBeGreaterThan(1);
  });

  it.each<[string, readonly FakeAnswer[], string]>([
    ["whose first answer was lost is created all the same", [RESET, { ...CREATED, status: 200 }], "created"],
    ["that overwrites another item", [{ ...CREATED, status: 200 }], "overwrote"],
    ["that has no id", [{ status: 201 }], "mismatched"],
    ["that is rejected", [{ status: 400 }], "rejected"],
  ])("%s", async (_what, answers, outcome) => {
    k6.server = inTurn(...answers);
    const vu = await startReadwriteVu();
    await vu.create("students");
    expect(outcomes()).toEqual([`create ${outcome}`]);
    expect(vu.own().takeDeletable("students") !== undefined).toBe(outcome === "created");
    expect(failures()).toHaveLength(outcome === "created" ? 0 : 1);
  });

  it("without an ID reports what is missing", async () => {
    k6.server = inTurn({ status: 201 });
    const vu = await startReadwriteVu();
    await vu.create("students");
    expect(failures()).toEqual([
      expect.objectContaining({ status: 201, body: "returned no Location that ends with an ID" }),
    ]);
  });
});

describe("an update", () => {
  /** The target, with one student that others change, too. @param races that are lost */
  function serveStudents(races = 0, answer: FakeAnswer = { status: 204 }): void {
    let lost = 0;
    let version = 1;
    let kept: Record<string, unknown> = {};
    k6.server = (request) => {
      if (request.method === "GET") {
        const index = Number(request.url.split("-").at(-1));
        return { body: { ...loaded("students", index), ...kept, _etag: `"v${version}"` } };
      }
      if (lost++ < races) {
        version++;
        return { status: 412 };
      }
      if (answer.status === 204) kept = { middleName: bodyOf(request).middleName };
      return answer;
    };
  }
  const update = (vu: ReadwriteVu, cell = cellOf({ kind: "update" })) => vu.update(cell);

  it("reads the item, changes one property and sends the whole", async () => {
    serveStudents();
    const vu = await startReadwriteVu();
    const picked = vu.pickItem("students");
    const [index, id] = [indexIn(picked), picked[ID]];
    await update(vu);
    expect(calls()).toEqual([`GET students/${id}`, `PUT students/${id}`]);
    const { _etag, ...item } = loaded("students", index);
    const sent = bodyOf(k6.requests[1]);
    expect(sent).toEqual({ ...item, middleName: sent.middleName });
    expect(sent.middleName).not.toBe(item.middleName);
    expect(k6.requests[1]?.headers["If-Match"]).toBeUndefined();
    expect(outcomes()).toEqual(["prepare read", "update updated"]);
  });

  it("keeps its read out of the figures of the scenario", async () => {
    serveStudents();
    await update(await startReadwriteVu());
    const [read, write] = k6.requests.map(({ tags }) => tags);
    expect(read).toMatchObject({ op: "prepare", name: "prepare", scenario: "prepare" });
    expect(write).toMatchObject({ op: "update", name: "PUT /ed-fi/students/{id}" });
    expect(write).not.toHaveProperty("scenario");
    expect(total(ITEMS_DONE)).toBe(1);
  });

  it("counts, if the mix says so, so that a lost update shows", async () => {
    serveStudents();
    const vu = await startReadwriteVu();
    for (let time = 1; time <= 3; time++) {
      await update(vu, cellOf({ kind: "update", change: "counter" }));
      expect(bodyOf(k6.requests.at(-1)).middleName).toBe(`Count ${time}`);
    }
  });

  it("that loses a race reads again and repeats, with the new etag", async () => {
    serveStudents(2);
    await update(await startReadwriteVu({ ifMatch: true }));
    expect(outcomes()).toEqual([
      "prepare read",
      "update precondition-failed",
      "prepare read",
      "update precondition-failed",
      "prepare read",
      "update updated",
    ]);
    const etags = k6.requests.map(({ headers }) => headers["If-Match"]).filter((etag) => etag !== undefined);
    expect(etags).toEqual(['"v1"', '"v2"', '"v3"']);
    expect(failures()).toEqual([]);
  });

  it("that keeps losing races is given up", async () => {
    serveStudents(1000);
    await update(await startReadwriteVu({ ifMatch: true }));
    expect(outcomes().at(-1)).toBe("update conflict");
    expect(k6.requests.length).toBeLessThan(500);
    expect(failures()).toHaveLength(1);
  });

  it("whose response was lost, and whose repeat lost the race against it, is done", async () => {
    let puts = 0;
    let middleName: unknown;
    k6.server = (request) => {
      const index = Number(request.url.split("-").at(-1));
      if (request.method === "GET")
        return { body: { ...loaded("students", index), ...(middleName === undefined ? {} : { middleName }) } };
      middleName ??= bodyOf(request).middleName;
      return puts++ === 0 ? RESET : { status: 412 };
    };
    await update(await startReadwriteVu({ ifMatch: true }));
    expect(puts).toBe(2);
    expect(outcomes()).toEqual(["prepare read", "update precondition-failed", "prepare read", "update updated"]);
  });

  it("is not sent when the item cannot be read", async () => {
    k6.server = inTurn({ status: 404 });
    await update(await startReadwriteVu());
    expect(outcomes()).toEqual(["update not-found"]);
    expect(k6.requests).toHaveLength(1);
  });

  it("of a resource without anything to change is only a read", async () => {
    const vu = await startReadwriteVu();
    const cell = cellOf({ kind: "update", resource: "calendars" });
    k6.server = inTurn({ body: loaded("calendars", indexIn(vu.pickItem("calendars"))) });
    await update(vu, cell);
    expect(outcomes()).toEqual(["prepare read"]);
  });

  it("that is rejected fails", async () => {
    serveStudents(0, { status: 400, body: "no" });
    await update(await startReadwriteVu());
    expect(outcomes()).toEqual(["prepare read", "update rejected"]);
    expect(failures()).toHaveLength(1);
  });
});

describe("a delete", () => {
  const ITEM = {
    endpoint: "students",
    id: "new-1",
    key: "{}",
    template: 0,
    parent: undefined,
    children: 0,
    used: [] as string[],
  };

  it.each<[string, readonly FakeAnswer[], string]>([
    ["is done", [{ status: 204 }], "deleted"],
    ["whose first answer was lost is done", [RESET, { status: 404 }], "deleted"],
    ["of what was never kept fails", [{ status: 404 }], "lost-write"],
    ["of what something refers to fails", [{ status: 409 }], "conflict"],
  ])("%s", async (_what, answers, outcome) => {
    k6.server = inTurn(...answers);
    const vu = await startReadwriteVu();
    await vu.remove(ITEM);
    expect(calls()).toEqual(answers.map(() => "DELETE students/new-1"));
    expect(outcomes()).toEqual([`delete ${outcome}`]);
    expect(operations()[0]?.id).toBe("new-1");
  });

  it("sets its parent free", async () => {
    k6.server = inTurn({ status: 204 });
    const vu = await startReadwriteVu();
    const parent = { ...ITEM, children: 1 };
    await vu.remove({ ...ITEM, parent });
    expect(parent.children).toBe(0);
  });
});
