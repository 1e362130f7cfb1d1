import { describe, expect, it } from "vitest";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";

useFakeK6();

async function settings(environment: Readonly<Record<string, string>>) {
  const { readPhaseSettings } = await startVu(() => import("./settings.ts"), environment);
  return () => readPhaseSettings([]);
}

describe("settings of a direct run", () => {
  it("come from the environment, with the defaults of the table", async () => {
    const read = await settings({ STUDENT_COUNT: "77", REQUEST_TIMEOUT: "5s" });
    expect(read()).toMatchObject({ studentCount: 77, requestTimeout: 5000, clientId: "" });
  });

  it("end the run with a line for each wrong value", async () => {
    const read = await settings({ REQUEST_TIMEOUT: "soon", STUDENT_COUNT: "-1" });
    expect(read).toThrow(/^REQUEST_TIMEOUT: "soon" is not [^\n]+\nSTUDENT_COUNT: "-1" is not [^\n]+$/);
  });

  it.each(["K6_VUS", "K6_ITERATIONS", "K6_DURATION", "K6_STAGES"])("refuse %s", async (name) => {
    const read = await settings({ [name]: "3" });
    expect(read).toThrow(`${name} would replace the scenarios of this script`);
    expect(await settings({ [name]: "" })).not.toThrow();
  });
});
