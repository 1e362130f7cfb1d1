import { describe, expect, it } from "vitest";
import { READWRITE_SUMMARY } from "../../../../test/golden/sample-run.ts";
import type { CapacityResult, RunSummary } from "../../run-summary.ts";
import { summaryMarkdown } from "../markdown.ts";
import { capacitySection } from "./capacity.ts";

const STEP: CapacityResult["steps"][number] = {
  askedPerSecond: 10,
  donePerSecond: 10,
  seconds: 10,
  failed: 0,
  p95Ms: 8,
  held: true,
  state: "held",
};
const CAPACITY: CapacityResult = {
  answer: "knee",
  text: "takes 142 operations/s (131 to 150)",
  perSecond: 142,
  low: 131,
  high: 150,
  p95LimitMs: 500,
  steps: [STEP, { ...STEP, askedPerSecond: 160, donePerSecond: 141, p95Ms: 2100, held: false, state: "<late> & slow" }],
};

function page(capacity: CapacityResult): string {
  return capacitySection({ ...READWRITE_SUMMARY, capacity } as RunSummary)?.body.text ?? "";
}

describe("the capacity section", () => {
  it("begins with the answer, and draws each step", () => {
    const text = page(CAPACITY);
    expect(text).toContain("It takes 142 operations/s (131 to 150)</b>, with the mix school-day.");
    expect(text.match(/<circle /g)).toHaveLength(4);
    expect(text.match(/class="held"/g)).toHaveLength(2);
    expect(text.match(/class="knee"/g)).toHaveLength(2);
    expect(text.match(/class="limit"/g)).toHaveLength(1);
    expect(text).not.toContain("NaN");
    expect(text).not.toContain("<late>");
    expect(text).toMatch(/&(lt|#60);late/);
  });

  it("puts higher rates to the right and higher latencies above", () => {
    const text = page(CAPACITY);
    const latency = text.slice(text.lastIndexOf("p95 against rate"));
    const [low, high] = [...latency.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(high?.[0]).toBeGreaterThan(low?.[0] as number);
    expect(high?.[1]).toBeLessThan(low?.[1] as number);
  });

  it("leaves out what has no answers, and drawings without any step", () => {
    const none = { ...STEP, donePerSecond: 0, p95Ms: Number.NaN, held: false, state: "late" };
    const { low: _low, high: _high, p95LimitMs: _limit, ...rest } = CAPACITY;
    const text = page({ ...rest, answer: "at-most", steps: [none] });
    expect(text).not.toContain("<svg");
    expect(text).not.toContain("NaN");
  });

  it("is absent in other phases", () => {
    expect(capacitySection(READWRITE_SUMMARY)).toBeUndefined();
  });

  it("is in summary.md too", () => {
    const markdown = summaryMarkdown({ ...READWRITE_SUMMARY, capacity: CAPACITY });
    expect(markdown).toMatch(/^It takes 142 operations\/s .*131 to 150/m);
    expect(markdown).toMatch(/^\| 2 \| 160 \| 141 \| 2\.10 s \| 0 \| &#60;late&#62; &#38; slow \|$/m);
  });
});
