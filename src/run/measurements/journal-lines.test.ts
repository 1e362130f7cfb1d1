import { describe, expect, it } from "vitest";
import { operationLines } from "../../../test/fakes/operation-lines.ts";
import { writeAnswerLine, writeCallLine } from "../../lib/contracts/journal/engine-lines.ts";
import { writeItemLine } from "../../lib/contracts/journal/item-line.ts";
import { writeRepeatLine } from "../../lib/contracts/journal/repeat-line.ts";
import { MeasurementReader } from "./journal-lines.ts";

const LINE = {
  warmingUp: false,
  iteration: 7,
  resource: "students",
  op: "read",
  outcome: "read",
  bin: 400,
  requests: 1,
  id: "",
} as const;

function read(text: string) {
  const reader = new MeasurementReader((item) => `resource${item}`);
  return text.split("\n").flatMap((line) => reader.read(line) ?? []);
}

describe("a line of a journal", () => {
  it("is an operation with its last answer; repeated answers have lines of their own", () => {
    const [found] = read(operationLines([{ ...LINE, requests: 3 }]));
    expect(found).toEqual({
      measurement: { resource: "students", op: "read", requests: 1, bin: 400, isDone: true, outcome: "read" },
      isBeside: false,
      iteration: 7,
    });
    const about = { resource: "students", operation: "read", status: 503, heldBack: false, bin: 410, body: "" };
    expect(read(writeRepeatLine({ ...about, outcome: "unavailable" }))[0]).toEqual({
      measurement: { resource: "students", op: "read", requests: 1, bin: 410, isDone: false, outcome: undefined },
      isBeside: false,
      iteration: undefined,
    });
  });

  it("is beside the run where it warms up, prepares or proves", () => {
    const lines = read(
      operationLines([
        { ...LINE, warmingUp: true },
        { ...LINE, op: "prepare" },
        { ...LINE, op: "readback" },
      ]),
    );
    expect(lines.map(({ isBeside, measurement }) => [isBeside, measurement.op, measurement.outcome])).toEqual([
      [true, "warm-up", undefined],
      [true, "prepare", undefined],
      [true, "readback", undefined],
    ]);
  });

  it("is an operation without a request where a repeat had done the work", () => {
    const [found] = read(operationLines([{ ...LINE, op: "update", outcome: "updated", bin: undefined, requests: 0 }]));
    expect(found?.measurement).toMatchObject({ requests: 0, bin: undefined, outcome: "updated" });
  });

  it("is an item that was sent, and nothing for one that was not", () => {
    expect(read(writeItemLine(3, "created", 0, "id", 400, "created"))[0]?.measurement).toEqual({
      resource: "resource3",
      op: "create",
      requests: 1,
      bin: 400,
      isDone: true,
      outcome: "created",
    });
    expect(read(writeItemLine(3, "failed", 0, "", 400, "conflict"))[0]?.measurement).toMatchObject({ isDone: false });
    expect(read(writeItemLine(3, "blocked", 0, ""))).toEqual([]);
  });

  it("is an answer or a call of a smoke run", () => {
    const answer = writeAnswerLine({ resource: "students", op: "read", isDone: false, bin: 400 });
    expect(read(answer)[0]?.measurement).toMatchObject({ requests: 1, isDone: false, outcome: undefined });
    const call = writeCallLine({ resource: "students", op: "read", outcome: "not-found" });
    expect(read(call)[0]?.measurement).toMatchObject({ requests: 0, bin: undefined, outcome: "not-found" });
  });

  it("is nothing else", () => {
    expect(read("t 1700000000000\nhello\n\nw 1 0bd 400")).toEqual([]);
  });
});
