// Provides actionlint, the linter of GitHub workflows, built once by Go into the user's cache.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { userCacheFolder } from "../../src/machine/cache-folder.mjs";
import { quietShell } from "../../src/machine/shell.ts";

const MODULE = "github.com/rhysd/actionlint/cmd/actionlint";
const VERSION = "1.7.12";
/** The first time it downloads and compiles. */
const INSTALL_TIMEOUT_MS = 120_000;

export type Actionlint =
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

export async function provideActionlint(): Promise<Actionlint> {
  const folder = userCacheFolder();
  const path = join(folder, `actionlint-${VERSION}`);
  if (existsSync(path)) return { kind: "present", path };
  const $ = await quietShell();
  if (!(await $`go version`).ok) return { kind: "missing", reason: "Go is not installed" };
  mkdirSync(folder, { recursive: true });
  const partial = mkdtempSync(join(folder, "actionlint-"));
  try {
    const env = { ...process.env, GOBIN: partial, GOFLAGS: "-mod=mod" };
    const signal = AbortSignal.timeout(INSTALL_TIMEOUT_MS);
    const install = await $({ cwd: partial, env, signal })`go install ${`${MODULE}@v${VERSION}`}`;
    if (!install.ok) {
      const lastLine = install.stderr.trim().split("\n").at(-1) ?? "";
      return { kind: "missing", reason: `actionlint ${VERSION} cannot be built: ${lastLine}` };
    }
    renameSync(join(partial, "actionlint"), path);
    return { kind: "present", path };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
