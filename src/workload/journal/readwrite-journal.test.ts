import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { operationLines } from "../../../test/fakes/operation-lines.ts";
import { writeMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import { writeFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { WrittenItems } from "../proof/written-items.ts";
import { compactJournal } from "./compact-file.ts";
import { readReadwriteJournals } from "./readwrite-journal.ts";

const folder = mkdtempSync(join(tmpdir(), "readwrite-journal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINE = {
  warmingUp: false,
  iteration: 0,
  resource: "students",
  op: "create",
  outcome: "created",
  bin: 400,
  requests: 1,
  id: "a-1",
} as const;

test("counts, what is left and what was under way come from the lines, warm-up apart", async () => {
  const lines = [
    LINE,
    { ...LINE, iteration: 2, op: "delete", outcome: "deleted" },
    { ...LINE, iteration: 1, id: "b-1", requests: 3 },
    { ...LINE, iteration: 4, op: "read", outcome: "read", id: "" },
    { ...LINE, iteration: 4, op: "update", outcome: "updated", id: "loaded" },
    { ...LINE, iteration: 0, warmingUp: true, id: "c-1" },
  ] as const;
  const file = join(folder, "journal-1.log");
  writeFileSync(file, `${operationLines(lines)}\nw 9 0a`);
  const journal = await readReadwriteJournals([file], { inFlight: 1 });
  expect(journal).toMatchObject({ created: 3, deleted: 1, damagedLines: 1 });
  expect(journal.left).toEqual([
    { endpoint: "students", id: "b-1" },
    { endpoint: "students", id: "c-1" },
  ]);
  expect(journal.requests).toEqual({ create: 4, delete: 1, read: 1, update: 1, "warm-up": 1 });
  expect(journal.unfinished).toEqual([
    { iteration: 3, warmingUp: false },
    { iteration: 5, warmingUp: false },
    { iteration: 1, warmingUp: true },
  ]);
  expect(journal.tally.operations).toBe(5);
});

test("operations that were missed were not under way", async () => {
  const file = join(folder, "journal-4.log");
  const lines = [LINE, { ...LINE, iteration: 3, id: "b-1" }];
  writeFileSync(file, `${operationLines(lines)}\n${writeMissedLine(1)}\n`);
  const { unfinished, damagedLines } = await readReadwriteJournals([file], { inFlight: 0 });
  expect({ unfinished, damagedLines }).toEqual({ unfinished: [{ iteration: 2, warmingUp: false }], damagedLines: 0 });
});

test("what was done is without starts before, what is left is of all", async () => {
  const files = ["journal-2.log", "journal-3.log"].map((name) => join(folder, name));
  const [first = "", second = ""] = files;
  const cause = { item: 0, resource: "students", operation: "create", key: "{}", outcome: "rejected" };
  const failure = writeFailureLine({ ...cause, status: 400, body: "" });
  writeFileSync(first, `${operationLines([LINE, { ...LINE, iteration: 1, id: "b-1" }])}\n${failure}\n`);
  writeFileSync(second, `${operationLines([{ ...LINE, id: "c-1" }])}\n`);
  const written = new WrittenItems(1);
  const operation = vi.spyOn(written, "operation");
  const journal = await readReadwriteJournals(files, { inFlight: 1, written, startsBefore: 1 });
  expect(journal.tally.operations).toBe(1);
  expect(journal.causes).toEqual([]);
  expect(operation.mock.calls.map(([{ id }]) => id)).toEqual(["c-1"]);
  expect(journal.leftBefore.map(({ id }) => id)).toEqual(["a-1", "b-1"]);
  expect(journal.left.map(({ id }) => id)).toEqual(["a-1", "b-1", "c-1"]);
});

test("what was under way when a start before was interrupted is unfinished, apart from the last start", async () => {
  const files = ["journal-4.log", "journal-5.log"].map((name) => join(folder, name));
  const [first = "", second = ""] = files;
  writeFileSync(first, `${operationLines([LINE, { ...LINE, iteration: 2, id: "b-1" }])}\n`);
  writeFileSync(
    second,
    `${operationLines([
      { ...LINE, id: "c-1" },
      { ...LINE, iteration: 1, id: "d-1" },
    ])}\n`,
  );
  const { unfinished } = await readReadwriteJournals(files, { inFlight: 0, startsBefore: 1, inFlightBefore: 1 });
  expect(unfinished.map(({ iteration }) => iteration)).toEqual([1, 3]);
});

test("failures before the measured part are counted separately, except for lost writes", async () => {
  const file = join(folder, "journal-6.log");
  const failure = { item: 0, resource: "students", operation: "create", key: "{}", outcome: "rejected", status: 400 };
  const lines = [
    { ...failure, body: "early", warmingUp: true },
    { ...failure, body: "early", warmingUp: true, outcome: "lost-write", status: 404 },
    { ...failure, body: "measured", item: 7 },
    { ...failure, body: "", key: "", item: 8 },
  ];
  writeFileSync(file, `${lines.map(writeFailureLine).join("\n")}\n`);
  const expected = { failuresBefore: 1, causes: [{ outcome: "lost-write" }, { recorded: 2, message: "measured" }] };
  expect(await readReadwriteJournals([file], { inFlight: 0 })).toMatchObject(expected);
  await compactJournal(file, 0);
  expect(await readReadwriteJournals([`${file}.gz`], { inFlight: 0 })).toMatchObject(expected);
});
