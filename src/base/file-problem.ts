/** Why a file that a user named cannot be read, in plain words. */

import { messageOf } from "./errors.ts";

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

export function fileProblem(error: unknown): string {
  return PROBLEMS[(error as NodeJS.ErrnoException).code ?? ""] ?? messageOf(error);
}
