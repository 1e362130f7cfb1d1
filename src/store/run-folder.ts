/** One folder per run: `results/<utc>-<profile>-<phase>/`, and `results/latest`, which points at the newest. */

import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LoadTestError, messageOf } from "../base/errors.ts";
import { notWritten } from "../base/storage-error.ts";
import { LATEST_LINK } from "../lib/contracts/run-files.ts";
import { makeDirectory } from "../machine/make-directory.ts";

export interface RunFolder {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  file(name: string): string;
  /** Atomic: a reader sees the old content or the new, never half of it. @throws LoadTestError "results" */
  write(name: string, content: string): void;
  writeJson(name: string, value: unknown): void;
}

/** `20261123T041500Z`: sorts by time, holds no character that a file system minds. */
export function utcStamp(now: Date): string {
  return now.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
}

/** @throws LoadTestError "results" when the directory cannot be written. */
export function createRunFolder(resultsDirectory: string, profile: string, phase: string, now: Date): RunFolder {
  const base = resolve(resultsDirectory);
  const stem = `${utcStamp(now)}-${profile.replace(/[^\w.-]/g, "_")}-${phase}`;
  try {
    makeDirectory(base);
    const name = makeUnique(base, stem);
    pointLatestAt(base, name);
    return openRunFolder(base, name);
  } catch (cause) {
    throw new LoadTestError(
      "results",
      `The results directory ${resultsDirectory} cannot be written: ${messageOf(cause)}`,
      {
        hint: "Make it writable, or use another one with --results-dir.",
        cause,
      },
    );
  }
}

function makeUnique(base: string, stem: string): string {
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? stem : `${stem}-${attempt}`;
    try {
      mkdirSync(join(base, name));
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Symbolic links need a right on Windows: there `latest` is left out rather than the run. */
function pointLatestAt(base: string, name: string): void {
  const temporary = join(base, `.latest-${process.pid}`);
  try {
    rmSync(temporary, { force: true });
    symlinkSync(name, temporary, "dir");
    renameSync(temporary, join(base, LATEST_LINK));
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** @param options create: make it when it is not there, for a part of a full run */
export function openRunFolder(base: string, name: string, options: { readonly create?: true } = {}): RunFolder {
  const path = join(resolve(base), name);
  if (options.create === true) makeDirectory(path);
  const write = (file: string, content: string): void => {
    const temporary = join(path, `.${file}.${process.pid}`);
    try {
      writeFileSync(temporary, content);
      renameSync(temporary, join(path, file));
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw notWritten(join(path, file), messageOf(cause), cause);
    }
  };
  return {
    name,
    path,
    file: (file) => join(path, file),
    write,
    writeJson: (file, value) => write(file, `${JSON.stringify(value, null, 2)}\n`),
  };
}
