import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LATE_LINE, writeCheckLine, writeProbeLine } from "../../lib/contracts/journal/engine-lines.ts";
import { type ItemFailure, writeFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { type ItemLine, type ItemResult, isThere, writeItemLine } from "../../lib/contracts/journal/item-line.ts";
import { journalFiles, nextJournalName } from "./journal-files.ts";
import { type JournalInput, readJournals } from "./read-journal.ts";

const PLAN = {
  items: 100,
  segments: [
    { endpoint: "schools", level: 1, first: 0, count: 40 },
    { endpoint: "students", level: 2, first: 40, count: 60 },
  ],
};

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function read(files: readonly string[], more: Partial<JournalInput> = {}): ReturnType<typeof readJournals> {
  return readJournals({ files, plan: PLAN, ...more });
}

const failure = (item: number, more: Partial<ItemFailure> = {}): ItemFailure => ({
  item,
  resource: "students",
  operation: "create",
  key: "{}",
  outcome: "rejected",
  status: 400,
  body: "Müller is no name",
  ...more,
});

describe("readJournals", () => {
  it("counts an item once over all journals, by what became of it in the end", async () => {
    const first = write("journal-1.log", "i 0 c 0 a-1\ni 1 x 2 \ni 2 p 0 a-3\ni 40 c 1 b-1\ni 41 b 0 \ni 42 x 0 \n");
    const second = write("journal-2.log", "i 1 c 0 a-2\ni 0 p 0 a-1\ni 41 p 0 b-2\n");
    const result = await read([first, second]);
    expect(result.created).toEqual({ schools: 2, students: 1 });
    expect(result.present).toEqual({ schools: 1, students: 1 });
    expect(result.failedByEndpoint).toEqual({ schools: 0, students: 1 });
    expect(result).toMatchObject({ failed: 1, blocked: 0, repeats: 3, lines: 9, damagedLines: 0 });
    expect(result.done.size).toBe(5);
    expect(result.done.has(42)).toBe(false);
  });

  it("does not trust the last line when its newline is missing", async () => {
    const result = await read([
      write("journal-1.log", "i 0 c 0 abc\ni 1 c 0 ab"),
      write("journal-2.log", "i 2 c 0 x\n"),
    ]);
    expect(result).toMatchObject({ damagedLines: 1, created: { schools: 2 } });
    expect(result.done.has(1)).toBe(false);
  });

  it("finds the whole line behind one that a full disk cut off, also behind a hole", async () => {
    const text = `i 0 c 0 abi 1 c 0 xyz\ni 2 c 0 ab${"\0".repeat(5000)}i 3 c 0 zz\nf {"item":4,"bodyi 5 c 0 zz\n`;
    const ids: string[] = [];
    const result = await read([write("journal-1.log", text)], { onItem: ({ item, id }) => ids.push(`${item} ${id}`) });
    expect(ids).toEqual(["1 xyz", "3 zz", "5 zz"]);
    expect(result.damagedLines).toBe(3);
  });

  it("passes over garbage of any length", async () => {
    const garbage = Buffer.alloc(3_000_000, 0xff);
    const content = Buffer.concat([Buffer.from("i 0 c 0 a\n"), garbage, Buffer.from("\ni 1 c 0 b\n\xff\n", "latin1")]);
    const result = await read([write("journal-1.log", content)]);
    expect(result).toMatchObject({ created: { schools: 2 }, damagedLines: 2 });
  });

  it("refuses numbers outside the plan", async () => {
    expect(await read([write("journal-1.log", "i 100 c 0 a\n")])).toMatchObject({ lines: 0, damagedLines: 1 });
  });

  it("keeps failures by cause, without those that were healed, with their texts as they were sent", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${writeFailureLine(failure(40 + i))}\n`);
    const first = write("journal-1.log", lines.join(""));
    const healed = Array.from({ length: 20 }, (_, i) => `i ${40 + i} c 0 id\n`);
    const later = [failure(90), failure(0, { resource: "schools", status: 403, outcome: "forbidden" })];
    const second = write("journal-2.log", [...healed, ...later.map((f) => `${writeFailureLine(f)}\n`)].join(""));
    const { failures } = await read([first, second]);
    expect(
      failures.map(({ resource, status, examples }) => [resource, status, examples.map((f) => "item" in f && f.item)]),
    ).toEqual([
      ["students", 400, [90]],
      ["schools", 403, [0]],
    ]);
    expect(failures[0]?.examples[0]?.body).toBe("Müller is no name");
    // 60 to 69 and 90.
    expect(failures.map(({ count }) => count)).toEqual([11, 1]);
  });

  it("counts all failures of a cause, also those without key and message", async () => {
    const counted = Array.from({ length: 40 }, (_, i) => failure(10 + i, { key: "", body: "" }));
    const lines = [failure(3), ...counted, failure(12)].map((each) => `${writeFailureLine(each)}\n`);
    const { failures } = await read([write("journal-1.log", lines.join(""))]);
    expect(failures.map(({ count, examples }) => [count, examples.length])).toEqual([[41, 2]]);
  });

  it("passes over answers after which a request was repeated", async () => {
    const repeat = 'r students create 503 unavailable -400 "i 1 c 0 a"';
    expect(await read([write("journal-1.log", `${repeat}\ni 0 c 1 a\n`)])).toMatchObject({ lines: 1, damagedLines: 0 });
  });

  it("passes over what k6 says of itself", async () => {
    const probe = { atMs: 1_795_834_073_000, vus: 2, vusInitialized: 3, delaysMs: [1, 2] };
    const lines = [writeProbeLine(probe), LATE_LINE, writeCheckLine(true)];
    const path = write("journal-1.log", `${lines.join("\n")}\ni 0 c 1 a\n`);
    expect(await read([path])).toMatchObject({ lines: 1, damagedLines: 0 });
  });

  it("bounds causes and examples", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => `${writeFailureLine(failure(i % 90, { status: i % 300 }))}\n`);
    const { failures } = await read([write("journal-1.log", lines.join("").repeat(20))]);
    expect(failures.length).toBe(200);
    expect(Math.max(...failures.map(({ examples }) => examples.length))).toBe(10);
  });

  it("reads compressed journals, also one that was cut off", async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `i ${i} c 0 ${"abcdefgh".slice(i % 8)}-${i * 7919}\n`).join("");
    const whole = gzipSync(lines);
    expect((await read([write("journal-1.log.gz", whole)])).done.size).toBe(100);
    const cut = await read([write("journal-2.log.gz", whole.subarray(0, whole.length >> 1))]);
    expect(cut.done.size).toBeGreaterThan(10);
    expect(cut.done.size).toBeLessThan(100);
  });

  it("says which journal is missing", async () => {
    await expect(read([join(folder, "journal-1.log")])).rejects.toMatchObject({ kind: "results" });
  });

  it("never loses a whole line nor invents one, however the writing was cut", async () => {
    const results: ItemResult[] = ["created", "present", "failed", "blocked"];
    const item = fc
      .record({ item: fc.nat(99), result: fc.constantFrom(...results), repeats: fc.nat(9), id: fc.uuid() })
      .map((line) => ({ ...line, id: isThere(line.result) ? line.id : "", answer: undefined }));
    const textOf = (line: ItemLine): string => writeItemLine(line.item, line.result, line.repeats, line.id);
    const failed = fc
      .record({ item: fc.nat(99), body: fc.string({ unit: "grapheme", maxLength: 40 }) })
      .map((more) => writeFailureLine(failure(more.item, more)));
    const piece = fc.oneof(
      { weight: 6, arbitrary: item.map((line) => ({ line, text: `${textOf(line)}\n` })) },
      { weight: 2, arbitrary: failed.map((text) => ({ line: undefined, text: `${text}\n` })) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.oneof(item.map(textOf), failed), fc.double({ min: 0, max: 0.999, noNaN: true }))
          .map(([text, share]) => ({ line: undefined, text: text.slice(0, Math.floor(text.length * share)) })),
      },
      { weight: 1, arbitrary: fc.nat(50).map((size) => ({ line: undefined, text: "\0".repeat(size) })) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(piece, { maxLength: 30 }), { minLength: 1, maxLength: 3 }),
        async (journals) => {
          const files = journals.map((pieces, n) =>
            write(`journal-${n + 1}.log`, pieces.map(({ text }) => text).join("")),
          );
          const seen: ItemLine[] = [];
          await read(files, { onItem: (line) => seen.push(line) });
          expect(seen).toEqual(journals.flat().flatMap(({ line }) => line ?? []));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("journalFiles", () => {
  it("orders by number, takes the plain form first, and names the next", () => {
    for (const name of ["journal-10.log", "journal-2.log.gz", "journal-2.log", "journal-1.log.gz", "journal.log"])
      write(name, "");
    expect(journalFiles(folder)).toEqual(
      ["journal-1.log.gz", "journal-2.log", "journal-10.log"].map((n) => join(folder, n)),
    );
    expect(nextJournalName(folder)).toBe("journal-11.log");
  });
});
