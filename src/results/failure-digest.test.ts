import { describe, expect, it } from "vitest";
import type { ItemFailure } from "../lib/contracts/journal/failure-line.ts";
import { describeCause, FailureDigest } from "./failure-digest.ts";

function failure(resource: string, item: number, outcome: string, status: number, body = ""): ItemFailure {
  return { resource, item, outcome, status, body, operation: "create", key: `{"n":${item}}` };
}

describe("FailureDigest", () => {
  it("puts the first cause first and consequences last, whatever came in first", () => {
    const digest = new FailureDigest();
    digest.add(failure("sections", 90, "unresolved-reference", 409));
    digest.add(failure("sections", 91, "unresolved-reference", 409));
    digest.add(failure("schools", 12, "rejected", 400, '{"detail":"second"}'));
    digest.add(failure("schools", 7, "rejected", 400, '{"detail":"first"}'));
    digest.add(failure("students", 3, "unavailable", 503));
    expect(digest.causes().map(({ resource, recorded, firstItem }) => [resource, recorded, firstItem])).toEqual([
      ["students", 1, 3],
      ["schools", 2, 7],
      ["sections", 2, 90],
    ]);
    expect(describeCause(digest.causes()[1] as never)).toBe('schools: 400 rejected. first First: {"n":7}');
    expect(describeCause(digest.causes()[0] as never)).toBe('students: 503 unavailable. First: {"n":3}');
  });
});
