/**
 * A clone of the project in a temporary folder: what a command writes, and the settings file it reads, are of this test
 * alone. A developer's own `.env.load-test` or environment never sends a test to a real target.
 */
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const COPIED = ["src", "scripts", "profiles", "dist", "build.mjs", "package.json", "package-lock.json"];

export interface Clone {
  /** Absolute; commands run here. It is part of the arguments of every process that a command starts. */
  readonly root: string;
  file(...parts: string[]): string;
  remove(): void;
}

export function createClone(): Clone {
  const project = fileURLToPath(new URL("../../..", import.meta.url));
  const root = realpathSync(mkdtempSync(join(tmpdir(), "e2e-clone-")));
  for (const name of COPIED) cpSync(join(project, name), join(root, name), { recursive: true });
  linkPackages(project, root);
  mkdirSync(join(root, "results"));
  return {
    root,
    file: (...parts) => join(root, ...parts),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * Package by package, and marked as current: a launcher that held them for stale would run `npm ci`, which empties
 * node_modules, and through one link to the whole folder that would be the project's own.
 */
function linkPackages(project: string, root: string): void {
  const packages = join(root, "node_modules");
  mkdirSync(packages);
  for (const name of readdirSync(join(project, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(project, "node_modules", name), join(packages, name), "dir");
  }
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  writeFileSync(join(packages, ".package-lock-hash"), createHash("sha256").update(lock).digest("hex"));
}
