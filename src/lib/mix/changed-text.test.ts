import { describe, expect, it } from "vitest";
import { changeableProperty } from "../data/change.ts";
import { createDataset } from "../data/create-dataset.ts";
import { changedText } from "./changed-text.ts";
import { readWithoutLinks, updateBody } from "./update-body.ts";

const dataset = createDataset({
  seed: 7,
  datasetId: 1,
  schools: 2,
  students: 6,
  staff: 3,
  coursesPerSchool: 2,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const LINK = { rel: "School", href: "/ed-fi/schools/0123456789abcdef" };
const ENDPOINTS = dataset.endpoints.filter((endpoint) => dataset.count(endpoint) > 0);

/** As a target answers: with links, and members of its own. */
function read(endpoint: string, index: number, more: object = {}): string {
  const body = dataset.body(endpoint, index, { canUse: () => true });
  const linked = Object.entries(body).map(([name, value]) =>
    name.endsWith("Reference") ? [name, { ...(value as object), link: LINK }] : [name, value],
  );
  const own = { _etag: "5250168731208835753", _lastModifiedDate: "2026-01-05T08:00:00Z" };
  return JSON.stringify({ id: "0123456789abcdef", ...Object.fromEntries(linked), ...more, ...own });
}

const MIDDLE_NAME = changeableProperty("students");

const slowly = (endpoint: string, text: string, serial: number): unknown =>
  updateBody(changeableProperty(endpoint), readWithoutLinks(text) ?? {}, serial, false);

describe("the text of an update", () => {
  it.each(ENDPOINTS)("is what parsing it gives, for %s", (endpoint) => {
    for (let index = 0; index < Math.min(5, dataset.count(endpoint)); index++) {
      const text = read(endpoint, index);
      const changed = changedText(changeableProperty(endpoint), text, 1_000_000_007 + index);
      if (changed !== undefined) expect(JSON.parse(changed)).toEqual(slowly(endpoint, text, 1_000_000_007 + index));
    }
  });

  it("is the usual way for most resources", () => {
    const usual = ENDPOINTS.filter((endpoint) => changeableProperty(endpoint) !== undefined);
    const fast = usual.filter(
      (endpoint) => changedText(changeableProperty(endpoint), read(endpoint, 0), 5) !== undefined,
    );
    expect(fast.length / usual.length).toBeGreaterThan(0.8);
  });

  it("replaces a value once, whatever is in it", () => {
    const text = read("students", 0, { middleName: 'A "quoted", \\"odd\\" \u00fc name' });
    expect(JSON.parse(changedText(MIDDLE_NAME, text, 42) ?? "")).toEqual(slowly("students", text, 42));
    const flag = read("studentSchoolAssociations", 0, { repeatGradeIndicator: true });
    expect(
      JSON.parse(changedText(changeableProperty("studentSchoolAssociations"), flag, 42) ?? "").repeatGradeIndicator,
    ).toBe(false);
  });

  it.each<[string, object]>([
    ["a number", { middleName: 7 }],
    ["null", { middleName: null }],
    ["lists and objects before it", { lists: [{ a: [1, 2] }, "x"], object: { b: {} }, middleName: "B" }],
    ["a link that comes first", { aReference: { link: LINK }, middleName: "B" }],
    ["a member of its own that comes first", { _etag: "1", middleName: "B" }],
  ])("is what parsing it gives, with %s", (_what, more) => {
    const text = JSON.stringify({ id: "0123456789abcdef", ...more, _etag: "5", _lastModifiedDate: "2026-01-05" });
    const changed = changedText(MIDDLE_NAME, text, 42);
    if (changed !== undefined) expect(JSON.parse(changed)).toEqual(slowly("students", text, 42));
  });

  it("is the usual way after lists, too", () => {
    const text = JSON.stringify({ id: "0123456789abcdef", lists: [{ a: 1 }], middleName: "B", _etag: "5" });
    expect(changedText(MIDDLE_NAME, text, 42)).toBeDefined();
  });

  it.each<[string, string]>([
    ["a member of the same name in a list", read("students", 0, { otherNames: [{ middleName: "B" }] })],
    ["the name twice", read("students", 0, { middleName: "A", last: { middleName: "B" } })],
    ["members of the server's own that are not known", read("students", 0, { _lineage: { user: "a" } })],
    ["spaces", JSON.stringify(JSON.parse(read("students", 0)), null, 2)],
    ["a value that is no scalar", read("students", 0, { middleName: ["A"] })],
    ["no object", "[]"],
  ])("is left to the parser with %s", (_what, text) => expect(changedText(MIDDLE_NAME, text, 42)).toBeUndefined());

  it("is none where there is nothing to change", () => {
    expect(changedText(changeableProperty("calendars"), read("calendars", 0), 42)).toBeUndefined();
  });
});
