/** Provides clients for Ed-Fi APIs that others wrote, from the Python package index, each in a folder of the user's cache. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userCacheFolder } from "../../../src/machine/cache-folder.mjs";

/** Tests must not wait longer for a network that is slow or not there. */
const INSTALL_TIMEOUT_MS = 60_000;

const VERSIONS = { lightbeam: "0.1.12", "edfi-api-client": "0.4.1" } as const;

export type PythonClient =
  /** @property bin folder of its commands, with a `python` that can import it */
  { readonly kind: "present"; readonly bin: string } | { readonly kind: "missing"; readonly reason: string };

export function providePythonClient(name: keyof typeof VERSIONS): PythonClient {
  const version = VERSIONS[name];
  const folder = join(userCacheFolder(), `${name}-${version}`);
  const bin = join(folder, "bin");
  if (existsSync(join(folder, "complete"))) return { kind: "present", bin };
  rmSync(folder, { recursive: true, force: true });
  const venv = run("python3", ["-m", "venv", folder]);
  if (venv !== undefined) return { kind: "missing", reason: `no Python with venv: ${venv}` };
  const options = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "10"];
  const install = run(join(bin, "python"), ["-m", "pip", "install", ...options, `${name}==${version}`]);
  if (install !== undefined) {
    rmSync(folder, { recursive: true, force: true });
    return { kind: "missing", reason: `${name} ${version} cannot be installed: ${install}` };
  }
  writeFileSync(join(folder, "complete"), "");
  return { kind: "present", bin };
}

/** @returns why it failed, in one line; undefined when it worked */
function run(file: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(file, args, { encoding: "utf8", timeout: INSTALL_TIMEOUT_MS });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim().split("\n").at(-1) ?? `exit code ${status}`;
}
