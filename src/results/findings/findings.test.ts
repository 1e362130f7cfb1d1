import { expect, it } from "vitest";
import { madeEvidence } from "../../../test/fakes/made-evidence.ts";
import { evidenceLines, findingLines } from "./finding-lines.ts";
import { findingsOf } from "./findings.ts";

const HELD = { rate: 80, values: { "machine.diskBusy": 0.3, "machine.container.throttled:dms": 0 } };
const BROKEN = { rate: 160, done: 100, values: { "machine.diskBusy": 0.95, "machine.container.throttled:dms": 0.15 } };

it("puts likely ones first, and shows the figures of both steps", () => {
  const findings = findingsOf(madeEvidence([HELD, BROKEN]));
  expect(findings.map(({ code, confidence }) => [code, confidence])).toEqual([
    ["disk-busy", "likely"],
    ["container-throttled", "possible"],
  ]);
  expect(findings[0]?.evidence).toEqual([
    { figure: "machine.diskBusy", value: expect.closeTo(0.3), step: 1 },
    { figure: "machine.diskBusy", value: expect.closeTo(0.95), step: 2 },
  ]);
});

it("tells them in lines, and what to do about the first", () => {
  const lines = findingLines(findingsOf(madeEvidence([HELD, BROKEN])));
  expect(lines).toEqual([
    "limit    likely: the busiest disk is busy 95.0 % (30.0 % at step 1) of the time",
    "limit    possible: dms was throttled by its CPU limit in 15.0 % (0 % at step 1) of the periods",
    "next     See whether the database reads or writes (its log, checkpoints, temporary files), and use a faster disk.",
  ]);
  expect(findingLines([])).toEqual([]);
});

it("shows the figures that a finding rests on", () => {
  const [first] = findingsOf(madeEvidence([HELD, BROKEN]));
  expect(first && evidenceLines(first)).toEqual([
    "time in which the busiest disk worked: 30.0 % at step 1, 95.0 % at step 2",
  ]);
});
