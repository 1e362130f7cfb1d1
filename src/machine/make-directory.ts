/** Makes a directory with its parents. */

import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Not `mkdirSync` with `recursive`, which never returns where a parent exists that takes no directories, such as `/proc`.
 * @throws Error of the file system
 */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
    const parent = dirname(path);
    if (existsSync(parent)) throw error;
    makeDirectory(parent);
    mkdirSync(path);
  }
}
