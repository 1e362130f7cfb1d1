import { describe, expect, it } from "vitest";
import type { OperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { WrittenItems } from "./written-items.ts";

const VUS = 2;

function read(...lines: (Partial<OperationLine> & Pick<OperationLine, "iteration">)[]): WrittenItems {
  const written = new WrittenItems(VUS);
  add(written, ...lines);
  return written;
}

function add(written: WrittenItems, ...lines: Partial<OperationLine>[]): void {
  const usual = { warmingUp: false, resource: "students", op: "update", outcome: "updated", requests: 1, id: "a" };
  for (const line of lines) written.operation({ ...usual, ...line } as OperationLine);
}

const last = (written: WrittenItems) => written.updated().map((item) => item.last.map(({ iteration }) => iteration));

describe("the last update of an item", () => {
  it("is the one that began after the answer of the one before", () => {
    expect(last(read({ iteration: 0 }, { iteration: 3 }))).toEqual([[3]]);
    expect(last(read({ iteration: 0 }, { iteration: 1, id: "b" }, { iteration: 9 }))).toEqual([[9], [1]]);
  });

  it("may be either of two that overlapped, in whatever order they were answered", () => {
    expect(last(read({ iteration: 1 }, { iteration: 0 }))).toEqual([[1, 0]]);
    expect(last(read({ iteration: 0 }, { iteration: 2 }))).toEqual([[0, 2]]);
    expect(last(read({ iteration: 0 }, { iteration: 2 }, { iteration: 5 }))).toEqual([[5]]);
  });

  it("is one of the last start of k6: what others wrote does not follow from its plan", () => {
    const written = read({ iteration: 7 }, { iteration: 8, id: "b" });
    written.nextStart();
    expect(last(written)).toEqual([]);
    add(written, { iteration: 0 });
    expect(last(written)).toEqual([[0]]);
  });

  it("is not known after a failed or repeated request, but is after a lost race", () => {
    expect(last(read({ iteration: 0 }, { iteration: 9, outcome: "timed-out" }))).toEqual([]);
    expect(last(read({ iteration: 0, requests: 2 }))).toEqual([]);
    expect(last(read({ iteration: 0 }, { iteration: 9, outcome: "precondition-failed" }))).toEqual([[0]]);
  });
});

it("knows what was deleted, perhaps deleted, lost and read back", () => {
  const remove = { op: "delete", outcome: "deleted" } as const;
  const readback = { op: "readback", outcome: "read" } as const;
  const written = read(
    { iteration: 0, ...remove, id: "gone" },
    { iteration: 1, ...remove, id: "perhaps", outcome: "cut-off" },
    { iteration: 2, ...remove, id: "lost", outcome: "lost-write" },
    { iteration: 3, ...readback, id: "right" },
    { iteration: 4, ...readback, id: "late", requests: 3 },
    { iteration: 5, ...readback, id: "lost", outcome: "lost-write", requests: 7 },
    { iteration: 6, ...readback, id: "other", outcome: "mismatched", requests: 7 },
    { iteration: 7, ...readback, id: "unseen", outcome: "unchanged" },
    { iteration: 8, op: "create", outcome: "overwrote", id: "" },
  );
  expect(written.deleted()).toEqual([{ endpoint: "students", id: "gone" }]);
  const left = ["perhaps", "kept"].map((id) => ({ endpoint: "students", id }));
  expect(written.certain(left)).toEqual([{ endpoint: "students", id: "kept" }]);
  expect(written.lost).toBe(2);
  expect(written.overwrote).toBe(1);
  expect(written.readBacks).toEqual({ read: 4, late: 1 });
});
