import { describe, expect, it } from "vitest";
import { readSelection } from "./selection.ts";

const ENDPOINTS = ["students", "surveySections", "tpdm/candidates", "tpdm/candidateIdentities"];

function selectionOf(value: unknown) {
  const reading = readSelection(JSON.stringify(value), ENDPOINTS);
  if ("problems" in reading) throw new Error(reading.problems.join("; "));
  return reading.value;
}

function problemsOf(content: string): readonly string[] {
  const reading = readSelection(content, ENDPOINTS);
  return "problems" in reading ? reading.problems : [];
}

describe("a file of resources", () => {
  it("names resources with counts; the rest is not wanted", () => {
    const { wants, countOf } = selectionOf({ "tpdm/candidates": 500, "ed-fi/surveySections": 3 });
    expect(ENDPOINTS.filter(wants)).toEqual(["surveySections", "tpdm/candidates"]);
    expect(ENDPOINTS.map((endpoint) => countOf(endpoint, 2))).toEqual([2, 3, 500, 2]);
  });

  it("prefers a name to a pattern, and a longer pattern to a shorter one, in any order", () => {
    const { countOf } = selectionOf({ "*": 1, "tpdm/*": 7, "TPDM/Candidates": 9 });
    expect(ENDPOINTS.map((endpoint) => countOf(endpoint, 2))).toEqual([1, 1, 9, 7]);
  });

  it("may begin with a byte order mark, and write names as paths", () => {
    const reading = readSelection('\uFEFF{"/ed-fi/surveySections/": 2}', ENDPOINTS);
    expect("problems" in reading ? reading.problems : ENDPOINTS.filter(reading.value.wants)).toEqual([
      "surveySections",
    ]);
  });

  it("is refused where a name fits nothing that the target has", () => {
    expect(problemsOf('{"surveySection": 1, "tpdm/candidate": 1, "tpdm/x*": 2}')).toEqual([
      "surveySection: the target does not have it (did you mean surveySections?)",
      "tpdm/candidate: the target does not have it (did you mean tpdm/candidates?)",
      "tpdm/x*: the target does not have it",
    ]);
  });

  it.each([
    ['"all"', "the document: expected an object"],
    ["{}", "the document: expected at least one resource"],
    ["[]", "the document: expected an object; found []"],
    ['{"students": 0}', "students: expected a count from 1 to 10000000; found 0"],
    ["{", "the document is not JSON"],
  ])("is refused: %s", (content, problem) => {
    expect(problemsOf(content).join()).toContain(problem);
  });
});
