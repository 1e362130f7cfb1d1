/** A run counts exactly what the sandbox counts, however it ends. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ensureK6 } from "../../src/machine/k6/k6-provider.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { journalFiles } from "../../src/store/journal/journal-files.ts";
import { readReadwriteJournals } from "../../src/workload/journal/readwrite-journal.ts";
import { until } from "./support/condition.ts";
import { type CountedK6, createCountedK6 } from "./support/counted-k6.ts";
import { useLoadedSandbox } from "./support/loaded-sandbox.ts";
import { type Program, startCommand } from "./support/program.ts";
import { readJson } from "./support/run-folder.ts";

const METHODS: Readonly<Record<string, string>> = { create: "POST", update: "PUT", delete: "DELETE" };

const loaded = useLoadedSandbox();
let k6: CountedK6;

beforeAll(async () => {
  const { clone, sandbox } = loaded();
  const { path } = await ensureK6({ log: () => {}, env: process.env, root: PROJECT_ROOT });
  k6 = createCountedK6(clone.root, path, sandbox.ledgerUrl);
});

/** HTTP requests by method, as the run counts them: operations in its summary, what is apart from them in its journal. */
async function counted(): Promise<Record<string, number>> {
  const folder = loaded().lastRun();
  const { operations, mix } = readJson<RunSummary>(folder, "summary.json");
  const { requests } = await readReadwriteJournals(journalFiles(folder), { inFlight: 0 });
  const counts: Record<string, number> = { GET: (mix?.preparing ?? 0) + (requests.readback ?? 0) };
  for (const { op, requests: count } of operations) {
    const method = METHODS[op] ?? "GET";
    counts[method] = (counts[method] ?? 0) + count;
  }
  return counts;
}

test.each<[string, number, readonly string[], (program: Program, before: string) => Promise<unknown>]>([
  ["planned end", 0, ["--duration", "4s"], async () => {}],
  [
    "Ctrl-C",
    130,
    ["--duration", "10m"],
    async ({ child }, before) => {
      await loaded().isAtWork(before, 500);
      child.kill("SIGINT");
    },
  ],
  [
    "stop rule",
    10,
    ["--duration", "10m", "--stop-on", "p95>300ms/3s"],
    async (_program, before) => {
      await loaded().isAtWork(before, 500);
      await loaded().sandbox.setFaults([{ route: "/data/**", delayMs: 600 }]);
      await until("k6 has ended", () => !existsSync(join(loaded().lastRun(), "journal-1.log")));
      await loaded().sandbox.setFaults([]);
    },
  ],
])("at a %s", async (_end, code, args, during) => {
  const before = loaded().lastRun();
  const program = startCommand(
    loaded().clone,
    "run-readwrite-phase",
    ["--vus", "6", "--think-time", "10ms", "--keep", ...args],
    {
      ...loaded().environment,
      K6_BIN: k6.path,
    },
  );
  await during(program, before);
  const ended = await program.ended;
  expect(ended.code, ended.output).toBe(code);
  const seen = k6.requests();
  expect(Object.keys(seen).sort()).toEqual(["DELETE", "GET", "POST", "PUT"]);
  expect(await counted()).toEqual(seen);
});
