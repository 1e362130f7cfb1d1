import { expect, it } from "vitest";
import { createRandom } from "../stats/random.ts";
import { pointsOf, type Shape, Shapes } from "./shapes.ts";
import { memoryOf } from "./significance.ts";

const COUNT = 100;
const shapes = new Shapes(COUNT);

it.each<Shape>([
  { kind: "jump", start: 40 },
  { kind: "jump", start: 95 },
  { kind: "slope", start: 0 },
  { kind: "slope", start: 70 },
])("finds a shape without noise exactly: %j", (shape) => {
  const flat = shapes.flattened(pointsOf(shape, COUNT).map((value) => 7 + 3 * value));
  const fit = shapes.best(flat);
  expect(fit).toMatchObject({ ...shape, size: expect.closeTo(3, 9), share: expect.closeTo(1, 9) });
  expect(shapes.fit(flat, shape)).toMatchObject({ size: expect.closeTo(3, 9), share: expect.closeTo(1, 9) });
  if (fit !== undefined) expect(Math.max(...shapes.rest(flat, fit).map(Math.abs))).toBeLessThan(1e-9);
});

it("finds none in what falls or stays", () => {
  expect(shapes.best(shapes.flattened(Float64Array.from({ length: COUNT }, (_, at) => -at)))).toBeUndefined();
  expect(shapes.best(shapes.flattened(new Float64Array(COUNT)))).toBeUndefined();
});

it("takes out what a covariate explains, and leaves out shapes that are like it", () => {
  const covariate = pointsOf({ kind: "slope", start: 0 }, COUNT);
  const besides = new Shapes(COUNT, covariate);
  const jump = { kind: "jump", start: 50 } as const;
  const values = pointsOf(jump, COUNT).map((value, at) => 3 * value + 0.5 * (covariate[at] ?? 0));
  expect(besides.best(besides.flattened(values))).toMatchObject({ ...jump, size: expect.closeTo(3, 9) });
  expect(besides.fit(besides.flattened(covariate), { kind: "slope", start: 1 }).size).toBe(0);
});

it("the memory of noise is found, never less than it is in the long run", () => {
  for (const memory of [0, 0.5, 0.9]) {
    const random = createRandom(1);
    const noise = new Float64Array(2000);
    for (let at = 0; at < noise.length; at++) noise[at] = memory * (noise[at - 1] ?? 0) + random() - 0.5;
    const found = memoryOf(noise);
    expect(found).toBeGreaterThanOrEqual(memory);
    expect(found).toBeLessThan(memory + 0.35 * (1 - memory));
  }
  expect(memoryOf(new Float64Array(50))).toBe(0);
});
