import { describe, expect, it } from "vitest";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";

useFakeK6();

const load = () => import("./settings.ts");

describe("settings of a bundle", () => {
  it("are the same for all VUs of a direct run: the first one reads them", async () => {
    const read = async (text: string) => (await startVu(load)).shareSettings(() => ({ text }));
    expect([await read("first"), await read("second")]).toEqual([{ text: "first" }, { text: "first" }]);
  });

  it("name the folder of the runner's run", async () => {
    expect((await startVu(load, { LOAD_TEST_RUN_DIR: "/results/1" })).RUN_DIRECTORY).toBe("/results/1");
    expect((await startVu(load)).RUN_DIRECTORY).toBe("");
  });
});
