import { describe, expect, test } from "vitest";
import { buildResources, indexModel } from "./build.ts";
import { parseNotation } from "./notation.ts";
import type { ResourceModel } from "./types.ts";

function build(text: string): readonly ResourceModel[] {
  return buildResources(parseNotation(text));
}

function only(text: string): ResourceModel {
  const [resource] = build(text);
  if (resource === undefined) throw new Error("no resource");
  return resource;
}

describe("the notation", () => {
  test("reads scalars with limits and marks", () => {
    const { properties } = only(
      "A\n a! s5-60\n b+ int 1..8\n c dec9.2\n d int64 0..\n e time\n f? date\n g bool deprecated\n",
    );
    expect(properties).toEqual([
      { kind: "scalar", name: "a", required: true, identity: true, type: "string", minLength: 5, maxLength: 60 },
      { kind: "scalar", name: "b", required: true, identity: false, type: "integer", bits: 32, minimum: 1, maximum: 8 },
      { kind: "scalar", name: "c", required: false, identity: false, type: "number", precision: 9, scale: 2 },
      { kind: "scalar", name: "d", required: false, identity: false, type: "integer", bits: 64, minimum: 0 },
      { kind: "scalar", name: "e", required: false, identity: false, type: "time" },
      { kind: "scalar", name: "f", required: false, identity: false, type: "date", nullable: false },
      { kind: "scalar", name: "g", required: false, identity: false, type: "boolean", deprecated: true },
    ]);
  });

  test("takes endpoints from names unless told otherwise", () => {
    expect(
      build("Staff\n a! int\nPerson:people ~\n a! int\n").map((each) => [each.endpoint, each.allowIdentityUpdates]),
    ).toEqual([
      ["staffs", false],
      ["people", true],
    ]);
  });

  test("tells targets, roles and descriptor types from names", () => {
    const [, b] = build(
      "A\n aId! int\nB\n aReference!\n nextAReference A\n otherReference A @first\n xDescriptor\n newXDescriptor XDescriptor\n",
    );
    expect(
      b?.properties.map((each) => [each.name, "target" in each ? each.target : "", "role" in each ? each.role : ""]),
    ).toEqual([
      ["aReference", "A", ""],
      ["nextAReference", "A", "next"],
      ["otherReference", "A", "first"],
      ["xDescriptor", "", ""],
      ["newXDescriptor", "", ""],
    ]);
    expect(b?.properties.at(-1)).toMatchObject({ descriptor: "XDescriptor" });
    expect(b?.identity).toEqual(["$.aReference.aId"]);
  });

  test("nests collections and objects, and resolves shared items", () => {
    const { properties } = only(
      "item Shared\n x! int\n y* int\nA\n a! int\n list+ []\n  deep []\n   d! date\n one {}\n  s s9\n more [Shared]\n",
    );
    expect(properties[1]).toMatchObject({ kind: "collection", required: true, schema: "A_List", itemIdentity: [] });
    expect(properties[1]).toMatchObject({
      properties: [{ kind: "collection", itemIdentity: ["$.d"], schema: "A_Deep" }],
    });
    expect(properties[2]).toMatchObject({ kind: "object", schema: "A_One", properties: [{ name: "s", maxLength: 9 }] });
    expect(properties[3]).toMatchObject({ schema: "Shared", itemIdentity: ["$.x", "$.y"] });
  });

  test("unifies key fields that must be equal, and renames them on demand", () => {
    const [, , c] = build(
      "A\n x! int\nB\n aReference!\n y! int\nC\n aReference!\n bReference!\n z! int\n key bX = bReference.x\n eq aReference.x = bReference.x\n",
    );
    expect(c?.referenceKeys.map((key) => [key.name, key.targetPaths])).toEqual([
      ["bX", ["$.bReference.x", "$.aReference.x"]],
      ["x", ["$.aReference.x", "$.bReference.x"]],
      ["y", ["$.bReference.y"]],
      ["z", ["$.z"]],
    ]);
  });

  test("maps abstract keys to those of a subclass", () => {
    const model = indexModel(build("abstract X\n xId int64\nA <X\n aId! int64\nB\n xReference!\n"));
    expect([...(model.byName.get("A")?.abstractKeys ?? [])]).toEqual([["xId", "$.aId"]]);
    expect(model.byName.get("B")?.properties[0]).toMatchObject({
      keys: [{ name: "xId", type: "integer", bits: 64, targetPaths: [] }],
    });
  });

  test("refuses what it does not understand, naming the line", () => {
    expect(() => parseNotation("A\n a strange\n")).toThrow('"a strange"');
    expect(() => parseNotation("A\n   a int\n")).toThrow('"   a int"');
    expect(() => parseNotation("A B C\n")).toThrow('"A B C"');
    expect(() => build("A\n nobodyReference!\n")).toThrow("Nobody");
    expect(() => build("A\n aReference!\n")).toThrow("contains itself");
    expect(() => build("A\n a! int\n list [Nothing]\n")).toThrow("list has no members");
  });
});
