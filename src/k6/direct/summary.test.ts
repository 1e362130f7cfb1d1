import { describe, expect, it } from "vitest";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { ITEMS_DONE, REPEATS } from "../../lib/contracts/metrics.ts";
import type { SummaryData } from "./summary.ts";

useFakeK6();

const load = () => import("./summary.ts");
const DATA = {
  metrics: {
    http_reqs: { type: "counter", values: { count: 120 } },
    checks: { type: "rate", values: { passes: 98, fails: 2 }, thresholds: { "rate==1": { ok: false } } },
    http_req_duration: {
      type: "trend",
      values: { med: 4.25, "p(95)": 9.5 },
      thresholds: { "p(95)<10": { ok: true } },
    },
  },
  state: { testRunDurationMs: 2500 },
  setup_data: { token: "secret" },
} satisfies SummaryData & { setup_data: unknown };

describe("the end of a run", () => {
  it("is a few lines for a person, with the thresholds that do not hold", async () => {
    const { writeSummary } = await startVu(load);
    expect(writeSummary("smoke", DATA, ["items     3 of 4"])).toEqual({
      stdout: [
        "FAIL smoke: 120 requests in 2.5 s",
        "  items     3 of 4",
        "  checks    98 passed, 2 failed",
        "  response  median 4.3 ms, p95 9.5 ms",
        "  broken    checks rate==1",
        "",
      ].join("\n"),
    });
  });

  it("names the repeats, by what they followed", async () => {
    const { repeatThresholds, writeSummary } = await startVu(load);
    const counts = { [REPEATS]: 12, [`${REPEATS}{outcome:throttled}`]: 2, [`${REPEATS}{outcome:unavailable}`]: 10 };
    const metrics = Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [name, { type: "counter", values: { count } }]),
    );
    expect(Object.keys(repeatThresholds())).toEqual(expect.arrayContaining(Object.keys(metrics).slice(1)));
    expect(writeSummary("load", { ...DATA, metrics: { ...DATA.metrics, ...metrics } }).stdout).toContain(
      "\n  repeats   12 (10.0 % of requests), after status 5xx: 10, status 429: 2\n",
    );
  });

  it("is inconclusive where a readwrite run did little, and nothing wrong", async () => {
    const { writeSummary } = await startVu(load);
    const few = (count: number) => ({
      ...DATA,
      metrics: { [ITEMS_DONE]: { type: "counter", values: { count }, thresholds: { "count>=30": { ok: false } } } },
    });
    expect(writeSummary("readwrite", few(29)).stdout).toMatch(/^INCONCLUSIVE readwrite: /);
    expect(writeSummary("readwrite", few(0)).stdout).toMatch(/^FAIL readwrite: /);
    const failed = { ...few(29).metrics, checks: DATA.metrics.checks };
    expect(writeSummary("readwrite", { ...DATA, metrics: failed }).stdout).toMatch(/^FAIL readwrite: /);
    expect(writeSummary("smoke", few(1)).stdout).toMatch(/^FAIL smoke: /);
  });

  it("passes when every threshold holds, also where nothing was measured", async () => {
    const { writeSummary } = await startVu(load);
    const { stdout } = writeSummary("load", { metrics: {}, state: { testRunDurationMs: 0 }, setup_data: {} });
    expect(stdout).toMatch(/^PASS load: 0 requests in 0\.0 s\n/);
  });

  it("fails with the reason when a VU ended the run", async () => {
    const { writeSummary } = await startVu(load);
    const root_group = { checks: [{ name: "ended: TypeError: no (load.js:5:48)" }] };
    expect(writeSummary("load", { ...DATA, metrics: {}, root_group }).stdout).toMatch(
      /^FAIL load: .*\n {2}reason {4}TypeError: no \(load\.js:5:48\)\n/,
    );
  });

  it("fails with the reason when setup() did", async () => {
    const { writeSummary } = await startVu(load);
    const root_group = {
      checks: [{ name: "other" }],
      groups: [{ checks: [{ name: "setup: the client is refused" }] }],
    };
    const nothing = { metrics: {}, state: { testRunDurationMs: 0 } };
    expect(writeSummary("load", { ...nothing, root_group }).stdout).toMatch(
      /^FAIL load: .*\n {2}reason {4}the client is refused\n/,
    );
    expect(writeSummary("load", nothing).stdout).toContain("setup() did not finish");
  });
});
