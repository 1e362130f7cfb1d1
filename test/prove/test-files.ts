/** A proof that is written as test files: each of their tests is a case. */
import assert from "node:assert/strict";
import { vitestReport } from "../../scripts/check/vitest-run.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import type { Proof } from "./proof.ts";

/** @param files of test/prove, without their extension */
export function testFiles(name: string, text: string, ...files: readonly string[]): Proof {
  return {
    name,
    text,
    async run(use) {
      const args = ["--project=prove", ...files.map((file) => `test/prove/${file}.test.ts`)];
      const { report } = await vitestReport(PROJECT_ROOT, args, process.env, { output: process.stderr });
      assert(report, "vitest ended without a report");
      for (const { message = "", assertionResults } of report.testResults) {
        // A file that cannot be loaded has no tests.
        if (assertionResults.length === 0)
          await use({ name: "its file", run: () => Promise.reject(new Error(message)) });
        for (const { fullName = "", status, duration = 0, failureMessages = [] } of assertionResults) {
          await use({
            name: fullName,
            run: async () => {
              assert.equal(status, "passed", failureMessages.join("\n"));
              return { testMs: Math.round(duration) };
            },
          });
        }
      }
    },
  };
}
