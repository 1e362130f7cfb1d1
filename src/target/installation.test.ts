import { expect, it } from "vitest";
import { createTestContext } from "../../test/fakes/command-context.ts";
import { sandboxArguments } from "./installation.ts";

const limits = (values: Readonly<Record<string, string>>): readonly string[] =>
  sandboxArguments(createTestContext(values).context.settings).filter((each) => each.startsWith("--rate-limit"));

it("the embedded sandbox limits no rate, unless the user says so", () => {
  expect(limits({})).toEqual(["--rate-limit=off"]);
  expect(limits({ SANDBOX_RATE_LIMIT: "5/1s" })).toEqual([]);
  expect(limits({ SANDBOX_ARGS: "--rate-limit=5/1s" }).at(-1)).toBe("--rate-limit=5/1s");
});
