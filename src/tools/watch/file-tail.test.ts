import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FileTail } from "./file-tail.ts";

const path = (): string => join(mkdtempSync(join(tmpdir(), "file-tail-")), "lines");

it("gives whole lines only, in order, however they arrive", () => {
  const file = path();
  const seen: string[] = [];
  const tail = new FileTail(file, (line) => seen.push(line), { intervalMs: 1_000_000 });
  writeFileSync(file, "one\ntwo ");
  appendFileSync(file, "\u00fcber\n\nthree\nfour");
  tail.stop();
  expect(seen).toEqual(["one", "two \u00fcber", "three"]);
});

it("reads on while the file grows, lines longer than its buffer included", async () => {
  const file = path();
  const seen: number[] = [];
  const tail = new FileTail(file, (line) => seen.push(line.length), { intervalMs: 5 });
  writeFileSync(file, `${"x".repeat(300_000)}`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  appendFileSync(file, `${"x".repeat(300_000)}\nshort\n`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(seen).toEqual([600_000, 5]);
  tail.stop();
});

it("decodes only lines with the wanted first character", () => {
  const file = path();
  const seen: string[] = [];
  const tail = new FileTail(file, (line) => seen.push(line), { firstByte: "f".charCodeAt(0) });
  writeFileSync(file, "i 1 c 0 a\nf {}\ni 2 c 0 b\n");
  tail.stop();
  expect(seen).toEqual(["f {}"]);
});
