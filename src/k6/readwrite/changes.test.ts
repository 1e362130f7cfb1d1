import { describe, expect, it } from "vitest";
import { cellOf, DATA_URL, operations, type ReadwriteVu, startReadwriteVu } from "../../../test/fakes/readwrite-vu.ts";
import { type FakeAnswer, k6 } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";

useFakeK6();

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `${at}` }));
const outcomes = () => operations().map(({ outcome }) => outcome);

/** Requests without their hosts: `versions`, or path and span. */
const asked = () =>
  k6.requests.map(({ url }) =>
    url.endsWith("/availableChangeVersions")
      ? "versions"
      : url.slice(`${DATA_URL}/ed-fi/`.length).replace(/minChangeVersion=|maxChangeVersion=|offset=|limit=/g, ""),
  );

/** @param versions newest version at each question; the last one stays */
function serve(versions: readonly number[], answer: (url: string) => FakeAnswer, oldest = 0): void {
  let next = 0;
  k6.server = ({ url }) => {
    if (!url.endsWith("/availableChangeVersions")) return answer(url);
    const newest = versions[Math.min(next++, versions.length - 1)];
    return { body: { oldestChangeVersion: oldest, newestChangeVersion: newest } };
  };
}

async function follow(vu: ReadwriteVu, steps: number, cell = cellOf({ kind: "changes" })): Promise<void> {
  for (let iteration = 0; iteration < steps; iteration++) {
    vu.begin(iteration);
    await vu.followChanges(cell);
  }
}

describe("a follower of changes", () => {
  it("requests the newest version, then the changes since the last time, one request per iteration", async () => {
    serve([5000, 5030], () => ({ body: rows(2) }));
    await follow(await startReadwriteVu(), 4);
    expect(asked()).toEqual(["versions", "students?4000&5000&0&500", "versions", "students?5001&5030&0&500"]);
    expect(outcomes()).toEqual(Array(4).fill("read"));
    expect(operations().every(({ op, resource }) => op === "changes" && resource === "students")).toBe(true);
  });

  it("starts no earlier than the oldest version", async () => {
    serve([5000], () => ({ body: [] }), 4800);
    await follow(await startReadwriteVu(), 2);
    expect(asked()[1]).toBe("students?4800&5000&0&500");
  });

  it("requests the versions again if nothing has changed", async () => {
    serve([10], () => ({ body: [] }));
    await follow(await startReadwriteVu(), 4);
    expect(asked()).toEqual(["versions", "students?0&10&0&500", "versions", "versions"]);
  });

  it("requests deletes and key changes of the same span, if the mix has them", async () => {
    serve([10], () => ({ body: [] }));
    await follow(await startReadwriteVu(), 5, cellOf({ kind: "changes", deletes: true, keyChanges: true }));
    expect(asked()).toEqual([
      "versions",
      "students?0&10&0&500",
      "students/deletes?0&10&0&500",
      "students/keyChanges?0&10&0&500",
      "versions",
    ]);
  });

  it("takes full pages to their end", async () => {
    let page = 0;
    serve([10], () => ({ body: rows(page++ < 2 ? 500 : 3) }));
    await follow(await startReadwriteVu(), 5);
    expect(asked().slice(1)).toEqual([
      "students?0&10&0&500",
      "students?0&10&500&500",
      "students?0&10&1000&500",
      "versions",
    ]);
  });

  it("requests smaller pages if the target allows no larger ones, within one operation", async () => {
    serve([10], (url) =>
      url.includes("limit=500")
        ? { status: 400, body: { errors: ["Limit must be omitted or set to a numeric value between 0 and 100."] } }
        : { body: rows(100) },
    );
    await follow(await startReadwriteVu(), 3);
    expect(asked()).toEqual(["versions", "students?0&10&0&500", "students?0&10&0&100", "students?0&10&100&100"]);
    expect(operations().map(({ outcome, requests }) => `${outcome} ${requests}`)).toEqual([
      "read 1",
      "read 2",
      "read 1",
    ]);
  });

  it("follows each resource independently", async () => {
    serve([10], () => ({ body: [] }));
    const vu = await startReadwriteVu();
    await follow(vu, 1);
    await follow(vu, 2, cellOf({ kind: "changes", resource: "grades" }));
    await follow(vu, 1);
    expect(asked()).toEqual(["versions", "versions", "grades?0&10&0&500", "students?0&10&0&500"]);
  });

  it.each<[string, readonly number[], FakeAnswer, readonly string[]]>([
    ["a version that falls", [10, 5], { body: [] }, ["read", "read", "mismatched"]],
    ["no version", [Number.NaN], { body: [] }, ["mismatched", "mismatched", "mismatched"]],
    ["no list of changes", [10], { body: {} }, ["read", "mismatched", "read"]],
    ["an error", [10], { status: 403 }, ["read", "forbidden", "read"]],
  ])("fails by name at %s", async (_what, versions, answer, expected) => {
    serve(versions, () => answer);
    await follow(await startReadwriteVu(), 3);
    expect(outcomes()).toEqual(expected);
  });
});
