import { expect, it } from "vitest";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { changeableProperty } from "../../lib/data/change.ts";

useFakeK6();

it("changes what the runner changes", async () => {
  const { CHANGES } = await startVu(() => import("./readwrite-plan.ts"));
  for (const endpoint in CHANGES) expect(CHANGES[endpoint]).toEqual(changeableProperty(endpoint));
});
