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
import { PROJECT_ROOT } from "../../../src/settings/root.ts";

const COPIED = ["bin", "deploy", "scripts", "profiles", "dist", "build.mjs", "package.json", "package-lock.json"];
/** A thousand files that commands only read, to see whether what is built is of them. */
const LINKED = "src";

/** Of the folders and files in .gitignore; git's own because nothing here needs its history. */
const MADE_HERE = /^(\.git|node_modules|dist|results|\.tools|\.sandbox.*|\.env\.load-test.*|.*\.(log|tmp))$/;

export interface Clone {
  /** Absolute; commands run here. It is part of the arguments of every process that a command starts. */
  readonly root: string;
  file(...parts: string[]): string;
  remove(): void;
}

const USUAL = "e2e-clone-";
/** A path and an address at once: `#`, `%20` and a blank mean something else in each. */
export const ODD = "e2e #1 %20-";

/** @param prefix of its folder's name */
export function createClone(prefix = USUAL): Clone {
  const clone = makeClone(prefix, (name) => COPIED.includes(name));
  symlinkSync(join(PROJECT_ROOT, LINKED), clone.file(LINKED), "dir");
  mkdirSync(clone.file("results"));
  return clone;
}

/** All that belongs to the project and nothing that was built, run or set: as after `git clone` and `npm ci`. */
export function createCleanClone(): Clone {
  return makeClone(USUAL, (name) => !MADE_HERE.test(name));
}

function makeClone(prefix: string, isWanted: (name: string) => boolean): Clone {
  const project = PROJECT_ROOT;
  const root = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  for (const name of readdirSync(project).filter(isWanted)) {
    cpSync(join(project, name), join(root, name), { recursive: true });
  }
  linkPackages(project, root);
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
  // The programs in it are links to packages beside it, so that npx finds those of this clone.
  cpSync(join(project, "node_modules/.bin"), join(packages, ".bin"), { recursive: true, verbatimSymlinks: true });
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  writeFileSync(join(packages, ".package-lock-hash"), createHash("sha256").update(lock).digest("hex"));
}
