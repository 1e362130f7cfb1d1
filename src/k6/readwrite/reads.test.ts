import { describe, expect, it } from "vitest";
import {
  cellOf,
  DATA_URL,
  dataset,
  failures,
  idOf,
  indexIn,
  loaded,
  operations,
  type ReadwriteVu,
  startReadwriteVu,
} from "../../../test/fakes/readwrite-vu.ts";
import { inTurn } from "../../../test/k6-shim/http.ts";
import { type FakeAnswer, k6 } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";

useFakeK6();

const outcomes = () => operations().map(({ op, outcome }) => `${op} ${outcome}`);
const urls = () => k6.requests.map(({ url }) => decodeURIComponent(url.slice(DATA_URL.length)));

describe("items to read", () => {
  it("are picked evenly among those that were loaded", async () => {
    const vu = await startReadwriteVu();
    const picked = new Set<number>();
    for (let iteration = 0; iteration < 60; iteration++) {
      vu.begin(iteration);
      picked.add(indexIn(vu.pickItem("students")));
    }
    expect([...picked].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe("a read by id", () => {
  const read = (vu: ReadwriteVu) => vu.readForUpdate("students", vu.itemOf("students", 1));

  it("finds the item", async () => {
    const vu = await startReadwriteVu();
    const index = indexIn(vu.pickItem("students"));
    k6.server = inTurn({ body: loaded("students", index) });
    await vu.get(cellOf({ kind: "get" }));
    expect(urls()).toEqual([`/ed-fi/students/students-${index}`]);
    expect(outcomes()).toEqual(["read read"]);
  });

  it("returns the text of the item before an update", async () => {
    k6.server = inTurn({ body: loaded("students", 1) });
    expect(JSON.parse((await read(await startReadwriteVu())) ?? "")).toEqual(loaded("students", 1));
    expect(outcomes()).toEqual(["prepare read"]);
  });

  it.each<[string, FakeAnswer, string]>([
    ["another item", { body: { ...loaded("students", 2), id: idOf("students", 1) } }, "mismatched"],
    ["an item with another id", { body: { ...loaded("students", 1), id: "other" } }, "mismatched"],
    ["a list", { body: [loaded("students", 1)] }, "mismatched"],
    ["nothing", { body: "" }, "mismatched"],
    ["that it is not there", { status: 404 }, "not-found"],
  ])("fails, and the update that it prepares, when the target returns %s", async (_what, answer, outcome) => {
    k6.server = inTurn(answer);
    expect(await read(await startReadwriteVu())).toBeUndefined();
    expect(outcomes()).toEqual([`update ${outcome}`]);
    expect(failures()).toHaveLength(1);
  });

  it("checks only the ID of an item with an unknown key", async () => {
    k6.server = inTurn({ body: { ...loaded("students", 2), id: "x" } });
    const vu = await startReadwriteVu({ items: { students: [[-1, "x"]] } });
    expect(await vu.readForUpdate("students", vu.itemOf("students", 0))).toBeDefined();
  });
});

describe("a query", () => {
  it("by key finds exactly the item", async () => {
    const vu = await startReadwriteVu();
    const index = indexIn(vu.pickItem("students"));
    k6.server = inTurn({ body: [loaded("students", index)] });
    await vu.query(cellOf({ kind: "query" }));
    expect(urls()).toEqual([`/ed-fi/students?studentUniqueId=${dataset.key("students", index).studentUniqueId}`]);
    expect(outcomes()).toEqual(["query read"]);
  });

  it("by one field finds a bounded page of items that have it", async () => {
    const vu = await startReadwriteVu();
    const resource = "studentSchoolAssociations";
    const index = indexIn(vu.pickItem(resource));
    k6.server = inTurn({ body: [loaded(resource, index), loaded(resource, index)] });
    await vu.query(cellOf({ kind: "query", resource, by: "schoolId" }));
    expect(urls()).toEqual([`/ed-fi/${resource}?schoolId=${dataset.key(resource, index).schoolId}&limit=25`]);
    expect(outcomes()).toEqual(["query read"]);
  });

  it.each<[string, (index: number) => FakeAnswer, string]>([
    ["nothing", () => ({ body: [] }), "mismatched"],
    ["two items", (index) => ({ body: [loaded("students", index), loaded("students", index)] }), "mismatched"],
    ["another item", (index) => ({ body: [loaded("students", (index + 1) % 4)] }), "mismatched"],
    ["no list", () => ({ body: {} }), "mismatched"],
    ["an error", () => ({ status: 400 }), "rejected"],
  ])("by key fails when it finds %s", async (_what, answer, outcome) => {
    const vu = await startReadwriteVu();
    k6.server = inTurn(answer(indexIn(vu.pickItem("students"))));
    await vu.query(cellOf({ kind: "query" }));
    expect(outcomes()).toEqual([`query ${outcome}`]);
  });
});

describe("a walk through pages", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `${at}`, _etag: "1" }));
  const walk = async (vu: ReadwriteVu, cell: ReturnType<typeof cellOf>, steps: number) => {
    for (let iteration = 0; iteration < steps; iteration++) {
      vu.begin(iteration);
      await vu.page(cell);
    }
  };

  it("continues with one page per iteration, and starts again after the last page with the next size", async () => {
    k6.server = inTurn({ body: rows(10) }, { body: rows(3) }, { body: rows(20) }, { body: [] }, { body: rows(1) });
    await walk(await startReadwriteVu(), cellOf({ kind: "page", limits: [10, 20] }), 5);
    expect(urls().map((url) => url.split("?")[1])).toEqual([
      "offset=0&limit=10",
      "offset=10&limit=10",
      "offset=0&limit=20",
      "offset=20&limit=20",
      "offset=0&limit=10",
    ]);
    expect(outcomes()).toEqual(Array(5).fill("page read"));
    expect(k6.requests[0]?.tags).toMatchObject({ op: "page", resource: "students" });
  });

  it("ends after the number of pages in the mix", async () => {
    k6.server = inTurn({ body: rows(10) });
    await walk(await startReadwriteVu(), cellOf({ kind: "page", limits: [10], pages: 2 }), 3);
    expect(urls().map((url) => url.split("?")[1])).toEqual([
      "offset=0&limit=10",
      "offset=10&limit=10",
      "offset=0&limit=10",
    ]);
  });

  it("follows the target's cursor", async () => {
    k6.server = inTurn({ body: rows(10), headers: { "Next-Page-Token": "abc" } }, { body: rows(10) });
    await walk(await startReadwriteVu(), cellOf({ kind: "page", by: "cursor", limits: [10] }), 3);
    expect(urls().map((url) => url.split("?")[1])).toEqual(["limit=10", "pageToken=abc&pageSize=10", "limit=10"]);
  });

  it.each<[string, FakeAnswer, string]>([
    ["more items than asked for", { body: rows(11) }, "mismatched"],
    ["no list", { body: {} }, "mismatched"],
    ["half a list", { body: '[{"id":1},' }, "mismatched"],
    ["a list without its middle", { body: `[{"id":1,"_etag":"1"},{"id"}]` }, "mismatched"],
    ["a login page", { body: "<html></html>" }, "mismatched"],
    ["no total, where it was asked for", { body: rows(10) }, "mismatched"],
    ["an error", { status: 400 }, "rejected"],
  ])("fails, and begins again, when the target returns %s", async (_what, answer, outcome) => {
    k6.server = inTurn(answer);
    await walk(await startReadwriteVu(), cellOf({ kind: "page", limits: [10], totalCount: true }), 2);
    expect(outcomes()).toEqual(Array(2).fill(`page ${outcome}`));
    expect(new Set(urls())).toEqual(new Set(["/ed-fi/students?offset=0&limit=10&totalCount=true"]));
  });

  it("counts items without etags, and accepts a total", async () => {
    k6.server = inTurn({ body: [{ id: 1 }, { id: 2 }], headers: { "total-count": "2" } });
    await walk(await startReadwriteVu(), cellOf({ kind: "page", limits: [1], totalCount: true }), 1);
    await walk(await startReadwriteVu(), cellOf({ kind: "page", limits: [2], totalCount: true }), 1);
    expect(outcomes()).toEqual(["page mismatched", "page read"]);
  });
});
