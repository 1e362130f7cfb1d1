import { expect, it } from "vitest";
import { createRandom } from "../../stats/random.ts";
import { fitLaw } from "./fit-law.ts";
import { scalabilityOf } from "./scalability.ts";
import { peakUsers, throughputOf, type UserPoint } from "./scalability-law.ts";

const pointsOf = (curve: Readonly<Record<number, number>>): UserPoint[] =>
  Object.entries(curve).map(([users, perSecond]) => ({ users: Number(users), perSecond }));

/** Relative: 0.1 %. */
const near = (value: number) => expect.toSatisfy((found: number) => Math.abs(found / value - 1) <= 0.001);

// Published data and fits: N. J. Gunther, Guerrilla Capacity Planning, 2007; S. Moeding, vignette of the R package usl,
// version 3 (https://CRAN.R-project.org/package=usl).
const SPEC_SDM91 = pointsOf({ 1: 64.9, 18: 995.9, 36: 1652.4, 72: 1853.2, 108: 1828.9, 144: 1775, 216: 1702.2 });
const RAY_TRACER = pointsOf({
  1: 20,
  4: 78,
  8: 130,
  12: 170,
  16: 190,
  20: 200,
  24: 210,
  28: 230,
  32: 260,
  48: 280,
  64: 310,
});

it("fits the SPEC SDM91 example as published", () => {
  const law = fitLaw(SPEC_SDM91);
  expect(law).toEqual({ perUser: near(89.9952), contention: near(0.0277285), coherency: near(0.0001044) });
  expect(peakUsers(law)).toEqual(near(96.5));
});

it("fits the example of the ray tracer on an SGI Origin 2000 as published: no coherency, no peak", () => {
  const law = fitLaw(RAY_TRACER);
  expect(law).toEqual({ perUser: near(21.848843), contention: near(0.057771), coherency: 0 });
  expect(scalabilityOf(RAY_TRACER)).toMatchObject({
    peakUsers: { value: Number.POSITIVE_INFINITY },
    peakPerSecond: { value: near(378.2) },
  });
});

it("finds the coefficients of a curve that follows the law, whatever its units", () => {
  for (const perUser of [0.001, 1, 1e6]) {
    const law = { perUser, contention: 0.02, coherency: 0.02 };
    const curve = [1, 2, 4, 6, 8, 10].map((users) => ({ users, perSecond: throughputOf(law, users) }));
    expect(fitLaw(curve)).toEqual({ perUser: near(perUser), contention: near(0.02), coherency: near(0.02) });
  }
});

it("the curve of a real DMS has its peak between the users that were best", () => {
  const found = scalabilityOf(pointsOf({ 1: 86, 2: 125, 4: 154, 8: 158, 16: 149, 32: 152, 64: 108 }));
  const { value, low, high } = found?.peakUsers ?? { value: 0, low: 0, high: 0 };
  expect(value).toBeGreaterThan(8);
  expect(value).toBeLessThan(20);
  expect(low).toBeGreaterThan(6);
  expect(high).toBeLessThan(32);
  expect(low).toBeLessThan(value);
  expect(value).toBeLessThan(high);
  expect(found?.peakPerSecond.value).toBeGreaterThan(150);
  expect(found?.peakPerSecond.value).toBeLessThan(170);
  expect(found?.rSquared).toBeGreaterThan(0.9);
  expect(found?.isFollowed).toBe(true);
});

it("a linear curve has neither contention nor a peak", () => {
  expect(scalabilityOf(pointsOf({ 1: 10, 2: 20, 4: 40, 8: 80, 16: 160 }))).toMatchObject({
    perUser: { value: near(10) },
    contention: { value: 0 },
    coherency: { value: 0 },
    peakUsers: { value: Number.POSITIVE_INFINITY },
    peakPerSecond: { value: Number.POSITIVE_INFINITY },
    rSquared: expect.closeTo(1, 9),
    isFollowed: true,
  });
});

it("a curve that falls from the second point on has its peak at one user", () => {
  const found = scalabilityOf(pointsOf({ 1: 100, 2: 60, 4: 35, 8: 18, 16: 9 }));
  expect(found?.peakUsers.value).toBe(1);
  expect(found?.peakPerSecond.value).toBeGreaterThan(90);
});

it("noise alone is taken for the law in 5 % of climbs at most", () => {
  const random = createRandom(2);
  const users = [1, 2, 4, 8, 16, 32, 64];
  const found = Array.from({ length: 40 }, () =>
    scalabilityOf(users.map((own) => ({ users: own, perSecond: 20 + 160 * random() }))),
  );
  expect(found.filter((own) => own?.isFollowed !== false).length).toBeLessThanOrEqual(2);
});

it("says nothing of fewer than four numbers of users, or where nothing succeeded", () => {
  expect(scalabilityOf(pointsOf({ 1: 10, 2: 19, 4: 33 }))).toBeUndefined();
  expect(scalabilityOf([...pointsOf({ 1: 10, 2: 19, 4: 33 }), { users: 4, perSecond: 32 }])).toBeUndefined();
  expect(scalabilityOf(pointsOf({ 1: 10, 2: 19, 4: 33, 8: 0 }))).toBeUndefined();
});

it("the interval of the peak holds the true one in about 19 of 20 noisy climbs", () => {
  const law = { perUser: 80, contention: 0.1, coherency: 0.002 };
  const random = createRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const climbs = Array.from({ length: 20 }, () =>
    [1, 2, 4, 8, 12, 16, 24, 32, 48, 64].map((users) => ({
      users,
      perSecond: throughputOf(law, users) + 8 * normal(),
    })),
  );
  const held = climbs.filter((climb) => {
    const { low = 0, high = 0 } = scalabilityOf(climb)?.peakUsers ?? {};
    return low <= peakUsers(law) && peakUsers(law) <= high;
  });
  expect(held.length).toBeGreaterThanOrEqual(17);
});
