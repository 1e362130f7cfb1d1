import { existsSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { LOCK_FILE } from "../lib/contracts/run-files.ts";
import { whileHeld } from "./hold-run.ts";
import { openRunFolder } from "./run-folder.ts";

const open = () => openRunFolder(temporaryFolder(), "20260101T000000Z-dev-load", { create: true });

it("lets one command work in a run folder, and the next one after it", async () => {
  const folder = open();
  await whileHeld(folder, async () => {
    await expect(whileHeld(folder, async () => "two at once")).rejects.toMatchObject({
      exitCode: 5,
      message: "The run 20260101T000000Z-dev-load is in use by another command.",
      hint: "Wait for its end, or stop it with Ctrl-C.",
    });
  });
  const failed = whileHeld(folder, () => Promise.reject(new Error("no target")));
  await expect(failed).rejects.toThrow("no target");
  expect(await whileHeld(folder, async () => "free again")).toBe("free again");
  expect(existsSync(folder.file(LOCK_FILE))).toBe(false);
});

it("does not mind a command that was killed", async () => {
  const folder = open();
  writeFileSync(folder.file(LOCK_FILE), "999999999");
  expect(await whileHeld(folder, async () => "free")).toBe("free");
});
