/** Two runs side by side, a base and another one. `npm run compare` shows whether a difference is significant. */

import type { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { dashboard, labelValues, runVariable } from "./frame.ts";
import { bars, type Query, stat, table, verdict } from "./panels.ts";
import { COUNTED, failures, last, responseTime, total } from "./queries.ts";

const CALLED = `phase="$phase", ${COUNTED}`;
const BASE = `run="$base", ${CALLED}`;
const RUN = `run="$run", ${CALLED}`;
const BY = "resource, op";

export function compareRuns(): DashboardBuilder {
  const board = dashboard("compare-runs", "compare two runs", "A baseline and a run side by side, by operation.")
    .time({ from: "now-7d", to: "now" })
    .refresh("")
    .withVariable(runVariable("base", "Baseline"))
    .withVariable(runVariable("run", "Run"))
    .withVariable(labelValues("phase", "Phase", 'label_values(dms_run_info{run=~"$base|$run"}, phase)'));
  return addOperations(addFigures(board));
}

function both(name: string, more = ""): Query[] {
  return ["base", "run"].map((which) => ({
    expr: last(name, more, `run="$${which}", phase="$phase"`),
    legend: which,
  }));
}

function addFigures(board: DashboardBuilder): DashboardBuilder {
  const seconds = { unit: "s", description: "Over all requests of the run." };
  const quantile = (value: string): string => `quantile="${value}", window="run"`;
  return board
    .withPanel(verdict(both("verdict")))
    .withPanel(stat({ title: "Requests", description: "Including retries." }, both("requests")))
    .withPanel(
      stat(
        { title: "Requests per second", description: "Mean over the measured time.", unit: "reqps" },
        both("mean_requests_per_second"),
      ),
    )
    .withPanel(stat({ title: "Response time, median", ...seconds }, both("response_seconds", quantile("0.5"))))
    .withPanel(stat({ title: "Response time, p95", ...seconds }, both("response_seconds", quantile("0.95"))))
    .withPanel(stat({ title: "Failures", description: "Items and calls that failed." }, both("failures")));
}

function addOperations(board: DashboardBuilder): DashboardBuilder {
  const p95 = (selector: string): string => `(${responseTime("0.95", BY, selector)})`;
  const change = `${p95(RUN)} / (${p95(BASE)} > 0) - 1`;
  return board
    .withPanel(
      bars(
        {
          title: "Slower than the baseline",
          description: "The 15 largest changes of p95. Changes with few requests are not significant.",
          unit: "percentunit",
        },
        { expr: `sort_desc(topk(15, ${change}))`, legend: "{{op}} {{resource}}" },
        24,
      ),
    )
    .withPanel(
      table(
        { title: "Operations", description: "Both runs. The change is empty for operations that are in one run only." },
        ["resource", "op"],
        [
          { expr: total("http_reqs", BY, BASE), legend: "requests, baseline" },
          { expr: total("http_reqs", BY, RUN), legend: "requests, run" },
          { expr: failures(BY, BASE), legend: "failures, baseline" },
          { expr: failures(BY, RUN), legend: "failures, run" },
          { expr: responseTime("0.95", BY, BASE), legend: "p95, baseline", unit: "s" },
          { expr: responseTime("0.95", BY, RUN), legend: "p95, run", unit: "s" },
          { expr: change, legend: "change of p95", unit: "percentunit" },
        ],
      ),
    );
}
