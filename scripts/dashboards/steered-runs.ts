/** Runs that set the rate: what a capacity run, a soak or a spike found, and how the target followed. */

import { type DashboardBuilder, RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { annotations, choiceVariable, dashboard, PHASES_OF_RUN, runVariable } from "./frame.ts";
import { type Column, stat, table, timeSeries, verdict } from "./panels.ts";
import { figure, last } from "./queries.ts";

const PER_SECOND = "ops";

export function steeredRuns(): DashboardBuilder {
  const board = dashboard("steered-runs", "capacity, soak and spike", "What a run that sets the rate itself found.")
    .withVariable(runVariable("run", "Run"))
    .withVariable(choiceVariable("phase", "Phase", PHASES_OF_RUN))
    .annotations(annotations());
  return addTables(addPace(addAnswers(board)));
}

function addAnswers(board: DashboardBuilder): DashboardBuilder {
  return board
    .withPanel(verdict([{ expr: last("verdict"), legend: "verdict" }]))
    .withPanel(
      stat(
        {
          title: "Takes",
          description:
            "Operations per second of a capacity run: the knee with its interval, or the bound that is known.",
          unit: PER_SECOND,
        },
        [
          { expr: last("capacity_per_second"), legend: "{{answer}}" },
          { expr: last("capacity_low_per_second"), legend: "from" },
          { expr: last("capacity_high_per_second"), legend: "to" },
        ],
        8,
      ),
    )
    .withPanel(
      stat({ title: "Figures that drifted", description: "Of a soak; the table has their names." }, [
        { expr: `sum(${last("soak_drift")})`, legend: "drifted" },
      ]),
    )
    .withPanel(
      stat(
        {
          title: "Recovery",
          description: "Seconds from the end of a spike until the target was as before; nothing if it never was.",
          unit: "s",
        },
        [{ expr: last("spike_recovery_seconds"), legend: "recovery" }],
      ),
    )
    .withPanel(
      stat({ title: "Time left", description: "At most; a search may end before.", unit: "s" }, [
        { expr: last("seconds_left"), legend: "time left" },
      ]),
    );
}

function addPace(board: DashboardBuilder): DashboardBuilder {
  return board
    .withRow(new RowBuilder("Course"))
    .withPanel(
      timeSeries(
        {
          title: "Rate",
          description: "Operations that were asked for, and requests of the last 10 s.",
          unit: PER_SECOND,
        },
        [
          { expr: figure("asked_per_second"), legend: "requested" },
          { expr: figure("requests_per_second"), legend: "requests" },
        ],
      ),
    )
    .withPanel(
      timeSeries(
        {
          title: "Response time",
          description: "Percentiles of the last 10 s, from when operations were due.",
          unit: "s",
        },
        [{ expr: figure("response_seconds", 'window="10s"'), legend: "p{{quantile}}" }],
      ),
    );
}

function addTables(board: DashboardBuilder): DashboardBuilder {
  return board
    .withRow(new RowBuilder("Result"))
    .withPanel(
      table(
        { title: "Steps", description: "Of a capacity run, in their order." },
        ["step"],
        [
          column("step", "capacity_step_asked_per_second", "requested", PER_SECOND),
          column("step", "capacity_step_done_per_second", "done", PER_SECOND),
          column("step", "capacity_step_response_seconds", "p95", "s"),
          column("step", "capacity_step_failures", "failed"),
          column("step", "capacity_step_held", "held"),
        ],
      ),
    )
    .withPanel(
      table(
        { title: "Drift", description: "Figures of a soak that were tested: 1 drifted." },
        ["figure"],
        [column("figure", "soak_drift", "drift"), column("figure", "soak_drift_since_seconds", "since", "s")],
        8,
      ),
    )
    .withPanel(
      table(
        { title: "Spike", description: "Before, in and after it." },
        ["part"],
        [
          column("part", "spike_asked_per_second", "requested", PER_SECOND),
          ...["done", "failed", "missed"].map((result) =>
            column("part", "spike_operations", result, undefined, `result="${result}"`),
          ),
          column("part", "spike_response_seconds", "p95", "s"),
        ],
        8,
      ),
    );
}

function column(by: string, name: string, legend: string, unit?: string, more?: string): Column {
  const expr = `max by (${by}) (${last(name, more)})`;
  return { expr, legend, ...(unit === undefined ? {} : { unit }) };
}
