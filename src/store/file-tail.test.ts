import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { FileTail } from "./file-tail.ts";

const path = (): string => join(temporaryFolder(), "lines");

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
  // It should have read the first part alone; where it is late, this tests less but does not fail.
  await pause(50);
  appendFileSync(file, `${"x".repeat(300_000)}\nshort\n`);
  await expect.poll(() => seen, { timeout: 10_000 }).toEqual([600_000, 5]);
  tail.stop();
});
