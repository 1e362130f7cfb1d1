import { expect, it } from "vitest";
import { type EngineHost, type EngineStart, runEngine } from "./engine.ts";

it("does not start k6 where the command was interrupted before", async () => {
  // Nothing else of it is asked for.
  const start = { k6Path: "/no/such/k6", cleanup: { interrupted: true } } as EngineStart;
  expect(await runEngine({} as EngineHost, start)).toBe(105);
});
