import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { selfSigned } from "./certificate.ts";
import { createRunKey, readRunKey, writeRunKey } from "./run-key.ts";

function fileOf(text: string): string {
  const file = join(temporaryFolder(), "key");
  writeFileSync(file, text);
  return file;
}

it("is read as it was written", () => {
  for (const isPlain of [true, false]) {
    const key = createRunKey(isPlain);
    expect(readRunKey(fileOf(`${writeRunKey(key)}\n`), isPlain)).toEqual(key);
  }
});

it("is refused where it is none, is short, or has no certificate for HTTPS", () => {
  for (const text of ["", "{}", writeRunKey({ ...createRunKey(false), key: "a" }), writeRunKey(createRunKey(true))])
    expect(() => readRunKey(fileOf(text), false)).toThrow(/^COORDINATOR_KEY_FILE: .* is not the key of a coordinator$/);
  expect(() => readRunKey("/nowhere/key", false)).toThrow(/^COORDINATOR_KEY_FILE: \/nowhere\/key cannot be read: /);
});

it("is refused when it has expired: no instance could join", () => {
  const key = { ...createRunKey(false), ...selfSigned(new Date("2020-01-01T00:00:00Z")) };
  expect(() => readRunKey(fileOf(writeRunKey(key)), false)).toThrow(
    /^COORDINATOR_KEY_FILE: the key in .* has expired$/,
  );
  expect(readRunKey(fileOf(writeRunKey(key)), true).key).toBe(key.key);
});
