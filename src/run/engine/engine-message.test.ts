import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRunFolder } from "../../store/run-folder.ts";
import { engineMessage } from "./engine-message.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-message-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  "test aborted: POST grades, cut-off at #conclude (file:///a/item.ts:140:20(168))",
  "Error: POST grades, cut-off at setup (file:///a/smoke.ts:62:28(9))",
  "Error: POST grades, cut-off at file:///a/smoke.ts:62:28(9)",
  "Error: POST grades, cut-off",
])("gives k6's reason without the place in the script: %s", (line) => {
  writeFileSync(join(folder, "run-k6.log"), "");
  const run = openRunFolder(folder, ".");
  writeFileSync(run.file("k6.log"), `something\n${line}\n`);
  expect(engineMessage(108, run, { failure: () => undefined })).toBe("POST grades, cut-off");
});
