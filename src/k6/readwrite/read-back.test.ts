import { describe, expect, it } from "vitest";
import { cellOf, DATA_URL, failures, loaded, operations, startReadwriteVu } from "../../../test/fakes/readwrite-vu.ts";
import { type FakeAnswer, type FakeRequest, k6 } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";

useFakeK6();

const EVERY_WRITE = { readBack: { first: 1000, every: 1 } };
const readBacks = () => operations().filter(({ op }) => op === "readback");
const NOT_FOUND: FakeAnswer = { status: 404 };

/** A target of one student, whose reads are those of `seen`. */
function server(
  seen: (number: number, stored: string | undefined) => FakeAnswer,
): (request: FakeRequest) => FakeAnswer {
  let stored: string | undefined = JSON.stringify(loaded("students", 0));
  let reads = 0;
  return ({ method, url, body }) => {
    if (method === "POST") {
      stored = JSON.stringify({ ...(JSON.parse(body ?? "{}") as object), id: "new-1", _etag: "1" });
      return { status: 201, headers: { Location: `${url}/new-1` } };
    }
    if (method === "PUT") {
      stored = JSON.stringify({ ...(JSON.parse(body ?? "{}") as object), _etag: '"e-new"' });
      return { status: 204 };
    }
    if (method === "DELETE") {
      stored = undefined;
      return { status: 204 };
    }
    return seen(reads++, stored);
  };
}

const truly = (_: number, stored: string | undefined): FakeAnswer =>
  stored === undefined ? NOT_FOUND : { status: 200, body: stored };

const before = JSON.stringify(loaded("students", 0));

describe("what is read back", () => {
  it("is found as written, outside the mix", async () => {
    k6.server = server(truly);
    const vu = await startReadwriteVu(EVERY_WRITE);
    vu.begin(0);
    await vu.create("students");
    const own = vu.own().takeDeletable("students");
    vu.begin(1);
    await vu.remove(own as NonNullable<typeof own>);
    expect(readBacks().map(({ outcome, requests, id }) => [outcome, requests, id])).toEqual([
      ["read", 1, "new-1"],
      ["read", 1, "new-1"],
    ]);
    expect(failures()).toEqual([]);
    const reads = k6.requests.filter(({ method }) => method === "GET");
    expect(reads.map(({ tags }) => tags)).toEqual(
      Array(2).fill({ name: "readback", resource: "students", op: "readback", scenario: "readback" }),
    );
    expect(k6.requests[1]?.url).toBe(`${DATA_URL}/ed-fi/students/new-1`);
  });

  it("is only a share of the writes, and nothing more after a read that lagged", async () => {
    k6.server = server((number, stored) => (number === 0 ? NOT_FOUND : truly(number, stored)));
    const vu = await startReadwriteVu({ readBack: { first: 2, every: 10 } });
    for (let iteration = 5; iteration < 10; iteration++) {
      vu.begin(iteration);
      await vu.create("students");
    }
    expect(readBacks()).toEqual([]);
    vu.begin(0);
    await vu.create("students");
    expect(readBacks()).toMatchObject([{ outcome: "read", requests: 2 }]);
    vu.begin(1);
    await vu.create("students");
    expect(readBacks()).toHaveLength(1);
  });

  it.each<[string, (number: number, stored: string | undefined) => FakeAnswer, string, number, number]>([
    ["is not found within five seconds", () => NOT_FOUND, "lost-write", 7, 5000],
    ["is another item", () => ({ status: 200, body: before }), "mismatched", 1, 0],
  ])("reports a created item that %s", async (_, seen, outcome, requests, waitedMs) => {
    k6.server = server(seen);
    const vu = await startReadwriteVu(EVERY_WRITE);
    vu.begin(0);
    await vu.create("students");
    expect(readBacks()).toMatchObject([{ outcome, requests }]);
    expect(failures()).toMatchObject([{ operation: "create", outcome }]);
    expect(k6.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(waitedMs);
  });

  it("reports a deleted item that still exists", async () => {
    k6.server = server((_, stored) => ({ status: 200, body: stored ?? before }));
    const vu = await startReadwriteVu(EVERY_WRITE);
    vu.begin(0);
    await vu.create("students");
    const own = vu.own().takeDeletable("students");
    vu.begin(1);
    await vu.remove(own as NonNullable<typeof own>);
    expect(failures()).toMatchObject([{ operation: "delete", outcome: "lost-write" }]);
  });

  const changedBy = (change: object): FakeAnswer => ({
    status: 200,
    body: JSON.stringify({ ...loaded("students", 0), _etag: '"e-x"', ...change }),
  });
  it.each<[string, FakeAnswer, string[]]>([
    ["is as before", { status: 200, body: before }, ["lost-write"]],
    ["has the text from before with another version", changedBy({}), ["lost-write"]],
    ["has a text of another client", changedBy({ middleName: "Somebody else" }), ["read"]],
    ["is another one", changedBy({ studentUniqueId: "another" }), ["mismatched"]],
    ["is no longer visible", { status: 403 }, ["unchanged"]],
  ])("checks an update: the item %s", async (_, answer, expected) => {
    k6.server = server((number) => (number === 0 ? { status: 200, body: before } : answer));
    const vu = await startReadwriteVu({ ...EVERY_WRITE, ...onlyFirst });
    vu.begin(0);
    await vu.update(cellOf({ kind: "update" }));
    expect(readBacks().map(({ outcome }) => outcome)).toEqual(expected);
  });

  const onlyFirst = { items: { students: [[0, "students-0"] as const] } };

  it("takes an unchanged _etag for a lost update, with If-Match", async () => {
    let sent = "";
    k6.server = ({ method, body }) => {
      if (method === "PUT") {
        sent = JSON.stringify({ ...(JSON.parse(body ?? "{}") as object), _etag: loaded("students", 0)._etag });
        return { status: 204 };
      }
      return { status: 200, body: sent === "" ? before : sent };
    };
    const vu = await startReadwriteVu({ ...EVERY_WRITE, ...onlyFirst, ifMatch: true });
    vu.begin(0);
    await vu.update(cellOf({ kind: "update" }));
    expect(readBacks()).toMatchObject([{ outcome: "lost-write" }]);
  });
});

it("an own item that a delete does not find is a lost write", async () => {
  k6.server = ({ method, url }) =>
    method === "POST" ? { status: 201, headers: { Location: `${url}/new-1` } } : { status: 404 };
  const vu = await startReadwriteVu();
  vu.begin(0);
  await vu.create("students");
  const own = vu.own().takeDeletable("students");
  vu.begin(1);
  await vu.remove(own as NonNullable<typeof own>);
  expect(operations().at(-1)).toMatchObject({ op: "delete", outcome: "lost-write" });
});
