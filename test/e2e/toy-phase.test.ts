/** Any object that is a Phase gets run folder, manifest, summary, report, verdict and JUnit from runPhase. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCleanupStack } from "../../src/cli/cleanup-stack.ts";
import { reason } from "../../src/results/reason.ts";
import type { Phase } from "../../src/run/phase.ts";
import { runPhase } from "../../src/run/run-phase.ts";
import { createTestContext } from "../fakes/command-context.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const SCRIPT = `
export const options = { scenarios: { toy: { executor: "shared-iterations", vus: 1, iterations: 3, exec: "toy" } } };
export function toy() { console.log("a toy"); }
`;

function toyPhase(script: string): Phase<{ readonly wanted: number }> {
  return {
    name: "toy",
    script,
    fields: [],
    vus: () => 1,
    wantedClaims: () => [],
    prepare: async () => ({ work: { wanted: 3 }, what: "A toy", announcement: ["toy       begins"] }),
    start: () => ({ journal: "journal-1.log" }),
    conclude: async ({ folder }, { wanted }, { exitCode }) => {
      const lines = readFileSync(folder.file("journal-1.log"), "utf8").match(/a toy/g)?.length ?? 0;
      const isWhole = lines === wanted && exitCode === 0;
      return {
        reasons: isWhole ? [] : [reason("incomplete", `${lines} of ${wanted} lines`, { lines })],
        causes: [],
        members: {},
        present: () => ({ headline: `${lines} lines`, lines: [] }),
      };
    },
    interrupted: async () => [],
  };
}

test.each([
  ["passes", SCRIPT, 0, "PASS  toy on embedded sandbox: 3 lines", "pass"],
  ["fails", SCRIPT.replace("iterations: 3", "iterations: 2"), 99, "FAIL  toy on embedded sandbox: 2 lines", "fail"],
])("a toy phase %s", async (_, source, code, line, verdict) => {
  const results = temporaryFolder();
  const script = join(results, "toy.js");
  writeFileSync(script, source);
  const cleanup = createCleanupStack([]);
  const { context, lines } = createTestContext({ RESULTS_DIR: results, SANDBOX_DIR: join(results, "store") });
  expect(await runPhase({ ...context, cleanup }, toyPhase(script)).finally(() => cleanup.run())).toBe(code);
  expect(lines).toContain(line);
  const folder = join(results, "latest");
  expect(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"))).toMatchObject({ phase: "toy", verdict });
  for (const file of ["manifest.json", "report.html", "summary.md", "junit.xml", "errors.ndjson", "k6.log"])
    expect(existsSync(join(folder, file)), file).toBe(true);
  expect(readFileSync(join(folder, "junit.xml"), "utf8")).toContain(
    verdict === "pass" ? 'failures="0"' : "2 of 3 lines",
  );
});
