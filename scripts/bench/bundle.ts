/** Bundles a script of test/bench for k6. */

import { join } from "node:path";
import { build } from "esbuild";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { BENCH_FOLDER } from "./bench-plan.ts";

/** @returns the path of the bundle */
export async function bundle(name: string): Promise<string> {
  const outfile = join(BENCH_FOLDER, `${name}.js`);
  const entry = join(PROJECT_ROOT, `test/bench/${name}.ts`);
  const common = { bundle: true, format: "esm", platform: "neutral", logLevel: "error" } as const;
  await build({ entryPoints: [entry], outfile, external: ["k6", "k6/*"], ...common });
  return outfile;
}
