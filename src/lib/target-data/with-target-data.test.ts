import { describe, expect, it } from "vitest";
import { epochDay } from "../data/calendar.ts";
import { changeableOf } from "../data/change.ts";
import { createDataset } from "../data/create-dataset.ts";
import type { Body, Dataset } from "../data/dataset.ts";
import { datasetForTarget } from "./dataset.ts";
import { readTargetLines, writeTargetData } from "./lines.ts";
import type { Adaptation, Member, ResourceRecipe, Step, ValueRecipe } from "./target-data.ts";

const settings = { seed: 1, datasetId: 2559, schools: 3, students: 40, staff: 10, coursesPerSchool: 4 };
const base = createDataset({ ...settings, sectionsPerCourse: 1, schoolYear: 2026 });
const all = { canUse: () => true };

function recipe(endpoint: string, members: readonly Member[], more: Partial<ResourceRecipe> = {}): ResourceRecipe {
  const [name] = members[0] as Member;
  const common = { count: 50, identity: 1, radices: [50], groups: [], key: [[name, name] as const] };
  return { endpoint, ...common, needs: { required: [], optional: [] }, members, ...more };
}

function forTarget(
  recipes: readonly ResourceRecipe[],
  adaptations: readonly Adaptation[] = [],
  dataset = base,
): Dataset {
  return datasetForTarget(dataset, readTargetLines(writeTargetData({ recipes, adaptations }).split("\n")));
}

const KEY: Member = ["code", { is: "text", digit: 0, min: 1, max: 60 }];

function valuesOf(value: ValueRecipe, count = 50, radices = [count]): unknown[] {
  const dataset = forTarget([recipe("tpdm/things", [["value", value]], { count, radices })]);
  return Array.from({ length: count }, (_, index) => dataset.body("tpdm/things", index, all).value);
}

describe("values of a recipe", () => {
  it.each<[string, ValueRecipe, RegExp]>([
    ["text", { is: "text", min: 1, max: 60 }, /^[0-9a-z]{5,7}$/],
    ["short text", { is: "text", min: 1, max: 2 }, /^[0-9a-z]{2}$/],
    ["long text", { is: "text", min: 20, max: 30 }, /^[0-9a-z]{20}$/],
    ["integer", { is: "integer", min: 3, max: 12 }, /^([3-9]|1[0-2])$/],
    ["number", { is: "number", min: 50, max: 150, step: 1, unit: 100 }, /^(0\.[5-9]\d?|1(\.[0-4]\d?|\.5)?)$/],
    ["flag", { is: "flag" }, /^(true|false)$/],
    ["date", { is: "date", first: epochDay(2025, 8, 30), days: 3 }, /^2025-(08-3[01]|09-01)$/],
    [
      "date and time",
      { is: "date-time", first: epochDay(2025, 12, 31), days: 2 },
      /^(2025-12-31|2026-01-01)T\d\d:\d\d:\d\dZ$/,
    ],
    ["time", { is: "time" }, /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/],
    ["one of", { is: "one-of", values: ["a", "b"] }, /^[ab]$/],
  ])("by chance: %s", (_what, value, pattern) => {
    const values = valuesOf(value);
    for (const each of values) expect(String(each)).toMatch(pattern);
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  it.each<[string, ValueRecipe, number]>([
    ["text", { is: "text", digit: 0, min: 1, max: 60 }, 1000],
    ["text without room for the dataset", { is: "text", digit: 0, min: 1, max: 2 }, 1000],
    ["text of a least length", { is: "text", digit: 0, min: 12, max: 12 }, 1000],
    ["integer", { is: "integer", digit: 0, min: 1, max: 1000 }, 1000],
    ["number", { is: "number", digit: 0, min: 0, max: 999, step: 1, unit: 100 }, 1000],
    ["date", { is: "date", digit: 0, first: epochDay(2025, 8, 30), days: 300 }, 300],
    ["date and time", { is: "date-time", digit: 0, first: epochDay(2025, 8, 30), days: 1 }, 1000],
    ["time", { is: "time", digit: 0 }, 1000],
    ["one of", { is: "one-of", digit: 0, values: [1, 2, 3] }, 3],
  ])("of a digit are distinct: %s", (_what, value, count) => {
    expect(new Set(valuesOf(value, count)).size).toBe(count);
  });

  it("of a digit differ between datasets: texts, and integers as far as there is room", () => {
    const members: Member[] = [KEY, ["number", { is: "integer", digit: 0, min: 1, max: 2_000_000_000 }]];
    const recipes = [recipe("tpdm/things", members, { count: 1000, radices: [1000] })];
    const other = createDataset({ ...base.settings, datasetId: 2560 });
    const seen = [forTarget(recipes), forTarget(recipes, [], other)].flatMap((dataset) =>
      Array.from({ length: 1000 }, (_, index) => dataset.body("tpdm/things", index, all)),
    );
    expect(new Set(seen.map(({ code }) => code)).size).toBe(2000);
    expect(new Set(seen.map(({ number }) => number)).size).toBe(2000);
  });

  it("do not depend on what was made before, and differ between resources and seeds", () => {
    const recipes = ["tpdm/a", "tpdm/b"].map((name) => recipe(name, [KEY, ["text", { is: "text", min: 1, max: 9 }]]));
    const text = (dataset: Dataset, endpoint: string) => dataset.body(endpoint, 7, all).text;
    const dataset = forTarget(recipes);
    dataset.body("tpdm/a", 6, all);
    const [first, other] = [text(dataset, "tpdm/a"), text(dataset, "tpdm/b")];
    expect(text(forTarget(recipes), "tpdm/a")).toBe(first);
    expect(other).not.toBe(first);
    expect(text(forTarget(recipes, [], createDataset({ ...base.settings, seed: 2 })), "tpdm/a")).not.toBe(first);
  });

  it.each<[string, Member]>([
    ["one of", ["of", { is: "one-of", values: ["a", "b", "c"] }]],
    ["text of one character", ["text", { is: "text", min: 1, max: 1 }]],
    ["date", ["date", { is: "date", first: epochDay(2025, 8, 30), days: 3 }]],
    ["number within", ["in", { is: "object", members: [["n", { is: "integer", min: 1, max: 3 }]] }]],
  ])("in a list make its elements distinct: %s", (_what, member) => {
    const members: Member[] = [["flag", { is: "flag" }], member];
    for (const list of valuesOf({ is: "list", count: 3, members }) as Body[][])
      expect(new Set(list.map((element) => JSON.stringify(element[member[0]]))).size).toBe(3);
  });
});

const SESSIONS: ResourceRecipe = recipe(
  "tpdm/visits",
  [
    ["visitCode", { is: "text", digit: 0, min: 1, max: 60 }],
    ["schoolReference", { is: "reference", group: 0, at: 0, fields: [["schoolId", "schoolId"]] }],
    ["thingReference", { is: "reference", group: 1, at: 0, fields: [["thingCode", "code"]] }],
    ["sessionReference", { is: "reference", group: 0, at: 1, fields: [["theSchoolId", "schoolId"]] }],
    ["schoolId", { is: "same", path: "sessionReference.theSchoolId" }],
    ["sexDescriptor", { is: "one-of", values: ["uri://ed-fi.org/SexDescriptor#Female"] }],
    [
      "notes",
      {
        is: "list",
        count: 1,
        members: [["studentReference", { is: "reference", group: 2, at: 0, fields: [["id", "studentUniqueId"]] }]],
      },
    ],
  ],
  {
    count: 12,
    identity: 3,
    radices: [2, 2, 3],
    groups: [
      {
        endpoints: ["schools", "sessions"],
        rows: [
          [2, 4],
          [0, 0],
        ],
        size: 2,
        digit: 1,
      },
      { endpoints: ["tpdm/things"], size: 3, digit: 2 },
      { endpoints: ["students"], size: 40 },
    ],
    key: [
      ["visitCode", "visitCode"],
      ["schoolId", "schoolReference.schoolId"],
      ["thingCode", "thingReference.thingCode"],
    ],
    needs: { required: ["schools", "tpdm/things"], optional: ["sessions", "sexDescriptors", "students"] },
    changeable: { property: "remark", kind: "text" },
  },
);
const THINGS = recipe("tpdm/things", [KEY]);

describe("references of a recipe", () => {
  const dataset = forTarget([THINGS, SESSIONS]);

  it("agree on the keys of existing items, and make each key once", () => {
    const keys = new Set<string>();
    for (let index = 0; index < 12; index++) {
      const body = dataset.body("tpdm/visits", index, all) as Record<string, Record<string, unknown>>;
      const school = Math.floor(index / 2) % 2 === 0 ? 2 : 0;
      expect(body.schoolReference).toEqual(base.key("schools", school));
      expect(body.schoolId).toBe(body.sessionReference?.theSchoolId);
      expect(body.schoolId).toBe(body.schoolReference?.schoolId);
      expect(body.thingReference?.thingCode).toBe(dataset.key("tpdm/things", Math.floor(index / 4)).code);
      expect(dataset.keyOf("tpdm/visits", body)).toEqual(dataset.key("tpdm/visits", index));
      keys.add(JSON.stringify(dataset.key("tpdm/visits", index)));
    }
    expect(keys.size).toBe(12);
  });

  it.each([
    ["sessions", ["sessionReference", "schoolId"]],
    ["sexDescriptors", ["sexDescriptor"]],
    ["students", ["notes"]],
  ])("leave out what the client may not use of %s, and nothing else changes", (barred, gone) => {
    const whole = { ...dataset.body("tpdm/visits", 5, all) };
    for (const name of gone) delete (whole as Record<string, unknown>)[name];
    expect(dataset.body("tpdm/visits", 5, { canUse: (endpoint) => endpoint !== barred })).toEqual(whole);
  });
});

describe("hand-written items", () => {
  const adapted = (endpoint: string, steps: readonly Step[], more: Partial<Adaptation> = {}) =>
    forTarget([], [{ endpoint, steps, ...more }]);

  it("stay as they are without an adaptation", () => {
    const dataset = forTarget([THINGS]);
    for (const endpoint of base.endpoints) {
      expect(dataset.count(endpoint)).toBe(base.count(endpoint));
      expect(dataset.needs(endpoint)).toEqual(base.needs(endpoint));
      expect(changeableOf(dataset, endpoint)).toEqual(changeableOf(base, endpoint));
      if (base.count(endpoint) === 0) continue;
      expect(JSON.stringify(dataset.body(endpoint, 0, all))).toBe(JSON.stringify(base.body(endpoint, 0, all)));
      expect(dataset.key(endpoint, 0)).toEqual(base.key(endpoint, 0));
    }
    expect(dataset.endpoints).toEqual([...base.endpoints, "tpdm/things"]);
  });

  it.each<[string, Step, Body]>([
    ["remove", { do: "remove", path: ["list", "a"] }, { name: "Algebra 2", list: [{ b: 2 }, { b: 4 }], n: 9 }],
    [
      "rename",
      { do: "rename", path: ["n"], to: "m" },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
        m: 9,
      },
    ],
    [
      "clamp",
      { do: "clamp", path: ["list", "b"], min: 3, max: 3 },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 3 },
          { a: 3, b: 3 },
        ],
        n: 9,
      },
    ],
    ["unwrap", { do: "unwrap", path: ["list"], member: "b", to: "b" }, { name: "Algebra 2", n: 9, b: 2 }],
    [
      "wrap",
      { do: "wrap", path: ["n"], member: "m", to: "n" },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
        n: [{ m: 9 }],
      },
    ],
    [
      "convert to text",
      { do: "convert", path: ["n"], to: "text" },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
        n: "9",
      },
    ],
    [
      "convert to a number",
      { do: "convert", path: ["name"], to: "integer", values: ["x", "Algebra 2"] },
      {
        name: 2,
        list: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
        n: 9,
      },
    ],
    [
      "add",
      { do: "add", path: ["list", "c"], value: { is: "one-of", values: [5] } },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 2, c: 5 },
          { a: 3, b: 4, c: 5 },
        ],
        n: 9,
      },
    ],
    [
      "add what is there",
      { do: "add", path: ["n"], value: { is: "flag" } },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
        n: 9,
      },
    ],
    [
      "a path that leads nowhere",
      { do: "remove", path: ["other", "a"] },
      {
        name: "Algebra 2",
        list: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
        n: 9,
      },
    ],
  ])("are changed: %s", (_what, step, expected) => {
    const body = {
      name: "Algebra 2",
      list: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      n: 9,
    };
    const before = JSON.stringify(body);
    const dataset = forTarget([], [{ endpoint: "students", steps: [step] }], { ...base, body: () => body } as Dataset);
    expect(dataset.body("students", 0, all)).toEqual(expected);
    expect(JSON.stringify(body)).toBe(before);
  });

  it("keep the beginning of a text that is too long, and what distinguishes it", () => {
    const dataset = adapted("courses", [{ do: "shorten", path: ["courseTitle"], max: 9 }]);
    const titles = Array.from({ length: base.count("courses") }, (_, index) => {
      const { courseTitle: whole } = base.body("courses", index, all) as { courseTitle: string };
      const { courseTitle: title } = dataset.body("courses", index, all) as { courseTitle: string };
      if (whole.length <= 9) expect(title).toBe(whole);
      else expect(title).toMatch(new RegExp(`^${whole.slice(0, 2)}.{7}$`));
      return [whole, title];
    });
    const distinct = (at: number) => new Set(titles.map((pair) => pair[at])).size;
    expect(distinct(1)).toBe(distinct(0));
  });

  const KEYED: Adaptation = {
    endpoint: "gradingPeriods",
    steps: [
      { do: "convert", path: ["gradingPeriodName"], to: "integer", values: [] },
      { do: "rename", path: ["gradingPeriodName"], to: "periodSequence" },
      { do: "add", path: ["extra"], value: { is: "text", digit: 0, min: 1, max: 60 } },
    ],
    key: [
      ["schoolId", "schoolReference.schoolId"],
      ["extra", "extra"],
    ],
  };

  it("have the key that the target has, and recipes refer to that", () => {
    const things = recipe("tpdm/things", [KEY, ["r", { is: "reference", group: 0, at: 0, fields: [["e", "extra"]] }]], {
      groups: [{ endpoints: ["gradingPeriods"], size: 1 }],
    });
    const dataset = forTarget([things], [KEYED]);
    const body = dataset.body("gradingPeriods", 0, all);
    expect(dataset.key("gradingPeriods", 0)).toEqual({
      schoolId: base.key("gradingPeriods", 0).schoolId,
      extra: body.extra,
    });
    expect(dataset.keyOf("gradingPeriods", body)).toEqual(dataset.key("gradingPeriods", 0));
    expect(dataset.body("tpdm/things", 3, all).r).toEqual({ e: body.extra });
  });

  it("go by the target's spelling, and by their own", () => {
    const dataset = adapted("sexDescriptors", [], { spelled: "SEXDescriptors" });
    expect(dataset.endpoints).toContain("SEXDescriptors");
    expect(dataset.endpoints).not.toContain("sexDescriptors");
    for (const endpoint of ["SEXDescriptors", "sexDescriptors"]) {
      expect(dataset.count(endpoint)).toBe(base.count("sexDescriptors"));
      expect(dataset.key(endpoint, 1)).toEqual(base.key("sexDescriptors", 1));
    }
    const { required, optional } = dataset.needs("students");
    expect([...required, ...optional]).toContain("SEXDescriptors");
    const asked: string[] = [];
    const body = dataset.body("students", 0, { canUse: (endpoint) => asked.push(endpoint) > 0 });
    expect(asked).toContain("SEXDescriptors");
    expect(asked).not.toContain("sexDescriptors");
    expect(body).toEqual(base.body("students", 0, all));
    const value: ValueRecipe = { is: "text", min: 1, max: 9 };
    const added = adapted("students", [{ do: "add", path: ["extra"], value }], { spelled: "STUDENTS" });
    expect(added.body("students", 1, all)).toEqual(added.body("STUDENTS", 1, all));
  });

  it("are left out where another has their key", () => {
    const without = [0, 2, 3];
    const dataset = adapted("students", [], { without });
    const stay = Array.from({ length: base.count("students") }, (_, index) => index).filter(
      (index) => !without.includes(index),
    );
    expect(dataset.count("students")).toBe(stay.length);
    for (const [at, index] of stay.entries())
      expect(dataset.body("students", at, all)).toEqual(base.body("students", index, all));
  });

  it("need what the compiler has found", () => {
    const needs = { required: ["schools"], optional: ["courses"] };
    expect(adapted("students", [], { needs }).needs("students")).toEqual(needs);
  });

  it("need what their adapted bodies hold", () => {
    const value: ValueRecipe = { is: "one-of", values: ["uri://ed-fi.org/PlanDescriptor#A"] };
    const plans = recipe("planDescriptors", [["codeValue", { is: "text", digit: 0, min: 1, max: 50 }]]);
    const dataset = forTarget(
      [plans],
      [{ endpoint: "students", steps: [{ do: "add", path: ["planDescriptor"], value }] }],
    );
    expect(dataset.needs("students").required).toContain("planDescriptors");
    expect(dataset.endpoints.indexOf("planDescriptors")).toBeLessThan(dataset.endpoints.indexOf("students"));
  });

  it("are updated by what is left", () => {
    const changeable = (steps: readonly Step[]) => changeableOf(adapted("students", steps), "students");
    expect(changeable([{ do: "remove", path: ["middleName"] }])).toBeUndefined();
    expect(changeable([{ do: "rename", path: ["middleName"], to: "second" }])?.property).toBe("second");
    expect(changeable([{ do: "remove", path: ["firstName"] }])?.property).toBe("middleName");
    expect(changeableOf(forTarget([THINGS, SESSIONS]), "tpdm/visits")).toEqual(SESSIONS.changeable);
    expect(changeableOf(forTarget([THINGS]), "tpdm/things")).toBeUndefined();
  });
});

it("holds few parsed recipes, and finds any of many", () => {
  const recipes = Array.from({ length: 100 }, (_, at) => recipe(`tpdm/things${at}`, [KEY]));
  const dataset = forTarget(recipes);
  for (const round of [0, 1])
    for (const { endpoint } of recipes) expect(dataset.body(endpoint, round, all).code).toMatch(/^1z3/);
});
