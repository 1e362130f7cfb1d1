import { expect, it } from "vitest";
import type { RunSummary } from "../../run-summary.ts";
import { soakSection } from "./soak.ts";

function pageOf(knee: NonNullable<RunSummary["soak"]>["knee"]): string {
  const series = [
    { name: "failures", unit: "share", state: "steady" },
    { name: "p95", unit: "ms", state: "drifts", sinceSeconds: 60, before: 10, change: 5, perHour: 30 },
  ];
  const drift = { stepSeconds: 10, method: "", series };
  const soak = { perSecond: 28, drift, knee } as unknown as NonNullable<RunSummary["soak"]>;
  return soakSection({ soak } as RunSummary, [])?.body.text ?? "";
}

it("says where the rate comes from, and that it is of a search without a sure answer", () => {
  expect(pageOf({ run: "one", perSecond: 40 })).toContain("40.0/s held in the capacity run one.</p>");
  expect(pageOf({ run: "one", perSecond: 40, doubt: "lower-bound" })).toContain("run one. It is a lower bound.</p>");
  expect(pageOf(undefined)).not.toContain("capacity run");
});

it("begins with what rose", () => {
  const text = pageOf(undefined);
  expect(text).toMatch(/>p95<.*rose by 30\.0 ms per hour.*>failures<.*>no drift</s);
});
