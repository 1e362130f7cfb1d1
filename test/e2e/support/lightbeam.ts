/** Provides lightbeam, a client for Ed-Fi APIs from the Python package index, in a folder of the user's cache. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userCacheFolder } from "../../../src/tools/cache-folder.mjs";

const VERSION = "0.1.12";
/** Tests must not wait longer for a network that is slow or not there. */
const INSTALL_TIMEOUT_MS = 60_000;

export type Lightbeam =
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

export function provideLightbeam(): Lightbeam {
  const folder = join(userCacheFolder(), `lightbeam-${VERSION}`);
  const path = join(folder, "bin/lightbeam");
  if (existsSync(join(folder, "complete"))) return { kind: "present", path };
  rmSync(folder, { recursive: true, force: true });
  const venv = run("python3", ["-m", "venv", folder]);
  if (venv !== undefined) return { kind: "missing", reason: `no Python with venv: ${venv}` };
  const options = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "10"];
  const install = run(join(folder, "bin/python"), ["-m", "pip", "install", ...options, `lightbeam==${VERSION}`]);
  if (install !== undefined) {
    rmSync(folder, { recursive: true, force: true });
    return { kind: "missing", reason: `lightbeam ${VERSION} cannot be installed: ${install}` };
  }
  writeFileSync(join(folder, "complete"), "");
  return { kind: "present", path };
}

/** @returns why it failed, in one line; undefined when it worked */
function run(file: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(file, args, { encoding: "utf8", timeout: INSTALL_TIMEOUT_MS });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim().split("\n").at(-1) ?? `exit code ${status}`;
}
