import { describe, expect, test } from "vitest";
import { expectGolden } from "../../../test/golden/golden.ts";
import {
  CAPACITY_SUMMARY,
  HOSTILE_TEXTS,
  hostileSummary,
  LOAD_SUMMARY,
  READWRITE_SUMMARY,
  SMOKE_SUMMARY,
  SOAK_SUMMARY,
  SPIKE_SUMMARY,
} from "../../../test/golden/sample-run.ts";
import type { RunSummary } from "../run-summary.ts";
import { junitSuites, junitXml } from "./junit.ts";

test.each([LOAD_SUMMARY, SMOKE_SUMMARY])("junit.xml of a $phase run with fixed input", (summary) => {
  expectGolden(`${summary.phase}.junit.xml`, junitXml(summary));
});

function failedCases(summary: RunSummary): string[] {
  return junitSuites(summary).flatMap(({ cases }) => cases.filter(({ failure }) => failure).map(({ name }) => name));
}

describe("what is red", () => {
  test("nothing in a pass", () => {
    expect(failedCases(SMOKE_SUMMARY)).toEqual([]);
  });

  test("verdict, thresholds and incomplete resources of a failed load", () => {
    expect(failedCases(LOAD_SUMMARY)).toEqual([
      "verdict of 20261123T041500Z-dev-load on target https://dms.example.org",
      "http_req_duration{op:create} p(95)<30",
      "schools: 10 items",
      "studentSchoolAssociations: 3 items",
    ]);
  });

  test("an aborted run, though every rule holds", () => {
    expect(failedCases(READWRITE_SUMMARY)).toEqual(["verdict of 20261123T042000Z-dev-readwrite on embedded sandbox"]);
  });

  test("a smoke run's failed operation with the server's message, and a cause that no row names", () => {
    const [cause] = LOAD_SUMMARY.causes;
    const causes = [cause, { ...cause, resource: "oauth", operation: "token" }] as RunSummary["causes"];
    const summary: RunSummary = { ...SMOKE_SUMMARY, verdict: "fail", causes, checks: { passed: 11, failed: 1 } };
    expect(failedCases(summary).slice(1)).toEqual(["schools create", "oauth token", "all of 12 checks"]);
    expect(junitXml(summary)).toContain("nameOfInstitution is required.");
  });
});

describe("a run that sets the rate", () => {
  test("a step that was too much is not red, a need that is missed is", () => {
    expect(failedCases(CAPACITY_SUMMARY)).toEqual([]);
    expect(junitXml(CAPACITY_SUMMARY)).toContain("takes 142 operations/s (131 to 150)");
    const capacity = { ...CAPACITY_SUMMARY.capacity, needPerSecond: 400 };
    expect(failedCases({ ...CAPACITY_SUMMARY, verdict: "fail", capacity }).slice(1)).toEqual(["need of 400/s"]);
  });

  test("without a rate that held, the answer is red", () => {
    const { needPerSecond: _, ...found } = CAPACITY_SUMMARY.capacity;
    for (const none of [{ answer: "at-most" as const }, { answer: "at-least" as const, perSecond: 0 }]) {
      const summary: RunSummary = { ...CAPACITY_SUMMARY, verdict: "fail", capacity: { ...found, ...none } };
      expect(failedCases(summary).slice(1)).toEqual(["highest rate that held"]);
    }
  });

  test("a target that stopped responding is red, and a need is then not judged", () => {
    const stopped = {
      answer: "at-least" as const,
      limitedBy: "target-stopped" as const,
      stoppedInStep: 4,
      perSecond: 400,
    };
    const { low: _low, high: _high, ...found } = CAPACITY_SUMMARY.capacity;
    const summary: RunSummary = { ...CAPACITY_SUMMARY, verdict: "fail", capacity: { ...found, ...stopped } };
    expect(failedCases(summary).slice(1)).toEqual(["highest rate that held", "need of 120/s"]);
    expect(junitXml(summary)).toContain("it is uncertain whether 120/s is reached");
  });

  test("each figure that drifted is red", () => {
    expect(failedCases(SOAK_SUMMARY).slice(1)).toEqual(["mean read"]);
    expect(junitXml(SOAK_SUMMARY)).toContain("rose by 33.0 ms per hour since about 1:00");
  });

  test("a spike is red if the target did not get over it", () => {
    expect(failedCases(SPIKE_SUMMARY)).toEqual([]);
    const { recoveredAfterSeconds: _, ...stuck } = SPIKE_SUMMARY.spike;
    expect(failedCases({ ...SPIKE_SUMMARY, verdict: "fail", spike: stuck }).slice(1)).toEqual([
      "back to normal after the spike",
    ]);
    const stopped = failedCases({ ...SPIKE_SUMMARY, verdict: "aborted", spike: { ...stuck, partial: true } });
    expect(stopped).not.toContain("back to normal after the spike");
  });
});

describe.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))("with %j everywhere", (_, text) => {
  test("the document is well formed and holds only our elements", () => {
    const xml = junitXml(hostileSummary(text));
    expect(problemsOf(xml)).toEqual([]);
    expect(xml).not.toContain('forged"');
    expect(xml.length).toBeLessThan(500_000);
  });
});

/** Enough of XML 1.0 for a document of elements, attributes and text. */
function problemsOf(xml: string): string[] {
  const problems: string[] = [];
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) problems.push("a character");
  if (/&(?!(amp|lt|gt|quot|#\d+);)/.test(xml)) problems.push("an ampersand");
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml[^?]*\?>/, "")
    .replace(/<(\/?)([\w-]+)((?: \w+="[^"<]*")*)(\/?)>/g, (_, end, name, __, empty) => {
      if (end === "/") {
        if (open.pop() !== name) problems.push(`</${name}>`);
      } else if (empty === "") open.push(name);
      if (!["testsuites", "testsuite", "testcase", "failure", "system-out"].includes(name)) problems.push(`<${name}>`);
      return "";
    });
  if (/[<>]/.test(rest)) problems.push("a bracket");
  return [...problems, ...open];
}
