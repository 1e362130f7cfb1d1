import { describe, expect, it } from "vitest";
import { plainSchemas, refName } from "./openapi-schema.ts";

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

function properties(raw: Readonly<Record<string, unknown>>, others: Readonly<Record<string, unknown>> = {}): unknown {
  return plainSchemas({ ...others, Own: { type: "object", properties: raw } }).get("Own")?.properties;
}

describe("plainSchemas", () => {
  it("takes the one type beside null, as OpenAPI 3.1 writes it", () => {
    expect(
      properties({
        a: { type: ["string", "null"], maxLength: 5 },
        b: { anyOf: [ref("Other"), { type: "null" }] },
        c: { oneOf: [{ type: "integer" }, { type: "null" }], description: "x" },
        d: { type: ["string", "integer"] },
      }),
    ).toEqual({
      a: { type: "string", maxLength: 5 },
      b: ref("Other"),
      c: { type: "integer", description: "x" },
      d: {},
    });
  });

  it("keeps what stands beside a reference, in both forms", () => {
    const mark = { "x-Ed-Fi-isIdentity": true };
    expect(properties({ a: { ...ref("Other"), ...mark }, b: { allOf: [ref("Other")], ...mark } })).toEqual({
      a: { ...ref("Other"), ...mark },
      b: { ...ref("Other"), ...mark },
    });
  });

  it("merges what a schema is composed of", () => {
    const schemas = plainSchemas({
      Base: { required: ["a"], properties: { a: { type: "string" } } },
      Whole: { allOf: [ref("Base"), { required: ["b"], properties: { b: { type: "integer" } } }] },
      Alias: ref("Whole"),
    });
    const whole = { required: ["a", "b"], properties: { a: { type: "string" }, b: { type: "integer" } } };
    expect(schemas.get("Whole")).toEqual(whole);
    expect(schemas.get("Alias")).toEqual(whole);
  });

  it("puts values with a name where they are used", () => {
    const others = { Day: { type: "string", format: "date" }, Days: { type: "array", items: ref("Day") } };
    expect(properties({ day: { ...ref("Day"), deprecated: true }, days: ref("Days") }, others)).toEqual({
      day: { type: "string", format: "date", "x-Ed-Fi-isDeprecated": true },
      days: { type: "array", items: { type: "string", format: "date" } },
    });
  });

  it("gives objects without a name one", () => {
    const inner = { required: ["a"], properties: { a: { type: "string" } } };
    const schemas = plainSchemas({
      Own: { properties: { part: { type: "object", ...inner }, list: { type: "array", items: inner } } },
    });
    const { part, list } = schemas.get("Own")?.properties ?? {};
    expect(schemas.get(refName(part ?? {}) ?? "")).toEqual(inner);
    expect(schemas.get(refName(list?.items ?? {}) ?? "")).toEqual(inner);
  });

  it("reads exclusive bounds of both forms", () => {
    expect(
      properties({
        a: { type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 9 },
        b: { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 9 },
      }),
    ).toEqual({ a: { type: "integer", minimum: 1, maximum: 9 }, b: { type: "integer", minimum: 1, maximum: 8 } });
  });

  it("leaves out what only answers have", () => {
    expect(properties({ a: { type: "string", readOnly: true }, b: { type: "string" } })).toEqual({
      b: { type: "string" },
    });
  });

  it("ends where schemas stand for each other", () => {
    const schemas = plainSchemas({ A: ref("B"), B: ref("A"), C: { allOf: [ref("C"), { properties: { c: {} } }] } });
    expect(schemas.get("A")).toBeUndefined();
    expect(schemas.get("C")?.properties).toEqual({ c: {} });
  });

  it("ends where a schema is composed of itself inside one of its properties", () => {
    const self = (name: string) => ({ allOf: [ref(name), { description: "x" }] });
    const schemas = plainSchemas({
      A: { properties: { a: { type: "string" }, next: self("A") } },
      B: { properties: { list: { type: "array", items: self("C") } } },
      C: { properties: { c: { type: "string" }, back: { ...self("B") } } },
      D: { type: "array", items: ref("D") },
      E: { properties: { list: ref("D") } },
    });
    expect(schemas.get("A")?.properties?.a).toEqual({ type: "string" });
    const list = schemas.get("B")?.properties?.list;
    expect(schemas.get(refName(list?.items ?? {}) ?? "")?.properties?.c).toEqual({ type: "string" });
    expect(schemas.has("E")).toBe(true);
  });
});
