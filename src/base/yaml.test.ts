import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { writeYaml, type YamlValue } from "./yaml.ts";

it("looks as in Kubernetes' documentation", () => {
  const text = writeYaml(
    {
      kind: "Job",
      metadata: { name: "a", labels: {} },
      spec: { args: ["load", "-x"], env: [{ name: "N", value: "1" }] },
    },
    { kind: "Pod", count: 3, isDone: false, none: [], path: "/work:/b" },
  );
  expect(text).toBe(`kind: Job
metadata:
  name: a
  labels: {}
spec:
  args:
  - load
  - "-x"
  env:
  - name: "N"
    value: "1"
---
kind: Pod
count: 3
isDone: false
none: []
path: /work:/b
`);
  expect(parseAllDocuments(text)).toHaveLength(2);
});

it("is read as what was written, in YAML 1.1 and 1.2", () => {
  const words = fc.constantFrom(
    "yes",
    "On",
    "null",
    "~",
    "1e3",
    "0x1",
    "a: b",
    "a #b",
    "- a",
    "a:",
    " a",
    "a ",
    "",
    "1:30",
  );
  const scalar = fc.oneof(words, fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean());
  const value = fc.letrec<{ any: YamlValue }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(words, fc.string({ maxLength: 5 })), tie("any"), { maxKeys: 3 }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (each) => {
      fc.pre(!JSON.stringify(each).includes("__proto__"));
      for (const version of ["1.1", "1.2"] as const) expect(parse(writeYaml(each), { version })).toEqual(each);
    }),
    { seed: 3, numRuns: 1000 },
  );
});
