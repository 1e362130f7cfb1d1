import { expect, it } from "vitest";
import { readOperatorArguments } from "./operator-arguments.ts";

/** As k6-operator 1.5.0 writes it (pkg/resources/jobs/runner.go). */
const COMMAND =
  "run --quiet --execution-segment=0:1/2 --execution-segment-sequence=0,1/2,1 --tag testid=a --http-debug /x/load.js " +
  "--address=0.0.0.0:6565 --paused --tag instance_id=1 --tag testrun_name=a";

it("keeps for k6 what is not for the coordinator to say", () => {
  expect(readOperatorArguments(COMMAND.split(" "))).toEqual({
    address: "0.0.0.0:6565",
    isPaused: true,
    arguments: "--tag testid=a --http-debug --tag instance_id=1 --tag testrun_name=a".split(" "),
  });
});

it("reads a TestRun of one instance that does not wait", () => {
  const argv = ["run", "/x/load.js", "--address=0.0.0.0:6565"];
  expect(readOperatorArguments(argv)).toEqual({ address: "0.0.0.0:6565", isPaused: false, arguments: [] });
});
