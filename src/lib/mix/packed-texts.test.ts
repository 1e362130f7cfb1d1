import { describe, expect, it } from "vitest";
import { packTexts, unpackText } from "./packed-texts.ts";

function pack(texts: readonly string[], first = 0) {
  const { shapes, rows } = packTexts(texts, first);
  const all = [...Array.from({ length: first }, () => "other"), ...shapes];
  return { shapes, rows, back: rows.map((row) => unpackText(row, all, (list, place) => list[place] as string)) };
}

const student = (id: number, name: string, more = "") =>
  `{"id":"","name":"${name}","at":{"schoolId":${id},"code":"uri://a#${name}"},"again":${id},"on":${id > 5}${more}}\t,"k":${id}}`;

describe("packed texts", () => {
  it("are what they were", () => {
    const texts = [
      student(1, "Ann"),
      "",
      student(7, "Chloé"),
      student(12, 'a \\" b:'),
      student(3, "with \\\\ and , [1", ',"middle":"x"'),
      "no JSON",
      "{}",
    ];
    const { shapes, rows, back } = pack(texts, 3);
    expect(back).toEqual(texts);
    expect(shapes).toHaveLength(4);
    // The name, the ID and the flag once each, though the texts have the first two several times.
    expect(rows[0]).toBe("3\tAnn\t1\tfals");
  });

  it("take a shape each where they differ in too much", () => {
    const wide = (start: number) => JSON.stringify(Array.from({ length: 40 }, (_, n) => start * n * n + n));
    const texts = [wide(1), wide(2), wide(3)];
    const { shapes, back } = pack(texts);
    expect(back).toEqual(texts);
    expect(shapes).toEqual(texts);
  });

  it("need a fraction of the room", () => {
    const texts = Array.from({ length: 500 }, (_, n) => student(n, `name ${n}`));
    const { shapes, rows, back } = pack(texts);
    expect(back).toEqual(texts);
    expect(shapes.join("").length + rows.join("").length).toBeLessThan(texts.join("").length / 5);
  });
});
