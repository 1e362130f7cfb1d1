// The static checks: programs that exit 0 when all is well and otherwise print what is not, and one check of our own.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { formatMs } from "../../src/base/figures.ts";

interface CheckStep {
  readonly name: string;
  /** Resolves to what is wrong; undefined when all is well. */
  run(): Promise<string | undefined>;
}

export interface CheckCount {
  readonly passed: number;
  readonly failed: number;
}

const TYPE_WORLDS = ["pure", "k6", "page", "node", "test"];
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs the steps side by side; prints one line for each in a fixed order, and below it what is wrong. */
export async function runChecks(root: string): Promise<CheckCount> {
  let failed = 0;
  const running = checkSteps(root).map(timed);
  for (const result of running) {
    const { name, problem, seconds } = await result;
    console.log(`${problem === undefined ? "PASS" : "FAIL"} ${name} (${formatMs(seconds * 1000)})`);
    if (problem === undefined) continue;
    failed++;
    console.log(problem.trimEnd().replace(/^/gm, "  "));
  }
  return { passed: running.length - failed, failed };
}

function checkSteps(root: string): CheckStep[] {
  const program = (name: string, ...args: string[]) => ({ name, run: () => runNode(args, root) });
  const generators = ["dist/cli/generate-docs.js", "dist/cli/build-dashboards.js"];
  return [
    program(
      "format, lint, import cycles",
      "node_modules/@biomejs/biome/bin/biome",
      "check",
      "--error-on-warnings",
      "--diagnostic-level=warn",
      "--max-diagnostics=none",
    ),
    program(
      "arrows between folders",
      "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
      "src",
      "scripts",
      "--output-type=err",
    ),
    ...TYPE_WORLDS.map((world) =>
      program(`types (${world})`, "node_modules/typescript/bin/tsc", "--project", `tsconfig.${world}.json`),
    ),
    program("build and bundle gates", "build.mjs", "--check"),
    ...generators
      .filter((generator) => existsSync(join(root, generator)))
      .map((generator) => program(`generated files are fresh (${basename(generator, ".js")})`, generator, "--check")),
  ];
}

async function timed({
  name,
  run,
}: CheckStep): Promise<{ name: string; problem: string | undefined; seconds: number }> {
  const startMs = performance.now();
  const problem = await run();
  return { name, problem, seconds: (performance.now() - startMs) / 1000 };
}

function runNode(args: readonly string[], root: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      resolve(error === null ? undefined : `${stdout}${stderr}` || error.message);
    });
  });
}
