import { describe, expect, it } from "vitest";
import type { Field } from "./field.ts";
import { ALL_FIELDS, FIELD_GROUPS } from "./fields.ts";
import { describeRange, formatDuration, parseDuration, parseValue } from "./value.ts";

const field = (kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  key: "x",
  env: "X",
  kind,
  default: "1",
  ...more,
});

describe("parseValue", () => {
  it.each([
    [field("integer", { min: 1, max: 10 }), "10", 10],
    [field("integer"), " 7 ", 7],
    [field("number"), ".5", 0.5],
    [field("rate"), "40", 40],
    [field("rate"), "40/s", 40],
    [field("rate"), "90/m", 1.5],
    [field("rate", { min: 0 }), "0", 0],
    [field("percent"), "5%", 0.05],
    [field("duration"), "1m30s", 90_000],
    [field("boolean"), "YES", true],
    [field("boolean"), "0", false],
    [field("url"), "http://localhost:8080/api/", "http://localhost:8080/api"],
    [field("choice", { choices: ["a", "b"] }), "b", "b"],
    [field("text", { default: "" }), "", ""],
  ])("reads %#", (given, text, value) => {
    expect(parseValue(given, text)).toEqual({ ok: true, value });
  });

  it.each([
    [field("integer", { min: 1, max: 10 }), "11", "an integer from 1 to 10"],
    [field("integer"), "1e3", "an integer"],
    [field("integer"), "99999999999999999999", "an integer"],
    [field("rate", { min: 1, max: 9 }), "10/s", "a rate such as 40/s or 40 from 1 to 9"],
    [field("rate"), "40/d", "a rate such as 40/s or 40"],
    [field("percent"), "5", "a percentage such as 5%"],
    [field("duration"), "30", "a duration such as 30s or 5m"],
    [field("duration", { min: 1000, max: 60_000 }), "2m", "a duration such as 30s or 5m from 1s to 1m"],
    [field("boolean"), "maybe", "true or false"],
    [field("url"), "localhost:8080", "a URL starting with http:// or https://"],
    [field("url"), "http://user:secret@host/", "a URL starting with http:// or https://"],
    [field("choice", { choices: ["a", "b"] }), "c", "one of a, b"],
    [field("text", { default: "x" }), " ", "text"],
  ])("refuses %#", (given, text, expected) => {
    expect(parseValue(given, text)).toEqual({ ok: false, expected });
  });
});

describe("durations", () => {
  it.each(["250ms", "30s", "1m30s", "2h", "1h1m1s1ms"])("round-trips %s", (text) => {
    expect(formatDuration(parseDuration(text) ?? Number.NaN)).toBe(text);
  });
});

describe("the table of settings", () => {
  it("has defaults that fit their own fields", () => {
    for (const each of ALL_FIELDS) expect([each.env, parseValue(each, each.default).ok]).toEqual([each.env, true]);
  });

  it("names every setting once", () => {
    for (const part of ["key", "env"] as const) {
      const names = ALL_FIELDS.map((each) => each[part]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("gives no secret a flag, and shows no secret's range by value", () => {
    const secrets = FIELD_GROUPS.flatMap(({ fields }) => fields.filter(({ secret }) => secret === true));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(({ flag }) => flag !== undefined)).toEqual([]);
  });

  it("lists every field in one group, with its words", () => {
    const listed = FIELD_GROUPS.flatMap(({ fields }) => fields);
    expect(listed.map(({ env }) => env).sort()).toEqual(ALL_FIELDS.map(({ env }): string => env).sort());
    expect(listed.filter(({ text }) => text === "")).toEqual([]);
  });

  it("describes every field's range", () => {
    for (const each of ALL_FIELDS) expect(describeRange(each)).not.toBe("");
  });
});
