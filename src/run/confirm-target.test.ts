import { expect, it } from "vitest";
import { createTestContext } from "../../test/fakes/command-context.ts";
import type { Installation } from "../target/installation.ts";
import { confirmTarget } from "./confirm-target.ts";

const LARGE = { SCHOOL_COUNT: "11" };
const target: Installation = {
  kind: "target",
  baseUrl: "https://api.example.org",
  tokenUrl: undefined,
  clientId: "",
  clientSecret: "",
  adminUrl: undefined,
};

it("refuses a large load of another machine without a terminal, and names --yes", async () => {
  const { context, lines } = createTestContext(LARGE);
  await expect(confirmTarget(context, target, "A load")).rejects.toMatchObject({
    exitCode: 2,
    message: "Nothing was sent to https://api.example.org.",
    hint: expect.stringContaining("--yes"),
  });
  expect(lines).toEqual(["A load goes to https://api.example.org, which is not on this machine."]);
});

it("asks for a search for the highest rate, however small the dataset", async () => {
  await expect(confirmTarget(createTestContext({}).context, target, "A search", true)).rejects.toMatchObject({
    exitCode: 2,
    hint: expect.stringContaining("--yes"),
  });
});

it.each([
  ["a small load", {}, target],
  ["a load with --yes", { ...LARGE, ASSUME_YES: "true" }, target],
  ["a load of this machine", LARGE, { ...target, baseUrl: "http://127.0.0.1:8080/api" }],
  ["a load of the sandbox", LARGE, { ...target, kind: "sandbox" as const }],
])("does not ask for %s", async (_what, values, installation) => {
  await expect(confirmTarget(createTestContext(values).context, installation, "A load")).resolves.toBeUndefined();
});
