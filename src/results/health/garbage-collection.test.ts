import { expect, it } from "vitest";
import { collectorSettings } from "./garbage-collection.ts";

const GIBIBYTE = 2 ** 30;

it("collects less often than Go does, within half of the memory there is", () => {
  expect(collectorSettings(8 * GIBIBYTE, {})).toEqual({ GOGC: "200", GOMEMLIMIT: "4096MiB" });
  expect(collectorSettings(1.5 * GIBIBYTE, { GOGC: "" })).toEqual({ GOGC: "200", GOMEMLIMIT: "768MiB" });
});

it("leaves everything as the user wants it", () => {
  expect(collectorSettings(GIBIBYTE, { GOGC: "100" })).toEqual({});
  expect(collectorSettings(GIBIBYTE, { GOMEMLIMIT: "2GiB" })).toEqual({});
});
