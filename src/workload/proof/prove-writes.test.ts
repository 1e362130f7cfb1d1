import { expect, it } from "vitest";
import { type WriteProof, writeLines } from "./prove-writes.ts";

const PROOF: WriteProof = {
  soon: 801,
  atEnd: 0,
  unread: undefined,
  unanswered: 0,
  late: 0,
  lateMs: 0,
  lost: 0,
  overwrote: 0,
  changedByOthers: 0,
  lines: [],
};

it("tells when writes were read back", () => {
  expect(writeLines({ ...PROOF, atEnd: 5 })).toEqual([
    "proof    806 writes read again, 801 soon after and 5 at the end: all there",
  ]);
});

it("claims nothing where nothing was written", () => {
  expect(writeLines({ ...PROOF, soon: 0 })).toEqual(["proof    no write was read back"]);
});

it("claims nothing of the end where nothing was read then", () => {
  expect(writeLines({ ...PROOF, unread: "k6 was stopped" })).toEqual([
    "proof    801 writes read again soon after: all there",
    "note     nothing was read back at the end: k6 was stopped",
  ]);
});

it("tells what could not be read", () => {
  expect(writeLines({ ...PROOF, atEnd: 5, unanswered: 454 })).toContain(
    "note     454 further writes could not be read back at the end: no response in time",
  );
});
