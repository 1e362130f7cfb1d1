import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { writeItemLine } from "../../lib/contracts/journal/item-line.ts";
import { JournalTail } from "./journal-tail.ts";

const SEGMENTS = [
  { endpoint: "a", level: 1, first: 0, count: 3 },
  { endpoint: "b", level: 2, first: 3, count: 2 },
  { endpoint: "c", level: 2, first: 5, count: 5 },
];
let tail: JournalTail | undefined;
afterEach(() => tail?.stop());

function journal(): { path: string; done: (...items: number[]) => void } {
  const path = join(temporaryFolder(), "journal.log");
  return {
    path,
    done: (...items) =>
      appendFileSync(path, items.map((item) => `${writeItemLine(item, "created", 0, "id")}\n`).join("")),
  };
}

describe("JournalTail", () => {
  it("opens a border when everything below it is finished, failed items included", async () => {
    const { path, done } = journal();
    tail = new JournalTail(path, SEGMENTS, [[0, 10]]);
    let isOpen = false;
    const border = tail.waitForLevel(2).then(() => {
      isOpen = true;
    });
    done(0, 2);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(isOpen).toBe(false);
    appendFileSync(path, `${writeItemLine(1, "failed", 3, "")}\n`);
    await border;
    expect(tail.counts).toMatchObject({ finished: 3, level: 2, byResult: { created: 2, failed: 1 } });
  });

  it("counts only the items that are left", async () => {
    const { path, done } = journal();
    tail = new JournalTail(path, SEGMENTS, [
      [1, 1],
      [4, 4],
    ]);
    done(1);
    await tail.waitForLevel(2);
    done(4, 5, 6, 7);
    expect(tail.stop()).toMatchObject({ finished: 5, level: undefined });
  });

  it("waits for the rest of a line that is half written", () => {
    const { path } = journal();
    tail = new JournalTail(path, SEGMENTS, [[0, 10]]);
    const line = writeItemLine(0, "created", 0, "some-id");
    appendFileSync(path, line.slice(0, 6));
    expect(tail.counts.finished).toBe(0);
    appendFileSync(path, `${line.slice(6)}\n`);
    expect(tail.stop().finished).toBe(1);
  });

  it("lets everybody go when it stops", async () => {
    const { path } = journal();
    tail = new JournalTail(path, SEGMENTS, [[0, 10]]);
    const border = tail.waitForLevel(2);
    tail.stop();
    await border;
  });
});
