/** The static checks: programs that exit with 0 or print the problems, and rules of this project. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatMs } from "../../src/base/figures.ts";
import { quietShell } from "../../src/machine/shell.ts";
import { isBuildStale } from "../launch/freshness.mjs";
import { sizeProblems } from "./size-rules.ts";

interface CheckStep {
  readonly name: string;
  /** Resolves to the problems; undefined if there are none. */
  run(): Promise<string | undefined>;
}

export interface CheckCount {
  readonly passed: number;
  readonly failed: number;
}

const TYPE_WORLDS = ["pure", "k6", "page", "node", "test"];
const GENERATORS = ["generate-docs", "build-dashboards"];

/** Runs the steps side by side; prints one line for each in a fixed order, and below it what is wrong. */
export async function runChecks(root: string): Promise<CheckCount> {
  let failed = 0;
  const running = checkSteps(root).map(timed);
  for (const result of running) {
    const { name, problem, elapsedMs } = await result;
    console.log(`${problem === undefined ? "PASS" : "FAIL"} ${name} (${formatMs(elapsedMs)})`);
    if (problem === undefined) continue;
    failed++;
    console.log(problem.trimEnd().replace(/^/gm, "  "));
  }
  return { passed: running.length - failed, failed };
}

/** The longest first: all start at once, and share the cores. */
function checkSteps(root: string): CheckStep[] {
  const program = (name: string, ...args: string[]) => ({ name, run: () => runNode(args, root) });
  const tool = (name: string, path: string, ...args: string[]) => program(name, `node_modules/${path}`, ...args);
  const biome = ["check", "--error-on-warnings", "--diagnostic-level=warn", "--max-diagnostics=none"];
  const cruiser = "dependency-cruiser/bin/dependency-cruise.mjs";
  return [
    tool("format, lint, import cycles, length of functions", "@biomejs/biome/bin/biome", ...biome),
    tool("arrows between folders", cruiser, "src", "scripts", "--output-type=err"),
    tool("nothing unused: files, exports, dependencies", "knip/bin/knip.js", "--no-progress"),
    ...TYPE_WORLDS.map((world) =>
      tool(`types (${world})`, "typescript/bin/tsc", "--project", `tsconfig.${world}.json`),
    ),
    program("build and bundle gates", "build.mjs", "--check"),
    { name: "imports of a file, lines of Markdown", run: async () => asText(sizeProblems(root)) },
    ...GENERATORS.filter((name) => existsSync(join(root, "scripts", `${name}.ts`))).map((name) => ({
      name: `generated files are fresh (${name})`,
      // Built first when what is in dist/ is of older sources, or missing.
      run: async () =>
        (isBuildStale(root) ? await runNode(["build.mjs", "--quiet", "--command", name], root) : undefined) ??
        (await runNode([`dist/cli/${name}.js`, "--check"], root)),
    })),
  ];
}

async function timed({ name, run }: CheckStep) {
  const startMs = performance.now();
  const problem = await run();
  return { name, problem, elapsedMs: performance.now() - startMs };
}

function asText(problems: readonly string[]): string | undefined {
  return problems.length === 0 ? undefined : problems.join("\n");
}

async function runNode(args: readonly string[], root: string): Promise<string | undefined> {
  const $ = await quietShell({ cwd: root });
  const ended = await $`${process.execPath} ${args}`;
  return ended.ok ? undefined : ended.stdall || ended.message;
}
