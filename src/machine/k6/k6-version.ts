// The k6 version that this project is pinned to, and how to get that of a binary.
import { quietShell } from "../shell.ts";

/** Keep in step with tools/k6/go.mod, @types/k6 and the hashes in k6-release.ts. */
export const K6_VERSION = "2.2.0";

const ASK_TIMEOUT_MS = 30_000;

/**
 * `k6 v2.2.0 (go1.26.8, linux/amd64)` -> `2.2.0`; undefined when the text is not k6's. Pre-releases keep their suffix.
 * The first word is the name of the file.
 */
export function parseK6Version(text: string): string | undefined {
  return /^\S+ v(\d+\.\d+\.\d+(?:-[\w.]+)?) \(/m.exec(text)?.[1];
}

/** Runs `FILE version`. Undefined when it does not start, fails, or is not k6. */
export async function askK6Version(file: string): Promise<string | undefined> {
  const $ = await quietShell({ signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  const { exitCode, stdout } = await $`${file} version`;
  return exitCode === 0 ? parseK6Version(stdout) : undefined;
}
