import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { operationLines } from "../../../test/fakes/operation-lines.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { writeMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import { writeFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import type { OperationLine } from "../../lib/contracts/journal/operation-line.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { createRandom } from "../../results/stats/random.ts";
import { WrittenItems } from "../proof/written-items.ts";
import { compactJournal } from "./compact-file.ts";
import { readReadwriteJournals } from "./readwrite-journal.ts";

const IN_FLIGHT = 4;
const WRITES = ["create", "delete", "update"] as const;
const READS = ["read", "query", "page", "changes", "prepare"] as const;
const FAILED: readonly Outcome[] = ["conflict", "cut-off", "not-found", "lost-write", "precondition-failed"];
const DONE = { create: "created", delete: "deleted", update: "updated" } as const;

/** What a run has of items, over all its starts of k6. */
interface World {
  readonly loaded: readonly string[];
  own: string[];
  created: number;
}

/** A start of k6 that did what chance says: iterations overlap, writes fail, are repeated, lost and read back. */
function journalOf(seed: number, iterations: number, world: World): string {
  const random = createRandom(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const resources = ["students", "grades", "sections"];
  const lines: OperationLine[] = [];
  const others: string[] = [];
  const add = (iteration: number, op: string, outcome: Outcome, id: string): void => {
    const requests = random() < 0.1 ? upTo(4) : 1;
    const resource = resources[id.length % 3] as string;
    const bin = requests === 0 ? undefined : 400 + upTo(50);
    lines.push({ warmingUp: iteration % 5 === 0, iteration, resource, op, outcome, bin, requests, id });
    if (random() < 0.03) {
      const key = random() < 0.5 ? "" : `{"of":${iteration}}`;
      const about = { item: iteration, resource, operation: op, status: 400 + upTo(3), warmingUp: iteration % 5 === 0 };
      const failure = { ...about, key, body: key && "said" };
      others.push(writeFailureLine({ ...failure, outcome: "rejected" }));
    }
  };
  for (let iteration = 0; iteration < iterations; iteration++) {
    // Iterations begin in order and end in another; some never end.
    const number = Math.max(0, iteration - upTo(IN_FLIGHT));
    const kind = random();
    if (kind < 0.05) continue;
    if (kind < 0.1) others.push(writeMissedLine(number));
    else if (kind < 0.35) add(number, READS[upTo(5)] as string, random() < 0.9 ? "read" : "timed-out", "");
    else write(number, WRITES[upTo(3)] as (typeof WRITES)[number]);
  }
  function write(iteration: number, op: (typeof WRITES)[number]): void {
    const outcome = random() < 0.85 ? DONE[op] : (FAILED[upTo(FAILED.length)] as Outcome);
    let id = world.loaded[upTo(world.loaded.length)] as string;
    if (op === "create") id = outcome === "created" ? `own-${world.created++}` : "";
    if (op === "delete") id = world.own[upTo(world.own.length)] ?? "";
    if (op === "delete" && id === "") return;
    if (outcome === "created") world.own.push(id);
    if (outcome === "deleted") world.own = world.own.filter((own) => own !== id);
    add(iteration, op, op === "create" && random() < 0.05 ? "overwrote" : outcome, id);
    const seen = ["read", "read", "lost-write", "mismatched", "unchanged"] as const;
    if (random() < 0.3) add(iteration, "readback", seen[upTo(5)] as Outcome, id);
  }
  const damaged = random() < 0.3 ? ["w 9 0a", "f {", "hello"] : [];
  return `${[operationLines(lines), ...others, ...damaged].join("\n")}\n${random() < 0.3 ? "w 1 0" : ""}`;
}

/** Everything that anybody asks of the journals of a run. */
async function answers(files: readonly string[], startsBefore: number) {
  const written = new WrittenItems(IN_FLIGHT);
  const reading = { inFlight: IN_FLIGHT, written, startsBefore, inFlightBefore: IN_FLIGHT };
  const { tally, requests, ...journal } = await readReadwriteJournals(files, reading);
  const { lost, lostIds, overwrote, readBacks } = written;
  return {
    ...journal,
    requests: Object.fromEntries(Object.entries(requests).sort()),
    counts: (["GET", "POST", "PUT", "DELETE"] as const).map((method) => tally.countOf(method)),
    preparing: tally.preparing,
    certain: written.certain(journal.left),
    updated: written.updated(),
    deleted: written.deleted(),
    written: { lost, lostIds: new Set([...lostIds].sort()), overwrote, readBacks },
  };
}

const starts = fc.array(fc.record({ seed: fc.nat(), iterations: fc.nat(400), isCompacted: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});

it("answers everything as the whole journals do, whichever of them are compacted, once or twice", async () => {
  const folder = temporaryFolder();
  let runs = 0;
  const check = async (parts: typeof starts extends fc.Arbitrary<infer Parts> ? Parts : never, before: number) => {
    const world: World = { loaded: ["a", "bb", "c", "dd", "eee"], own: [], created: 0 };
    const texts = parts.map(({ seed, iterations }) => journalOf(seed, iterations, world));
    const files = texts.map((text, at) => {
      const file = join(folder, `${++runs}-${at}.log`);
      writeFileSync(file, text);
      return file;
    });
    const startsBefore = Math.min(before, parts.length);
    const whole = await answers(files, startsBefore);
    for (const [at, { isCompacted }] of parts.entries()) {
      const file = files[at] as string;
      if (!isCompacted) continue;
      await compactJournal(file, IN_FLIGHT);
      files[at] = `${file}.gz`;
      if (at % 2 === 1) {
        writeFileSync(file, gunzipSync(readFileSync(`${file}.gz`)));
        await compactJournal(file, IN_FLIGHT);
      }
    }
    expect(await answers(files, startsBefore)).toEqual(whole);
  };
  await fc.assert(fc.asyncProperty(starts, fc.nat(2), check), { numRuns: 100 });
});

it("keeps in mind which updates overlapped, where the lines that showed it are gone", async () => {
  const usual = { warmingUp: false, resource: "students", bin: 400, requests: 1 };
  const read = { ...usual, op: "read", outcome: "read", id: "" } as const;
  const update = { ...usual, op: "update", outcome: "updated", id: "loaded" } as const;
  const file = join(temporaryFolder(), "journal-1.log");
  // The second update began before the first one was answered: its number is within reach of the read.
  const lines = [
    { ...read, iteration: 3 },
    { ...update, iteration: 0 },
    { ...update, iteration: 3 + IN_FLIGHT },
  ];
  writeFileSync(file, `${operationLines(lines)}\n`);
  const whole = await answers([file], 0);
  expect(whole.updated[0]?.last).toHaveLength(2);
  await compactJournal(file, IN_FLIGHT);
  expect(await answers([`${file}.gz`], 0)).toEqual(whole);
});

const OPERATIONS = 80_000;

it("holds the items that are still there and a bounded rest, however long the run was", async () => {
  const folder = temporaryFolder();
  const sizes: number[] = [];
  for (const operations of [OPERATIONS / 4, OPERATIONS]) {
    const lines = Array.from({ length: operations }, (_, at): OperationLine => {
      const usual = { warmingUp: false, iteration: at, resource: "students", bin: 400, requests: 1, id: "" };
      // Each item is created and soon deleted, but for the first hundred.
      const id = `item-${Math.floor(at / 4)}`;
      if (at % 4 === 0) return { ...usual, op: "create", outcome: "created", id };
      if (at % 4 === 1 && at > 400) return { ...usual, op: "delete", outcome: "deleted", id };
      if (at % 4 === 2) return { ...usual, op: "update", outcome: "updated", id: `loaded-${at % 100}` };
      return { ...usual, op: "read", outcome: "read" };
    });
    const file = join(folder, `journal-${sizes.length + 1}.log`);
    writeFileSync(file, `${operationLines(lines)}\n`);
    await compactJournal(file, IN_FLIGHT);
    sizes.push(gunzipSync(readFileSync(`${file}.gz`)).length);
  }
  const [short = 0, long = 0] = sizes;
  expect(short).toBeLessThan(35_000);
  // Numbers of iterations have a digit more.
  expect(long).toBeLessThan(1.1 * short);
  expect(readdirSync(folder).sort()).toEqual(["journal-1.log.gz", "journal-2.log.gz"]);
});
