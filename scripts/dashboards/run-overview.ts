/** One run at a glance: verdict, work, errors, and the cost for the generator. */

import { type DashboardBuilder, RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { annotations, choiceVariable, dashboard, PHASES_OF_RUN, runVariable } from "./frame.ts";
import { limits, stat, timeSeries, verdict } from "./panels.ts";
import { CALLS, CHOSEN, figure, last, perSecond } from "./queries.ts";

export function runOverview(): DashboardBuilder {
  const board = dashboard(
    "run-overview",
    "run overview",
    "One run: verdict, throughput, response times, failures, generator.",
  )
    .withVariable(runVariable("run", "Run"))
    .withVariable(choiceVariable("phase", "Phase", PHASES_OF_RUN))
    .annotations(annotations());
  return addGenerator(addTarget(addFigures(board)));
}

const PHASE = "{{phase}}";

function addFigures(board: DashboardBuilder): DashboardBuilder {
  return board
    .withPanel(verdict([{ expr: last("verdict"), legend: PHASE }]))
    .withPanel(
      stat(
        { title: "Done", description: "Items of a load, or elapsed time of a readwrite phase.", unit: "percentunit" },
        [{ expr: last("progress_share"), legend: PHASE }],
      ),
    )
    .withPanel(
      stat({ title: "Requests", description: "Sent by k6, including retries." }, [
        { expr: last("requests"), legend: PHASE },
      ]),
    )
    .withPanel(
      stat({ title: "Response time, p95", description: "Over all requests of the run.", unit: "s" }, [
        { expr: last("response_seconds", 'quantile="0.95", window="run"'), legend: PHASE },
      ]),
    )
    .withPanel(
      stat({ title: "Failures", description: "Items and calls that failed; retries are not counted." }, [
        { expr: last("failures"), legend: PHASE },
      ]),
    )
    .withPanel(
      stat({ title: "Time", description: "Since k6 started.", unit: "s" }, [
        { expr: last("elapsed_seconds"), legend: PHASE },
      ]),
    );
}

function addTarget(board: DashboardBuilder): DashboardBuilder {
  return board
    .withRow(new RowBuilder("Target"))
    .withPanel(
      timeSeries(
        {
          title: "Requests by operation",
          description: "Without warm-up, reads before updates and reads that prove writes.",
          unit: "reqps",
        },
        [{ expr: perSecond("http_reqs", "op", CALLS), legend: "{{op}}" }],
      ),
    )
    .withPanel(
      timeSeries(
        { title: "Response time", description: "Percentiles of the last 10 s, over all requests.", unit: "s" },
        [{ expr: figure("response_seconds", 'window="10s"'), legend: "{{phase}} p{{quantile}}" }],
      ),
    )
    .withPanel(
      timeSeries({ title: "Outcomes", description: "Final outcomes of items and calls.", unit: "ops" }, [
        { expr: `sum by (outcome) (rate(dms_run_outcomes{${CHOSEN}}[$__rate_interval]))`, legend: "{{outcome}}" },
      ]),
    )
    .withPanel(
      timeSeries(
        { title: "HTTP status", description: "Every response, including retries; 0 is no response.", unit: "reqps" },
        [{ expr: perSecond("http_reqs", "status", CHOSEN), legend: "{{status}}" }],
      ),
    );
}

function addGenerator(board: DashboardBuilder): DashboardBuilder {
  return board
    .withRow(new RowBuilder("Generator"))
    .withPanel(
      timeSeries(
        {
          title: "CPU of k6",
          description: "Share of the cores it may use. The run is invalid if this is above 80 % for 10 s.",
          unit: "percentunit",
        },
        [{ expr: figure("generator_cpu_share"), legend: PHASE }],
        6,
      )
        .max(1)
        .thresholds(limits(0.6, 0.8)),
    )
    .withPanel(
      timeSeries(
        { title: "Memory of k6", description: "Resident memory.", unit: "bytes" },
        [{ expr: figure("generator_memory_bytes"), legend: PHASE }],
        6,
      ),
    )
    .withPanel(
      timeSeries({ title: "VUs", description: "Active VUs of k6." }, [{ expr: figure("vus"), legend: PHASE }], 6),
    )
    .withPanel(
      stat(
        { title: "Tokens", description: "Tokens issued to the run: one per token lifetime." },
        [
          { expr: last("tokens_issued"), legend: "issued, {{phase}}" },
          { expr: last("tokens_refused"), legend: "refused, {{phase}}" },
        ],
        3,
      ).height(8),
    )
    .withPanel(
      stat(
        { title: "Warnings", description: "The warnings are in the report." },
        [{ expr: last("warnings"), legend: PHASE }],
        3,
      ).height(8),
    );
}
