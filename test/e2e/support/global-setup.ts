/** Once before all end-to-end tests: dist/ as the sources say, and the real k6. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isBuildStale } from "../../../scripts/launch/freshness.mjs";
import { ensureK6 } from "../../../src/machine/k6/k6-provider.ts";

export async function setup(): Promise<void> {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  if (isBuildStale(root)) {
    const build = spawnSync(process.execPath, ["build.mjs", "--quiet"], { cwd: root, encoding: "utf8" });
    if (build.status !== 0) throw new Error(`the build failed:\n${build.stdout}${build.stderr}`);
  }
  const k6 = await ensureK6({ log: (line) => console.log(line), env: process.env, root });
  process.env.K6_BIN = k6.path;
}
