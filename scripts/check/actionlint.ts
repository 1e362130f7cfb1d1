// Provides actionlint, the linter of GitHub workflows, built once by Go into the user's cache.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { userCacheFolder } from "../../src/machine/cache-folder.mjs";

const MODULE = "github.com/rhysd/actionlint/cmd/actionlint";
const VERSION = "1.7.12";
/** The first time it downloads and compiles. */
const INSTALL_TIMEOUT_MS = 120_000;

export type Actionlint =
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

export function provideActionlint(): Actionlint {
  const folder = userCacheFolder();
  const path = join(folder, `actionlint-${VERSION}`);
  if (existsSync(path)) return { kind: "present", path };
  if (spawnSync("go", ["version"]).status !== 0) return { kind: "missing", reason: "Go is not installed" };
  mkdirSync(folder, { recursive: true });
  const partial = mkdtempSync(join(folder, "actionlint-"));
  try {
    const env = { ...process.env, GOBIN: partial, GOFLAGS: "-mod=mod" };
    const options = { cwd: partial, env, encoding: "utf8", timeout: INSTALL_TIMEOUT_MS } as const;
    const install = spawnSync("go", ["install", `${MODULE}@v${VERSION}`], options);
    if (install.status !== 0) {
      const said = install.stderr.trim().split("\n").at(-1) ?? "";
      return { kind: "missing", reason: `actionlint ${VERSION} cannot be built: ${said}` };
    }
    renameSync(join(partial, "actionlint"), path);
    return { kind: "present", path };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
