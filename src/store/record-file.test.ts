import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { LoadTestError } from "../base/errors.ts";
import type { Figures } from "../results/measurements/record.ts";
import { compressFile, nextRecordName, readRecord, recordFiles } from "./record-file.ts";

let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});

function record(seconds: number): string {
  const lines = [
    '{"event":"param","data":{"period":1000}}',
    '{"event":"metric","data":{"time":{},"http_reqs":{}}}',
    '{"event":"start","data":[[0]]}',
  ];
  for (let second = 1; second <= seconds; second++) {
    lines.push(`{"event":"cumulative","data":[[${second * 5},5],[${second * 1000}]]}`);
    lines.push(`{"event":"snapshot","data":[[5,5],[${second * 1000}]]}`);
  }
  return `${lines.join("\n")}\n`;
}

it("reads plain and compressed records alike", async () => {
  const path = join(folder, "record.ndjson");
  writeFileSync(path, record(100));
  const plain: Figures[] = [];
  const before = await readRecord(path, (period) => plain.push(period));
  await compressFile(path);
  expect(readdirSync(folder)).toEqual(["record.ndjson.gz"]);
  expect(gunzipSync(readFileSync(`${path}.gz`)).toString()).toBe(record(100));
  const packed: Figures[] = [];
  expect(await readRecord(`${path}.gz`, (period) => packed.push(period))).toEqual(before);
  expect(packed).toEqual(plain);
  expect(before).toMatchObject({ totals: { requests: 500 }, periodMs: 1000, damagedLines: 0 });
});

it("gives what a cut archive still holds", async () => {
  const path = join(folder, "record.ndjson");
  writeFileSync(path, record(5000));
  await compressFile(path);
  const bytes = readFileSync(`${path}.gz`);
  writeFileSync(`${path}.gz`, bytes.subarray(0, bytes.length / 2));
  let periods = 0;
  await readRecord(`${path}.gz`, () => periods++);
  expect(periods).toBeGreaterThan(1000);
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
