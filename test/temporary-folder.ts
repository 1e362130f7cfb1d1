/** Folders for tests in the system's folder for temporary files; nothing of them stays there. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * For a test or a `beforeEach`: gone when the test has ended, also when it failed.
 * @returns an absolute path without symbolic links
 */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "test-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
