/** Compares a text with a file of this folder; with UPDATE_GOLDEN=1 writes the file instead. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** @param path relative to this folder; the files end in .golden, so that no formatter takes them for sources */
export function expectGolden(path: string, text: string): void {
  const file = fileURLToPath(new URL(`${path}.golden`, import.meta.url));
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, "utf8") : "no such file: run with UPDATE_GOLDEN=1").toBe(text);
}
