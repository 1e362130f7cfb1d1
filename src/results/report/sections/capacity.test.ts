import { describe, expect, it } from "vitest";
import { READWRITE_SUMMARY } from "../../../../test/golden/sample-run.ts";
import { binOf } from "../../../lib/measure/latency-bins.ts";
import type { CapacityResult, RunSummary } from "../../run-summary.ts";
import { LatencyHistogram } from "../../stats/latency-histogram.ts";
import { summaryMarkdown } from "../markdown.ts";
import { capacitySection } from "./capacity.ts";
import { head, keyFigures } from "./head.ts";

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

const about = (value: number) => ({ value, low: 0.9 * value, high: 1.1 * value });
const BY_USERS: CapacityResult = {
  ...CAPACITY,
  by: "users",
  users: 8,
  steps: [
    { ...STEP, users: 1, margin: 0.5 },
    { ...STEP, users: 8, margin: 6, donePerSecond: 142 },
  ],
  scalability: {
    perUser: about(10),
    contention: about(0.1),
    coherency: about(0.01),
    peakUsers: about(9.9),
    peakPerSecond: about(150),
    rSquared: 0.99,
    isFollowed: true,
    curve: [
      { users: 1, ...about(10) },
      { users: 8, ...about(142), high: Number.POSITIVE_INFINITY },
    ],
  },
};

function page(capacity: CapacityResult): string {
  return capacitySection({ ...READWRITE_SUMMARY, capacity } as RunSummary)?.body.text ?? "";
}

describe("the capacity section", () => {
  it("begins with the answer, and draws each step", () => {
    const text = page(CAPACITY);
    expect(text).toContain("<p>With the mix school-day, <b>it takes 142 operations/s (131 to 150)</b>.</p>");
    expect(text.match(/<circle /g)).toHaveLength(4);
    expect(text.match(/class="held"/g)).toHaveLength(2);
    expect(text.match(/class="knee"/g)).toHaveLength(2);
    expect(text.match(/class="limit"/g)).toHaveLength(1);
    expect(text).not.toContain("NaN");
    expect(text).not.toContain("<late>");
    expect(text).toMatch(/&(lt|#60);late/);
  });

  it("says without a pointer what its lines and points are", () => {
    const text = page(CAPACITY);
    expect(text).toContain("Each point is a step: filled where it held, hollow where it did not.");
    expect(text).toContain(">knee 142</text>");
    expect(text).toContain(">limit 500 ms</text>");
    expect(text).toContain(">requested rate, operations/s</text>");
    expect(page(BY_USERS)).toMatch(/>knee 8<\/text>.*>users<\/text>/s);
  });

  it("without a mix, does not name one", () => {
    const { mix: _, ...summary } = READWRITE_SUMMARY;
    expect(capacitySection({ ...summary, capacity: CAPACITY })?.body.text).toMatch(/^<p><b>It takes 142 /);
  });

  it("puts higher rates to the right and higher latencies above", () => {
    const text = page(CAPACITY);
    const latency = text.slice(text.lastIndexOf("p95 against rate"));
    const [low, high] = [...latency.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(high?.[0]).toBeGreaterThan(low?.[0] as number);
    expect(high?.[1]).toBeLessThan(low?.[1] as number);
  });

  it("by users, draws the fitted law with its interval below the steps", () => {
    const text = page(BY_USERS);
    expect(text.match(/<circle /g)).toHaveLength(4);
    expect(text.match(/<polyline class="law"/g)).toHaveLength(1);
    expect(text.match(/<polygon class="band"/g)).toHaveLength(1);
    expect(text).toContain("Throughput against users, /s");
    expect(text).toContain("contention 10.0 % (9.00 % to 11.0 %)");
    expect(text).toContain("predicted peak at 10 users (9 to 11)");
    expect(text).toMatch(/>142 ± 6</);
    // One user is at the left, the most users of the curve at the right, and its value between the ends of the interval.
    const [, line = ""] = /class="law" points="([^"]+)"/.exec(text) ?? [];
    const [, band = ""] = /class="band" points="([^"]+)"/.exec(text) ?? [];
    const places = (points: string) => points.split(" ").map((point) => point.split(",").map(Number));
    const [first = [], last = []] = places(line);
    const [high = [], , , low = []] = places(band);
    expect(last[0]).toBeGreaterThan(first[0] as number);
    expect(high[1]).toBeLessThan(first[1] as number);
    expect(low[1]).toBeGreaterThan(first[1] as number);
    expect(text).not.toMatch(/NaN|Infinity/);
  });

  it("by users, draws no law that the steps do not follow", () => {
    const { scalability } = BY_USERS;
    const text = page({ ...BY_USERS, ...(scalability && { scalability: { ...scalability, isFollowed: false } }) });
    expect(text).not.toContain("polyline");
    expect(text).toContain("do not follow the scalability law");
  });

  it("names the limit only where there is one", () => {
    const { p95LimitMs: _limit, ...rest } = BY_USERS;
    expect(page(BY_USERS)).toContain("From when operations began; the limit is dashed");
    expect(page(rest)).toContain("From when operations began<");
  });

  it("says what the answer means for the rates that the user named", () => {
    const capacity = { ...CAPACITY, todayPerSecond: 40, needPerSecond: 120 };
    expect(page(capacity)).toContain("<li>Today: 40/s: it takes 3.55 times as much</li><li>Need: 120/s: met</li>");
    const markdown = summaryMarkdown({ ...READWRITE_SUMMARY, capacity });
    expect(markdown).toMatch(/^- today: 40\/s: it takes 3\.55 times as much\n- need: 120\/s: met$/m);
  });

  it("shows the answers for all mixes of a command", () => {
    const mixes: RunSummary["mixes"] = [
      { mix: "school-day", run: READWRITE_SUMMARY.run, answer: "knee", text: "", perSecond: 142, broke: "latency" },
      { mix: "reads", run: "other run", answer: "at-least", text: "", perSecond: 900, limitedBy: "generator" },
    ];
    const summary = { ...READWRITE_SUMMARY, capacity: CAPACITY, mixes };
    const text = capacitySection(summary)?.body.text ?? "";
    expect(text).toMatch(/<b>school-day<\/b>.*>142<.*>p95 was above its limit</);
    expect(text).toMatch(
      /<a href="..\/other%20run\/report.html">reads<\/a>.*>&gt;= 900<.*>the generator was the limit</,
    );
    expect(summaryMarkdown(summary)).toMatch(
      /^\| reads \| &#62;= 900 \| \\- \| \\- \| the generator was the limit \|$/m,
    );
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

  it("is in summary.md too, by users with the law", () => {
    const markdown = summaryMarkdown({ ...READWRITE_SUMMARY, capacity: BY_USERS });
    expect(markdown).toMatch(/^- predicted peak at 10 users/m);
    expect(markdown).toMatch(/^\| 2 \| 8 \| 142 \| 8\.00 ms \| 0 \| held \|$/m);
  });

  it("is in summary.md too", () => {
    const markdown = summaryMarkdown({ ...READWRITE_SUMMARY, capacity: CAPACITY });
    expect(markdown).toMatch(/^It takes 142 operations\/s .*131 to 150/m);
    expect(markdown).toMatch(/^\| 2 \| 160 \| 141 \| 2\.10 s \| 0 \| &#60;late&#62; &#38; slow \|$/m);
  });
});

describe("the distribution of latencies", () => {
  const texts = (ms: readonly number[]): string => {
    const histogram = new LatencyHistogram();
    for (const each of ms) histogram.add(binOf(each));
    return histogram.toText();
  };
  const [held, broken] = CAPACITY.steps as [CapacityResult["steps"][number], CapacityResult["steps"][number]];
  const slower = { ...held, askedPerSecond: 5, latencies: texts([1]) };
  const steps = [
    slower,
    { ...held, latencies: texts([4, 4, 4, 8]) },
    { ...broken, latencies: texts([400, 2000]) },
    { ...broken, askedPerSecond: 320, latencies: texts([9000]) },
  ];
  const drawn = (text: string): string => text.slice(text.indexOf("Latency distribution"));

  it("is that of the fastest step that held, and of the next one", () => {
    const text = drawn(page({ ...CAPACITY, steps }));
    expect([...text.matchAll(/class="bars (\w+)"/g)].map(([, kind]) => kind)).toEqual(["held", "broken"]);
    expect(text).toMatch(/10\/s requested, held: p50 \d\.\d\d ms, p95 \d\.\d\d ms/);
    expect(text).toMatch(/160\/s requested, did not hold: p50/);
    expect(text).toMatch(/class="limit"[^>]*><title>limit of p95: 500 ms</);
    expect(text).toMatch(/10\/s requested: at most 75\.0 % in one bar/);
  });

  it("has the limit between what held and what was too slow", () => {
    const text = drawn(page({ ...CAPACITY, steps }));
    const [right, left] = [...text.matchAll(/class="bars \w+" points="([^"]+)"/g)].map(([, points = ""]) =>
      points.split(" ").map((point) => Number(point.split(",")[0])),
    ) as [number[], number[]];
    const limit = Number(/class="limit" x1="([\d.]+)"/.exec(text)?.[1]);
    expect(Math.max(...right)).toBeLessThan(limit);
    expect(Math.max(...left)).toBeGreaterThan(limit);
  });

  it("is not that of a rate above the knee that held only once", () => {
    const lucky = { ...held, askedPerSecond: 150, latencies: texts([90]) };
    const text = drawn(page({ ...CAPACITY, steps: [...steps, lucky, { ...lucky, held: false, state: "late" }] }));
    expect(text).toMatch(/10\/s requested, held: p50/);
    expect(text).toMatch(/150\/s requested, did not hold: p50/);
    expect(text).not.toContain("150/s requested, held");
  });

  it("by users, is that of the users of the knee and of the next number", () => {
    const ofUsers = (users: number) => ({ ...held, users, latencies: texts([users]) });
    const text = drawn(page({ ...BY_USERS, users: 4, steps: [1, 8, 2, 4].map(ofUsers) }));
    expect([...text.matchAll(/>(\d) users?: at most 100 %/g)].map(([, users]) => users)).toEqual(["4", "8"]);
    expect([...text.matchAll(/class="bars (\w+)"/g)].map(([, kind]) => kind)).toEqual(["held", "next"]);
  });

  it("is left out where none was kept, or where it cannot be read", () => {
    expect(page(CAPACITY)).not.toContain("Latency distribution");
    expect(page({ ...CAPACITY, steps: [{ ...held, latencies: "?" }] })).not.toContain("Latency distribution");
  });
});

const bound = (answer: "at-least" | "at-most", perSecond: number): CapacityResult => ({
  answer,
  text: "",
  perSecond,
  steps: [],
});

it("the head of the page does not say the answer twice", () => {
  const said = "could not be measured: the generator was the limit";
  const capacity = { ...bound("at-least", 0), text: said };
  const text = head({ ...READWRITE_SUMMARY, verdict: "inconclusive", reasons: [said], capacity }).text;
  expect(text).toContain(`<p class="headline">The target ${said}</p>`);
  expect(text).not.toContain("<li>");
});

describe("the key figures of a capacity run", () => {
  it.each<[CapacityResult, string, string]>([
    [CAPACITY, "142 /s", "131 to 150"],
    [{ ...CAPACITY, confirmed: false }, "142 /s", "131 to 150, not confirmed"],
    [{ ...CAPACITY, low: 142 }, "142 /s", "too much at 150"],
    [BY_USERS, "142 /s", "131 to 150, with 8 users"],
    [{ ...bound("at-least", 900), users: 16 }, "\u2265 900 /s", "at least, with 16 users"],
    [bound("at-least", 0), "-", "no answer"],
    [
      { ...bound("at-least", 80), limitedBy: "target-stopped" },
      "\u2265 80.0 /s",
      "at least, then it stopped responding",
    ],
    [bound("at-most", 5), "< 5.00 /s", "no step held"],
  ])("begin with its answer: %j", (capacity, value, note) => {
    expect(keyFigures({ ...READWRITE_SUMMARY, capacity })[0]).toEqual({ name: "Knee", value, note });
  });

  it("have no average over steps that differ", () => {
    const names = keyFigures({ ...READWRITE_SUMMARY, capacity: CAPACITY }).map(({ name }) => name);
    expect(names).toEqual(["Knee", "Failed", "Checks passed"]);
  });
});
