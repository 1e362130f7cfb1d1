import fc from "fast-check";
import { expect, it } from "vitest";
import type { Range } from "../plan/ranges.ts";
import {
  acknowledge,
  BROKER_SIGNALS,
  readBrokerKey,
  readGate,
  readLevel,
  readPace,
  readRenewal,
  writeBrokerKey,
  writeGate,
  writeLevel,
  writeRenewal,
} from "./broker.ts";

const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const signal = fc.constantFrom(...BROKER_SIGNALS);
const ranges = fc.array(fc.tuple(fc.nat(), fc.nat()) as fc.Arbitrary<Range>, { maxLength: 20 });

it("reads every key that it writes, and no other text", () => {
  fc.assert(
    fc.property(signal, number, (signal, value) => {
      expect(readBrokerKey(writeBrokerKey(signal, value))).toEqual({ signal, value });
    }),
  );
  for (const text of ["", "token", "token-", "token-1-2", "other-1", "token-x", " token-1"])
    expect(readBrokerKey(text), text).toBeUndefined();
});

it("reads every answer that it writes", () => {
  fc.assert(
    fc.property(number, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), ranges, (value, ms, missing) => {
      expect(readRenewal(writeRenewal(value))).toBe(value);
      expect(readGate(writeGate(value, ms))).toBe(ms);
      expect(readGate(writeGate(value, 0))).toBe(0);
      expect(readLevel(writeLevel(value, missing))).toEqual(missing);
    }),
  );
});

it("adds the pace to the answer of the gate, open or closed", () => {
  const schedule = [{ fromMs: 1_700_000_000_000, first: 12, perSecond: 0.5 }];
  for (const untilMs of [0, 1_700_000_000_123]) {
    const answer = writeGate(3, untilMs, schedule);
    expect(readGate(answer)).toBe(untilMs);
    expect(readPace(answer)).toEqual(schedule);
    expect(readPace(writeGate(3, untilMs))).toEqual([]);
  }
});

it("never answers a bare number, which k6 would then blank wherever it stands in the log", () => {
  fc.assert(
    fc.property(signal, number, ranges, (signal, value, missing) => {
      const answers = [writeRenewal(value), writeGate(value, value), writeLevel(value, missing)];
      for (const answer of [...answers, acknowledge({ signal, value })]) expect(answer).toMatch(/^[a-z]+-/);
    }),
  );
});
