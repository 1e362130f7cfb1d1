import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "../../http/outcome.ts";
import { LAST_BIN } from "../../measure/latency-bins.ts";
import { type Failure, isCheck, readFailureLine, writeFailureLine } from "./failure-line.ts";
import { type ItemLine, isThere, readItemLine, writeItemLine } from "./item-line.ts";
import {
  isOperation,
  type OperationLine,
  OperationReader,
  PREPARE,
  READ_BACK,
  writeOperationLine,
  writeResourcesLine,
} from "./operation-line.ts";
import { type RepeatLine, readRepeatLine, writeRepeatLine } from "./repeat-line.ts";
import { readSkipLine, type Skipped, writeSkipLine } from "./skip-line.ts";

const RESOURCES = Array.from({ length: 60 }, (_, at) => `resource${at}`);

const text = fc.string({ unit: "grapheme", maxLength: 40 });
const facts = { resource: text, operation: text, status: fc.nat(599), body: text };
const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ ...facts, item: fc.nat(), key: text, outcome: text }),
  fc.record({ ...facts, expected: text, message: text }),
);

const item: fc.Arbitrary<ItemLine> = fc
  .record({
    item: fc.nat({ max: 1e15 - 1 }),
    result: fc.constantFrom("created", "present", "failed", "blocked"),
    repeats: fc.nat(999_999),
    id: fc.uuid(),
    answer: fc.option(fc.record({ bin: fc.nat(LAST_BIN), outcome: fc.constantFrom(...OUTCOMES) }), { nil: undefined }),
  })
  .map((line) => ({ ...line, id: isThere(line.result) ? line.id : "" }));

const operation: fc.Arbitrary<OperationLine> = fc.record({
  warmingUp: fc.boolean(),
  iteration: fc.nat({ max: 1e15 - 1 }),
  resource: fc.constantFrom(...RESOURCES),
  op: fc.constantFrom("create", "read", "query", "page", "update", "delete", "changes", PREPARE, READ_BACK),
  outcome: fc.constantFrom(...OUTCOMES),
  bin: fc.option(fc.nat(LAST_BIN), { nil: undefined }),
  requests: fc.nat(999_999),
  id: fc.uuid(),
});

const repeat: fc.Arbitrary<RepeatLine> = fc.record({
  resource: fc.stringMatching(/^[\w-]{1,100}$/),
  operation: fc.stringMatching(/^[a-z-]{1,20}$/),
  status: fc.nat(599),
  outcome: fc.constantFrom(...OUTCOMES),
  heldBack: fc.boolean(),
  bin: fc.nat(LAST_BIN),
  body: text,
});

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const skipped: fc.Arbitrary<Skipped> = fc.record({ what: words, reason: words });

function write({ item, result, repeats, id, answer }: ItemLine): string {
  return writeItemLine(item, result, repeats, id, answer?.bin, answer?.outcome);
}

function writeOperation(line: OperationLine): string {
  const code = RESOURCES.indexOf(line.resource).toString(36);
  const { warmingUp, iteration, op, outcome, bin = "", requests, id } = line;
  return writeOperationLine(warmingUp, iteration, code, op, outcome, bin, requests, id);
}

function readOperation(line: string): OperationLine | undefined {
  const reader = new OperationReader();
  reader.read(writeResourcesLine(RESOURCES));
  return reader.read(line);
}

describe("lines of a journal", () => {
  it("are read as they are written, each by its own reader", () => {
    fc.assert(
      fc.property(item, operation, failure, skipped, repeat, (item, operation, failure, skipped, repeat) => {
        const lines = [
          write(item),
          writeOperation(operation),
          writeFailureLine(failure),
          writeSkipLine(skipped),
          writeRepeatLine(repeat),
        ];
        const none = undefined;
        expect(lines.map(readItemLine)).toEqual([item, none, none, none, none]);
        expect(lines.map(readOperation)).toEqual([none, operation, none, none, none]);
        expect(lines.map(readFailureLine)).toEqual([none, none, failure, none, none]);
        expect(lines.map(readSkipLine)).toEqual([none, none, none, skipped, none]);
        expect(lines.map(readRepeatLine)).toEqual([none, none, none, none, repeat]);
        expect(lines.map(isOperation)).toEqual([false, true, false, false, false]);
      }),
    );
  });

  it("are not read when they were cut before their ids or failures end", () => {
    fc.assert(
      fc.property(item, operation, failure, repeat, fc.double({ min: 0, max: 0.999, noNaN: true }), (...drawn) => {
        const [item, operation, failure, repeat, share] = drawn;
        const cut = (line: string, kept: number): string => line.slice(0, Math.floor(share * (line.length - kept)));
        expect(readItemLine(cut(write(item), item.id.length))).toBeUndefined();
        expect(readOperation(cut(writeOperation(operation), operation.id.length + 1))).toBeUndefined();
        expect(readFailureLine(cut(writeFailureLine(failure), 0))).toBeUndefined();
        expect(readRepeatLine(cut(writeRepeatLine(repeat), 0))).toBeUndefined();
        expect(readSkipLine(cut(writeSkipLine({ what: "a", reason: "b" }), 0))).toBeUndefined();
      }),
    );
  });

  it.each(["", "i", "x 1 c 0 a", "i -1 c 0 a", "i 1 z 0 a", "i 1 c 0 a b", "i 1 c 0 ", "f []", "f {}", "hello"])(
    "are not %j",
    (line) => expect(readItemLine(line) ?? readOperation(line) ?? readFailureLine(line)).toBeUndefined(),
  );
});

it("tells failed checks from failed items", () => {
  fc.assert(
    fc.property(failure, (failure) => {
      expect(isCheck(failure)).toBe(!("item" in failure));
    }),
  );
});
