import { expect, it } from "vitest";
import { asTyped, inPackage } from "./typed.mjs";

it("names commands as they are typed in an installed package", () => {
  const text = "Run `npm run load -- --profile dev`, then npm run cleanup -- latest, npm start -- or npm run smoke.";
  expect(inPackage(text)).toBe(
    "Run `npx edfi-load-test load --profile dev`, then npx edfi-load-test cleanup latest, npx edfi-load-test start or " +
      "npx edfi-load-test smoke.",
  );
  expect(inPackage("npm run compare -- A B\nnpm run sandbox --")).toBe(
    "npx edfi-load-test compare A B\nnpx edfi-load-test sandbox",
  );
});

it("leaves texts alone in a clone", () => {
  expect(asTyped("npm run load")).toBe("npm run load");
});
