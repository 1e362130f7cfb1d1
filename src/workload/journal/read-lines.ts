/** Reads one journal of a readwrite run, as k6 wrote it or compacted, line by line. */

import { readMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import { FAILURE_MARK, type Failure, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { isOperation, type OperationLine, OperationReader } from "../../lib/contracts/journal/operation-line.ts";
import { readLines, utf8 } from "../../store/journal/journal-lines.ts";
import {
  type IterationRange,
  type OperationSum,
  readDamageLine,
  readHighestLine,
  readRangeLine,
  readSumLine,
  type Writer,
} from "./compact-lines.ts";

export interface OperationSink {
  operation(line: OperationLine): void;
  /** Operations whose lines are gone. */
  sum(sum: OperationSum): void;
  /** No iteration so far, among those whose lines are gone, had a higher number. */
  highest(writer: Writer): void;
}

/** Takes the operations of several starts of k6. */
export interface RunSink extends OperationSink {
  /** What comes now is of the next start: its iterations have numbers of their own, from 0 on. */
  nextStart(): void;
}

export interface JournalSink extends OperationSink {
  /** Iterations whose lines are gone, and operations that were missed. */
  iterations(range: IterationRange): void;
  failure(failure: Failure): void;
  /** Pieces of the file that are not complete lines. */
  damage(pieces: number): void;
}

/** @throws LoadTestError "results" when the file cannot be read */
export function readJournal(file: string, sink: JournalSink): Promise<void> {
  const reader = new OperationReader();
  const line = (text: string): void => {
    const operation = reader.read(text);
    if (operation !== undefined) sink.operation(operation);
    else if (!takeOther(text, sink) && (isOperation(text) || text.startsWith(FAILURE_MARK))) sink.damage(1);
  };
  return readLines(file, { line, damage: () => sink.damage(1) });
}

/** @returns whether it is a whole line that says something */
function takeOther(text: string, sink: JournalSink): boolean {
  switch (text[0]) {
    case "x":
      return given(readMissedLine(text), (at) => sink.iterations({ mark: "x", first: at, last: at }));
    case "f":
      return given(readFailureLine(utf8(text)), (failure) => sink.failure(failure));
    case "g":
      return given(readSumLine(text), (sum) => sink.sum(sum));
    case "e":
      return given(readRangeLine(text), (range) => sink.iterations(range));
    case "h":
      return given(readHighestLine(text), (writer) => sink.highest(writer));
    case "b":
      return given(readDamageLine(text), (pieces) => sink.damage(pieces));
    default:
      return false;
  }
}

function given<Value>(value: Value | undefined, take: (value: Value) => void): boolean {
  if (value !== undefined) take(value);
  return value !== undefined;
}
