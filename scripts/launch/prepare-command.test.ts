import { expect, it } from "vitest";
import { prepareCommand } from "./prepare-command.ts";

it.each([
  ["smoke", "run-smoke-test"],
  ["load", "run-load-phase"],
  ["full", "run-full-test"],
  ["soak", "run-soak"],
])("distribute %s --local 2 starts the script of that phase, by two processes", async (phase, script) => {
  const prepared = await prepareCommand("distribute", ["--profile", "smoke", phase, "--local", "2"]);
  expect(prepared).toMatchObject({
    script,
    handover: { settings: { positionals: [], config: { localInstances: 2 } } },
  });
});

it("distribute without --local is a command of its own", async () => {
  const argv = ["load", "--instances", "2", "--target", "https://dms.example.org", "--yes"];
  expect(await prepareCommand("distribute", argv)).toMatchObject({
    script: "distribute",
    handover: { settings: { positionals: ["load"], config: { remoteInstances: 2 } } },
  });
});
