import { expect, it } from "vitest";
import { Refusals } from "./refusals.ts";

const BREAKER = '{"detail":"x","type":"urn:ed-fi:api:service-unavailable","title":"Service Unavailable","status":503}';
const NOT_PROVISIONED = '{"detail":"x","type":"urn:ed-fi:api:database-not-provisioned","status":503}';

function countsOf(...answers: readonly (readonly [status: number, body: string])[]): Refusals["counts"] {
  const refusals = new Refusals();
  for (const [status, body] of answers) refusals.add({ status, body });
  return refusals.counts;
}

it("counts the answers of the rate limiter, and of the breaker with those that are like it", () => {
  expect(countsOf([429, ""], [503, BREAKER], [503, ""], [429, "{}"], [500, BREAKER], [0, ""])).toEqual({
    rateLimited: 2,
    breakerOpen: 2,
  });
});

it("does not take another 503 for the breaker", () => {
  expect(countsOf([503, ""], [503, NOT_PROVISIONED], [503, ""], [503, "<html>"])).toMatchObject({ breakerOpen: 0 });
  expect(countsOf([503, BREAKER], [503, NOT_PROVISIONED], [503, ""])).toMatchObject({ breakerOpen: 1 });
});
