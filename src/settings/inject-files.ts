/** Adds files of settings to the environment of this process, and so of all that it starts, with dotenv-cli. */

import { createRequire } from "node:module";
import { SHARE_ENV, Worker } from "node:worker_threads";

/**
 * dotenv-cli runs in a thread that shares the environment. It does not start the command, because version 11 reports a
 * command that was ended by a signal as a success. Variables that are set already stay; of two files the first wins;
 * a `$` in a secret is not expanded.
 * @param files absolute paths; they need not exist
 */
export function injectFiles(files: readonly string[]): Promise<void> {
  const program = createRequire(import.meta.url).resolve("dotenv-cli/cli.js");
  // It requires a command, or a variable to print; what it prints is dropped.
  const argv = ["--no-expand", ...files.flatMap((file) => ["-e", file]), "-p", "PATH"];
  const worker = new Worker(program, { argv, env: SHARE_ENV, stdout: true });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => resolve());
  });
}
