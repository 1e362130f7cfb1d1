import { expect, it } from "vitest";
import { labelTexts } from "./label-texts.ts";

it("a label without a value is its name alone", () => {
  expect(labelTexts({ build: "17", nightly: "" })).toEqual(["build=17", "nightly"]);
});
