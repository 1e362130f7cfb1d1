import { describe, expect, it } from "vitest";
import { differences } from "./difference.ts";

describe("differences", () => {
  it("passes over what a server adds, array order and descriptor case", () => {
    const sent = {
      a: 1,
      ref: { k: "x" },
      gradeLevels: [{ gradeLevelDescriptor: "uri://x#One" }, { gradeLevelDescriptor: "uri://x#Two" }],
    };
    const received = {
      id: "1",
      _etag: "e",
      a: 1,
      ref: { k: "x", link: { rel: "r" } },
      gradeLevels: [{ gradeLevelDescriptor: "uri://x#two" }, { gradeLevelDescriptor: "uri://x#One" }],
    };
    expect(differences(sent, received)).toEqual([]);
  });

  it.each([
    [{ a: 1 }, { a: 2 }, "$.a: sent 1, received 2"],
    [{ a: "1" }, { a: 1 }, '$.a: sent "1", received 1'],
    [{ a: { b: true } }, {}, "$.a: sent an object, received undefined"],
    [{ a: [1, 2] }, { a: [1] }, "$.a: sent 2 items, received 1"],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, '$.a[0]: sent {"b":1}, received nothing like it'],
    [{ name: "Ann" }, { name: "ann" }, '$.name: sent "Ann", received "ann"'],
  ])("finds %j against %j", (sent, received, text) => expect(differences(sent, received)).toEqual([text]));

  it("does not let one received item stand for two sent ones", () => {
    expect(differences({ a: [1, 1] }, { a: [1, 2] })).toHaveLength(1);
  });

  it("ignores what was not sent, and stops at five", () => {
    expect(differences({ a: undefined, b: null }, { c: 1 })).toEqual([]);
    expect(differences({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, {})).toHaveLength(5);
  });
});
