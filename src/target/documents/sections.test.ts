import { describe, expect, it } from "vitest";
import { readSections } from "./sections.ts";

const LIST = "https://api.test/metadata/";

function urls(value: unknown): string[] {
  return readSections(value, LIST).map(({ url }) => url);
}

describe("readSections", () => {
  it("takes resources, descriptors and extensions, and none of the others", () => {
    const section = (name: string, prefix: string): object => ({
      name,
      prefix,
      endpointUri: `https://api.test/metadata/${name}/swagger.json`,
    });
    const list = [
      section("Resources", ""),
      section("Descriptors", ""),
      section("Otherville", "SdkGen"),
      section("Enrollment", "Composites"),
      section("Test-Profile-Resource", "Profiles"),
      section("Identity", "Other"),
      section("Change-Queries", ""),
      section("Discovery", "Other"),
    ];
    expect(readSections(list, LIST).map(({ name }) => name)).toEqual(["Resources", "Descriptors", "Otherville"]);
  });

  it("reads other forms of the list, addresses relative to it, and each address once", () => {
    const list = { urls: [{ url: "a.json" }, { name: "B", url: "/b.json" }, { url: "a.json" }, { url: "" }, "odd"] };
    expect(urls(list)).toEqual(["https://api.test/metadata/a.json", "https://api.test/b.json"]);
  });

  it.each([[undefined], ["text"], [{}], [[null]]])("finds nothing in %j", (value) => {
    expect(urls(value)).toEqual([]);
  });
});
