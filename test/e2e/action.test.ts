/** The script of the GitHub Action, as a job calls it: from a folder of its own, with inputs in the environment. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { type Clone, createClone } from "./support/clone.ts";

let clone: Clone;
let workspace = "";
beforeAll(() => {
  clone = createClone();
  workspace = clone.file("workspace");
  mkdirSync(workspace);
});
afterAll(() => clone.remove());

function runAction(inputs: Record<string, string>): { code: number | null; output: string } {
  const { PATH = "", HOME = "", K6_BIN = "" } = process.env;
  const usual = { PHASE: "smoke", ARGUMENTS: "", BASELINE_RUN: "", COMPARE_ARGUMENTS: "", RESULTS_DIR: "results" };
  const job = { GITHUB_OUTPUT: join(workspace, "output"), GITHUB_STEP_SUMMARY: join(workspace, "summary") };
  const env = {
    PATH,
    HOME,
    K6_BIN,
    MAX_VU_DELAY: "10m",
    SANDBOX_ARGS: "--rate-limit off",
    ...usual,
    ...job,
    ...inputs,
  };
  const { status, stdout, stderr } = spawnSync(clone.file("deploy/action.sh"), {
    cwd: workspace,
    env,
    encoding: "utf8",
  });
  return { code: status, output: `${stdout}${stderr}` };
}

const read = (name: string): string => readFileSync(join(workspace, name), "utf8");

test("a phase runs from the workspace, its summary is shown, and its exit code is the job's", () => {
  const passed = runAction({ ARGUMENTS: "--vus 2" });
  expect(passed.code, passed.output).toBe(EXIT_CODES.pass.code);
  expect(read("results/latest/summary.json")).toContain('"verdict": "pass"');
  expect(read("summary")).toMatch(/# .*smoke/i);
  expect(read("output")).toBe("exit-code=0\n");

  const failed = runAction({ ARGUMENTS: "--max-p95 1ms --vus *" });
  expect(failed.code, failed.output).toBe(EXIT_CODES.config.code);
  expect(failed.output).toContain('"*"');
});

test("a run that does not stand the comparison with its baseline fails the job", () => {
  const load = { PHASE: "load" };
  expect(runAction(load).code).toBe(EXIT_CODES.pass.code);
  const use = { PHASE: "readwrite", ARGUMENTS: "--vus 2 --duration 3s" };
  expect(runAction(use).code).toBe(EXIT_CODES.pass.code);
  const baseline = read("results/latest/summary.json").match(/"run": "(.*)"/)?.[1] ?? "";
  const inputs = { ...use, BASELINE_RUN: join("results", baseline), COMPARE_ARGUMENTS: "--max-p95 +50%" };
  const compared = runAction(inputs);
  // Runs this short cannot be compared.
  expect(compared.code, compared.output).toBe(EXIT_CODES.inconclusive.code);
  expect(compared.output).toContain("not enough data to compare any operation");
  expect(read("output")).toMatch(new RegExp(`exit-code=${compared.code}\n$`));
});
