/** zx, for the processes that a command starts and waits for. It is loaded at its first use: that takes 50 ms. */

import type { Options, Shell } from "zx/core";

/**
 * zx's `$`, which quotes every argument. It prints nothing, and a command that fails does not throw: see `exitCode`.
 * To limit its time, give it a signal: zx's own `timeout` needs a program `ps`.
 */
export async function quietShell(options: Partial<Options> = {}): Promise<Shell> {
  const { $ } = await import("zx/core");
  // Without bash, zx takes /bin/sh and knows no quotes for it.
  $.quote ??= quoteForSh;
  return $({ quiet: true, nothrow: true, ...options });
}

export function quoteForSh(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}
