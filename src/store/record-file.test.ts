import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeEach, expect, it } from "vitest";
import { answersOf, periodOf } from "../../test/fakes/periods.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { LoadTestError } from "../base/errors.ts";
import type { Period } from "../results/measurements/figures.ts";
import { compressFile, nextRecordName, RecordFile, readRecord, recordFiles } from "./record-file.ts";

const START = 1_795_409_074_000;

let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});

/** Five requests in each second. */
function writeRecord(seconds: number): string {
  const path = join(folder, "record.ndjson");
  const file = new RecordFile(path, START, (error) => {
    throw error;
  });
  for (let second = 1; second <= seconds; second++) {
    const operations = [{ op: "read", ...answersOf([1, 2, 3, 4, second], { read: 5 }) }];
    file.add(periodOf(second, { operations }));
  }
  file.close();
  return path;
}

async function readAll(
  path: string,
): Promise<{ periods: Period[]; startMs: number | undefined; damagedLines: number }> {
  const periods: Period[] = [];
  return { ...(await readRecord(path, (period) => periods.push(period))), periods };
}

it("reads plain and compressed records alike", async () => {
  const path = writeRecord(100);
  const text = readFileSync(path, "utf8");
  const plain = await readAll(path);
  await compressFile(path);
  expect(readdirSync(folder)).toEqual(["record.ndjson.gz"]);
  expect(gunzipSync(readFileSync(`${path}.gz`)).toString()).toBe(text);
  expect(await readAll(`${path}.gz`)).toEqual(plain);
  expect(plain).toMatchObject({ startMs: START, damagedLines: 0 });
  expect(plain.periods.map(({ second }) => second)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  expect(plain.periods[49]?.operations[0]?.requests).toBe(5);
});

it("skips damaged lines, and counts them", async () => {
  const path = writeRecord(3);
  const [head, first, second, third] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, [head, first, second?.slice(0, 30), "", third].join("\n"));
  const { periods, damagedLines } = await readAll(path);
  expect([periods.map((period) => period.second), damagedLines]).toEqual([[1, 3], 2]);
});

it("gives what a cut archive still holds", async () => {
  const path = writeRecord(5000);
  await compressFile(path);
  const bytes = readFileSync(`${path}.gz`);
  writeFileSync(`${path}.gz`, bytes.subarray(0, bytes.length / 2));
  expect((await readAll(`${path}.gz`)).periods.length).toBeGreaterThan(1000);
});

it("has each period on disk as soon as it was added", async () => {
  const path = join(folder, "record.ndjson");
  const file = new RecordFile(path, START, () => undefined);
  file.add(periodOf(1));
  expect((await readAll(path)).periods).toHaveLength(1);
  file.close();
  file.add(periodOf(2));
  expect((await readAll(path)).periods).toHaveLength(1);
});

it("reports the first error, and writes nothing more", () => {
  const errors: unknown[] = [];
  const file = new RecordFile(join(folder, "none", "record.ndjson"), START, (error) => errors.push(error));
  file.add(periodOf(1));
  file.close();
  expect(errors).toHaveLength(1);
});

it("says what cannot be read, and leaves alone what is not there", async () => {
  await expect(readRecord(join(folder, "none"), () => undefined)).rejects.toThrow(LoadTestError);
  await compressFile(join(folder, "none"));
  expect(readdirSync(folder)).toEqual([]);
});

it("numbers the records of one folder", () => {
  expect(nextRecordName(folder)).toBe("record.ndjson");
  writeFileSync(join(folder, "record.ndjson.gz"), "");
  expect(nextRecordName(folder)).toBe("record-2.ndjson");
  writeFileSync(join(folder, "record-2.ndjson"), "");
  writeFileSync(join(folder, "record-10.ndjson.gz"), "");
  writeFileSync(join(folder, "record-10.ndjson"), "");
  expect(recordFiles(folder).map((path) => path.slice(folder.length + 1))).toEqual([
    "record.ndjson.gz",
    "record-2.ndjson",
    "record-10.ndjson",
  ]);
});
