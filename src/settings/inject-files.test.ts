import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { injectFiles } from "./inject-files.ts";

const NAMES = ["INJECTED_A", "INJECTED_B", "INJECTED_C"] as const;
afterEach(() => {
  for (const name of NAMES) delete process.env[name];
});

it("keeps what is set, prefers the first file, expands nothing and accepts a missing file", async () => {
  const folder = temporaryFolder();
  const [first, second] = [join(folder, "first.env"), join(folder, "second.env")];
  writeFileSync(first, "INJECTED_A=first\nINJECTED_B='$HOME \"first\"'\n");
  writeFileSync(second, "INJECTED_B=second\nINJECTED_C=second\n");
  process.env.INJECTED_A = "set before";
  await injectFiles([first, second, join(folder, "none.env")]);
  expect(NAMES.map((name) => process.env[name])).toEqual(["set before", '$HOME "first"', "second"]);
});
