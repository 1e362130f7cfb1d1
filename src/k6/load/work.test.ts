import { describe, expect, it } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { type Work, writeWork } from "../../lib/contracts/load-work.ts";
import { WORK_FILE } from "../../lib/contracts/run-files.ts";
import { itemAt, type Range } from "../../lib/plan/ranges.ts";
import { givenWork } from "../../phases/load/given-work.ts";
import type { VuWork } from "./work.ts";

useFakeK6();

const load = () => import("./work.ts");
const SEGMENTS = [{ endpoint: "schools", level: 1, first: 0, count: 1000 }];
const NO_NEEDS = { required: [], optional: [] };
const workOf = (ranges: readonly Range[]): Work => ({ segments: SEGMENTS, usable: ["schools"], ranges });
const itemsOf = ({ ranges, size }: VuWork) => Array.from({ length: size + 1 }, (_, at) => itemAt(ranges, at));

describe("the work of a load", () => {
  it.each([3, 300])("comes from the runner's file, in %d ranges", async (count) => {
    const ranges = Array.from({ length: count }, (_, at): Range => [3 * at, 2]);
    k6.files.set(`/run/${WORK_FILE}`, writeWork(givenWork({ needs: () => NO_NEEDS }, workOf(ranges), ranges)));
    const work = (await startVu(load, UNDER_RUNNER)).workFromRunner() as VuWork;
    expect(work.size).toBe(2 * count);
    expect(itemsOf(work)).toEqual([...ranges.flatMap(([first]) => [first, first + 1]), undefined]);
    expect([work.usable.has("schools"), work.usable.has("students")]).toEqual([true, false]);
    expect(work.segments).toEqual(SEGMENTS);
  });

  it("of setup() keeps the numbers of present items", async () => {
    const { vuWork } = await startVu(load);
    const work = vuWork({ ...workOf([[0, 5]]), present: [[1, 2]] });
    expect(work.size).toBe(5);
    expect(
      itemsOf(work)
        .slice(0, 5)
        .map((item) => work.isPresent(item as number)),
    ).toEqual([false, true, true, false, false]);
  });
});
