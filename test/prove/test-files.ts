/** A proof that is written as test files: each of their tests is a case. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietShell } from "../../src/machine/shell.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import type { Proof } from "./proof.ts";

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** @param files of test/prove, without their extension */
export function testFiles(name: string, text: string, ...files: readonly string[]): Proof {
  return {
    name,
    text,
    async run(use) {
      const { testResults } = await reportOf(files.map((file) => `test/prove/${file}.test.ts`));
      for (const { message, assertionResults } of testResults) {
        // A file that cannot be loaded has no tests.
        if (assertionResults.length === 0)
          await use({ name: "its file", run: () => Promise.reject(new Error(message)) });
        for (const { fullName, status, duration = 0, failureMessages = [] } of assertionResults) {
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

async function reportOf(files: readonly string[]): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "edfi-load-test-"));
  const file = join(folder, "report.json");
  try {
    const $ = await quietShell({ cwd: PROJECT_ROOT, stdio: ["ignore", process.stderr, process.stderr] });
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    await $`${process.execPath} node_modules/vitest/vitest.mjs run --project prove ${[...reporters, ...files]}`;
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
