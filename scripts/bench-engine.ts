/**
 * How many enrolments and reads per second the sandbox's document engine takes, without sockets: what is left
 * for them when the whole sandbox must take 4,000 writes per second on one core.
 * Usage: `bench-engine [ENROLMENTS] [memory]`; with `memory` nothing is written to disk.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatBytes, formatCount, formatMs } from "../src/base/figures.ts";
import { addSection, enrolmentBody, studentBody } from "../src/sandbox/documents/testing/district.ts";
import { harness } from "../src/sandbox/documents/testing/harness.ts";
import { openStore } from "../src/sandbox/store/store.ts";

const count = Number(process.argv[2] ?? 50_000);
const directory = process.argv[3] === "memory" ? undefined : mkdtempSync(join(tmpdir(), "bench-engine-"));
/** Calls between two turns of the event loop, as a busy server has them. */
const CALLS_PER_TURN = 20;

const store = openStore(directory === undefined ? {} : { directory });
const district = harness({ store });
addSection(district);

await measure("POST students", count, (index) => district.post("students", studentBody(`s${index}`)).status, 201);
await measure("POST studentSectionAssociations", count, (index) => enrol(index), 201);
await measure("POST the same again", count, (index) => enrol(index), 200);
await measure(
  "GET by filter",
  Math.min(count, 20_000),
  (index) => district.get(`studentSectionAssociations?studentUniqueId=s${index}`).status,
  200,
);
await measure(
  "GET pages of 500",
  50,
  (index) => district.get(`studentSectionAssociations?offset=${index * 500}`).status,
  200,
);
const started = performance.now();
await store.close();
line("flush and close", 1, performance.now() - started);
if (directory !== undefined) {
  const reopening = performance.now();
  const again = openStore({ directory });
  line("reopen", again.table("ed-fi/students").size, performance.now() - reopening);
  await again.close();
  rmSync(directory, { recursive: true });
}

function enrol(index: number): number {
  return district.post("studentSectionAssociations", enrolmentBody(`s${index}`)).status;
}

async function measure(name: string, calls: number, call: (index: number) => number, expected: number): Promise<void> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  for (let index = 0; index < calls; index += 1) {
    const status = call(index);
    if (status !== expected) throw new Error(`${name}: ${status} instead of ${expected}`);
    if (index % CALLS_PER_TURN === 0) await new Promise(setImmediate);
  }
  const { user, system } = process.cpuUsage(cpu);
  line(name, calls, performance.now() - start, (user + system) / 1000);
}

function line(name: string, calls: number, ms: number, cpuMs?: number): void {
  const rate = formatCount((calls / ms) * 1000);
  const cpu = cpuMs === undefined ? "" : `, ${formatCount((cpuMs / calls) * 1000)} us CPU each`;
  console.log(
    `${name}: ${calls} in ${formatMs(ms)}, ${rate}/s${cpu}, memory ${formatBytes(process.memoryUsage().rss)}`,
  );
}
