import { expect, it } from "vitest";
import { Refusals } from "../../results/figures/refusals.ts";
import { answerFigures } from "./answer-figures.ts";

it("has the rates of the time since the sample before", async () => {
  const refusals = new Refusals();
  const times = [1000, 1000, 6000, 8000];
  const held = [0, 0, 1000, 1000];
  const collector = answerFigures(
    refusals,
    () => held.shift() ?? 0,
    () => times.shift() ?? 0,
  );
  const sample = () => collector.sample(() => {});
  expect(await sample()).toEqual({});
  for (let count = 0; count < 20; count++) refusals.add({ status: 429, body: "" });
  refusals.add({ status: 503, body: '{"type":"urn:ed-fi:api:service-unavailable"}' });
  expect(await sample()).toEqual({ "requests.rateLimited": 4, "requests.breakerOpen": 0.2, "requests.heldShare": 0.2 });
  expect(await sample()).toEqual({ "requests.rateLimited": 0, "requests.breakerOpen": 0, "requests.heldShare": 0 });
});
