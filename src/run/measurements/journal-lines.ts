/** What each line of a journal says about requests, in every phase. Pure. */

import { readAnswerLine, readCallLine } from "../../lib/contracts/journal/engine-lines.ts";
import { readItemLine } from "../../lib/contracts/journal/item-line.ts";
import { OperationReader } from "../../lib/contracts/journal/operation-line.ts";
import { readRepeatLine } from "../../lib/contracts/journal/repeat-line.ts";
import { WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { isSuccess } from "../../lib/http/outcome.ts";
import type { Measurement } from "../../results/measurements/collector.ts";
import { BESIDE } from "../../results/measurements/figures.ts";

export interface Measured {
  readonly measurement: Measurement;
  /** In no figure of the run: see `BESIDE`. */
  readonly isBeside: boolean;
  /** Number of the iteration of the measured part; undefined where the line has none. */
  readonly iteration: number | undefined;
}

/** Reads one journal. @param resourceOfItem of a load */
export class MeasurementReader {
  readonly #operations = new OperationReader();
  readonly #resourceOfItem: (item: number) => string;

  constructor(resourceOfItem: (item: number) => string = () => "") {
    this.#resourceOfItem = resourceOfItem;
  }

  /** Undefined for a line that says nothing about requests. */
  read(line: string): Measured | undefined {
    switch (line[0]) {
      case "n":
      case "w":
      case "u":
        return this.#ofOperation(line);
      case "i":
        return this.#ofItem(line);
      case "r":
        return ofRepeat(line);
      case "m":
        return ofAnswer(line);
      case "c":
        return ofCall(line);
      default:
        return undefined;
    }
  }

  #ofOperation(line: string): Measured | undefined {
    const found = this.#operations.read(line);
    if (found === undefined) return undefined;
    const { warmingUp, iteration, resource, op, outcome, bin } = found;
    const isBeside = warmingUp || BESIDE.includes(op);
    const measurement: Measurement = {
      resource,
      op: warmingUp ? WARM_UP_TAG : op,
      requests: bin === undefined ? 0 : 1,
      bin,
      isDone: isSuccess(outcome),
      outcome: isBeside ? undefined : outcome,
    };
    return { measurement, isBeside, iteration: warmingUp ? undefined : iteration };
  }

  #ofItem(line: string): Measured | undefined {
    const { item = 0, answer } = readItemLine(line) ?? {};
    if (answer === undefined) return undefined;
    const { bin, outcome } = answer;
    const isDone = isSuccess(outcome);
    const measurement = { resource: this.#resourceOfItem(item), op: "create", requests: 1, bin, isDone, outcome };
    return { measurement, isBeside: false, iteration: undefined };
  }
}

/** An answer after which the request was sent again. */
function ofRepeat(line: string): Measured | undefined {
  const repeat = readRepeatLine(line);
  if (repeat === undefined) return undefined;
  const { resource, operation: op, bin } = repeat;
  const measurement = { resource, op, requests: 1, bin, isDone: false, outcome: undefined };
  return { measurement, isBeside: BESIDE.includes(op), iteration: undefined };
}

function ofAnswer(line: string): Measured | undefined {
  const answer = readAnswerLine(line);
  if (answer === undefined) return undefined;
  return { measurement: { ...answer, requests: 1, outcome: undefined }, isBeside: false, iteration: undefined };
}

function ofCall(line: string): Measured | undefined {
  const call = readCallLine(line);
  if (call === undefined) return undefined;
  const measurement = { ...call, requests: 0, bin: undefined, isDone: true };
  return { measurement, isBeside: false, iteration: undefined };
}
