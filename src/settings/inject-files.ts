/** Brings files of settings into the environment of this process, and so of all that it starts, with dotenv-cli. */

import { createRequire } from "node:module";
import { SHARE_ENV, Worker } from "node:worker_threads";

/**
 * dotenv-cli runs in a thread that shares our environment: it cannot stand between npm and a command, because version 11
 * reports a command that a signal ended as a success. What is set already stays; of two files the first wins; a `$` in a
 * secret stays as it is.
 * @param files absolute paths; they need not exist
 */
export function injectFiles(files: readonly string[]): Promise<void> {
  const program = createRequire(import.meta.url).resolve("dotenv-cli/cli.js");
  // It must be given a command or a variable to print; what it prints goes nowhere.
  const argv = ["--no-expand", ...files.flatMap((file) => ["-e", file]), "-p", "PATH"];
  const worker = new Worker(program, { argv, env: SHARE_ENV, stdout: true });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => resolve());
  });
}
