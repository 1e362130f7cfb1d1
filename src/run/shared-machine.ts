/** A note if generator and target share the CPU of one machine: the figures are then of both together. */

import { isLoopback } from "../lib/edfi/api-urls.ts";
import type { Installation } from "../target/installation.ts";

export function notesOnMachine({ kind, baseUrl }: Pick<Installation, "kind" | "baseUrl">): string[] {
  if (kind === "sandbox") return ["the sandbox ran on the same cores as k6: the figures are of both together"];
  // It may be the near end of a tunnel.
  if (isLoopback(baseUrl)) return ["the target's address is on this machine: if it runs here, it and k6 share the CPU"];
  return [];
}
