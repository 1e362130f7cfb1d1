import fc from "fast-check";
import { expect, it } from "vitest";
import { OUTCOMES } from "../../http/outcome.ts";
import {
  readAnswerLine,
  readCallLine,
  readCheckLine,
  readIterationLine,
  readMissedLine,
  readProbeLine,
  writeAnswerLine,
  writeCallLine,
  writeCheckLine,
  writeIterationLine,
  writeMissedLine,
  writeProbeLine,
} from "./engine-lines.ts";

const word = fc.stringMatching(/^[a-z]{1,20}$/);
const probe = fc.record({
  atMs: fc.integer({ min: 1e12, max: 9e12 }),
  vus: fc.nat(9999),
  vusInitialized: fc.nat(9999),
  delaysMs: fc.array(fc.nat(5000), { maxLength: 30 }),
});
const answer = fc.record({ resource: word, op: word, isDone: fc.boolean(), bin: fc.nat(1436) });
const call = fc.record({ resource: word, op: word, outcome: fc.constantFrom(...OUTCOMES) });

it("reads what k6 says of itself as it is written, and nothing else", () => {
  fc.assert(
    fc.property(probe, answer, call, fc.nat(1e6), fc.boolean(), (probe, answer, call, ms, passed) => {
      const lines = [
        writeProbeLine(probe),
        writeAnswerLine(answer),
        writeCallLine(call),
        writeIterationLine(ms),
        writeCheckLine(passed),
        writeMissedLine(ms),
      ];
      const none = undefined;
      expect(lines.map(readProbeLine)).toEqual([probe, none, none, none, none, none]);
      expect(lines.map(readAnswerLine)).toEqual([none, answer, none, none, none, none]);
      expect(lines.map(readCallLine)).toEqual([none, none, call, none, none, none]);
      expect(lines.map(readIterationLine)).toEqual([none, none, none, ms, none, none]);
      expect(lines.map(readCheckLine)).toEqual([none, none, none, none, passed, none]);
      expect(lines.map(readMissedLine)).toEqual([none, none, none, none, none, ms]);
    }),
  );
});

it("does not read lines that were cut off", () => {
  expect(readProbeLine("p 17000000000 1 1")).toBeUndefined();
  expect(readAnswerLine("m students read d")).toBeUndefined();
  expect(readCallLine("c students read crea")).toBeUndefined();
});
