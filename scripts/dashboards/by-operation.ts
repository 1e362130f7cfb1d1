/** One run by resource and operation. */

import type { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { annotations, choiceVariable, dashboard, PHASES_OF_RUN, runVariable } from "./frame.ts";
import { bars, table, timeSeries } from "./panels.ts";
import { CALLS, failures, ofBusiest, perSecond, responseTime, responseTimeNow, total } from "./queries.ts";

const SELECTED = `${CALLS}, resource=~"$resource", op=~"$operation"`;
const KEYS = ["resource", "op"];
const BY = "resource, op";
const LEGEND = "{{op}} {{resource}}";

export function byOperation(): DashboardBuilder {
  const labelsOf = (label: string): string => `label_values(k6_http_reqs_total{${CALLS}}, ${label})`;
  return dashboard("by-operation", "by resource and operation", "One run, split by resource and operation.")
    .withVariable(runVariable("run", "Run"))
    .withVariable(choiceVariable("phase", "Phase", PHASES_OF_RUN))
    .withVariable(choiceVariable("resource", "Resource", labelsOf("resource")))
    .withVariable(choiceVariable("operation", "Operation", labelsOf("op")))
    .annotations(annotations())
    .withPanel(
      table(
        {
          title: "Operations",
          description:
            "Totals of the run. Response times are percentiles of the whole run; for several HTTP statuses, the highest value.",
        },
        KEYS,
        [
          { expr: total("http_reqs", BY, SELECTED), legend: "requests" },
          { expr: failures(BY, SELECTED), legend: "failures" },
          { expr: responseTime("0.5", BY, SELECTED), legend: "median", unit: "s" },
          { expr: responseTime("0.95", BY, SELECTED), legend: "p95", unit: "s" },
          { expr: responseTime("0.99", BY, SELECTED), legend: "p99", unit: "s" },
        ],
      ),
    )
    .withPanel(
      bars(
        { title: "Slowest", description: "The 15 highest p95 of the run.", unit: "s" },
        { expr: `sort_desc(topk(15, ${responseTime("0.95", BY, SELECTED)}))`, legend: LEGEND },
      ),
    )
    .withPanel(
      bars(
        { title: "Most requests", description: "The 15 operations with the most requests." },
        { expr: `sort_desc(topk(15, ${total("http_reqs", BY, SELECTED)}))`, legend: LEGEND },
      ),
    )
    .withPanel(
      timeSeries({ title: "Requests", description: "The ten busiest selected operations.", unit: "reqps" }, [
        { expr: ofBusiest(perSecond("http_reqs", BY, SELECTED), SELECTED), legend: LEGEND },
      ]),
    )
    .withPanel(
      timeSeries(
        {
          title: "Response time, p95",
          description:
            "The ten busiest selected operations, over the run so far. With native histograms: over the last few seconds.",
          unit: "s",
        },
        [{ expr: ofBusiest(responseTimeNow("0.95", BY, SELECTED), SELECTED), legend: LEGEND }],
      ),
    );
}
