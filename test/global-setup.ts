/**
 * Once around all tests: whatever they and the programs that they start put into the system's folder for temporary files
 * goes into one folder of this run. What is still there in the end was left behind: it is told, and goes too.
 */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The variables by which programs find that folder, on Windows and elsewhere. */
const PLACES = ["TMPDIR", "TEMP", "TMP"];

export function setup(): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "edfi-load-test-")));
  for (const name of PLACES) process.env[name] = folder;
  return () => {
    const left = readdirSync(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    if (left.length === 0) return;
    // No failure: what was killed on purpose may still have been writing.
    console.error(`warning: the tests left in the folder for temporary files: ${left.join(", ")}`);
  };
}
