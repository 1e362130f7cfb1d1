/** A k6 that empties the sandbox's ledger when it starts and keeps a copy when it ends: what is in it came from k6 alone. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerReport } from "../../../src/sandbox/ledger/ledger.ts";

export interface CountedK6 {
  /** For `K6_BIN`. */
  readonly path: string;
  /** Requests to resources during its last run, by method. */
  requests(): Record<string, number>;
}

/** @param k6Path the real one. @param ledgerUrl of the sandbox */
export function createCountedK6(folder: string, k6Path: string, ledgerUrl: string): CountedK6 {
  const path = join(folder, "counted-k6.mjs");
  const copy = join(folder, "ledger.json");
  const script = `#!${process.execPath}
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const counts = process.argv[2] === "run";
if (counts) await fetch(${JSON.stringify(ledgerUrl)}, { method: "DELETE" });
const child = spawn(${JSON.stringify(k6Path)}, process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("close", async (code) => {
  if (counts) writeFileSync(${JSON.stringify(copy)}, await (await fetch(${JSON.stringify(ledgerUrl)})).text());
  process.exit(code ?? 1);
});
`;
  writeFileSync(path, script, { mode: 0o755 });
  return {
    path,
    requests: () => {
      const { requests } = JSON.parse(readFileSync(copy, "utf8")) as LedgerReport;
      const counts: Record<string, number> = {};
      for (const { method, route, count } of requests) {
        if (route.startsWith("/data/")) counts[method] = (counts[method] ?? 0) + count;
      }
      return counts;
    },
  };
}
