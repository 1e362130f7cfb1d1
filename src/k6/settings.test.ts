import { describe, expect, it } from "vitest";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { DATASET_FIELDS } from "../lib/config/fields/dataset.ts";
import { TARGET_FIELDS } from "../lib/config/fields/target.ts";

useFakeK6();

const FIELDS = [...TARGET_FIELDS, ...DATASET_FIELDS] as const;

async function settings(environment: Readonly<Record<string, string>>) {
  const { readSettings, RUN_DIRECTORY } = await startVu(() => import("./settings.ts"), environment);
  return { RUN_DIRECTORY, read: () => readSettings(FIELDS) };
}

describe("settings of a bundle", () => {
  it("come from the environment, with the defaults of the table", async () => {
    const { read, RUN_DIRECTORY } = await settings({ STUDENT_COUNT: "77", REQUEST_TIMEOUT: "5s" });
    expect(read()).toMatchObject({ studentCount: 77, requestTimeout: 5000, clientId: "" });
    expect(RUN_DIRECTORY).toBe("");
  });

  it("are the same for all VUs: the first one reads them", async () => {
    const first = (await settings({ STUDENT_COUNT: "77" })).read();
    expect((await settings({ STUDENT_COUNT: "78" })).read()).toEqual(first);
  });

  it("name the folder of the runner's run", async () => {
    expect((await settings({ LOAD_TEST_RUN_DIR: "/results/1" })).RUN_DIRECTORY).toBe("/results/1");
  });

  it("end the run with a line for each wrong value", async () => {
    const { read } = await settings({ REQUEST_TIMEOUT: "soon", STUDENT_COUNT: "-1" });
    expect(read).toThrow(/^REQUEST_TIMEOUT: "soon" is not [^\n]+\nSTUDENT_COUNT: "-1" is not [^\n]+$/);
  });

  it.each(["K6_VUS", "K6_ITERATIONS", "K6_DURATION", "K6_STAGES"])("refuse %s", async (name) => {
    const { read } = await settings({ [name]: "3" });
    expect(read).toThrow(`${name} would replace the scenarios of this script`);
    expect((await settings({ [name]: "" })).read).not.toThrow();
  });
});
