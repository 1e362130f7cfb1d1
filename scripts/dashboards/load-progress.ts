/** How far a load is, and what is still missing. */

import { type DashboardBuilder, RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { annotations, dashboard, runVariable } from "./frame.ts";
import { stat, table, timeSeries, verdict } from "./panels.ts";
import { last } from "./queries.ts";

const LOAD = 'run="$run", phase="load"';

export function loadProgress(): DashboardBuilder {
  const board = dashboard("load-progress", "load progress", "Progress of a load by resource and dependency level.")
    .withVariable(runVariable("run", "Run"))
    .annotations(annotations());
  return addResources(addCourse(addFigures(board)));
}

function end(name: string): string {
  return last(name, "", LOAD);
}

function addFigures(board: DashboardBuilder): DashboardBuilder {
  return board
    .withPanel(verdict([{ expr: end("verdict"), legend: "verdict" }]))
    .withPanel(
      stat({ title: "Done", description: "Share of the plan.", unit: "percentunit" }, [
        { expr: end("progress_share"), legend: "done" },
      ]),
    )
    .withPanel(
      stat(
        { title: "Items", description: "Planned, and created or already present; during the run, since this start." },
        [
          { expr: end("items_planned"), legend: "planned" },
          { expr: end("items_done"), legend: "done" },
        ],
      ),
    )
    .withPanel(
      stat(
        { title: "Missing", description: "Planned items that are not done. After the run, its data file lists them." },
        [{ expr: end("items_missing"), legend: "missing" }],
      ),
    )
    .withPanel(
      stat({ title: "Retries", description: "Requests that were retried; known at the end of the run." }, [
        { expr: end("repeats"), legend: "repeats" },
      ]),
    )
    .withPanel(
      stat({ title: "Time left", description: "Last estimate.", unit: "s" }, [
        { expr: end("seconds_left"), legend: "time left" },
      ]),
    );
}

function addCourse(board: DashboardBuilder): DashboardBuilder {
  return board
    .withRow(new RowBuilder("Course"))
    .withPanel(
      timeSeries({ title: "Items", description: "Since this start." }, [
        { expr: `dms_run_items_planned{${LOAD}}`, legend: "planned" },
        { expr: `dms_run_items_done{${LOAD}}`, legend: "done" },
      ]),
    )
    .withPanel(
      timeSeries({ title: "Pace", description: "Items per second.", unit: "ops" }, [
        { expr: `dms_run_items_per_second{${LOAD}}`, legend: "items" },
      ]),
    )
    .withPanel(
      timeSeries(
        { title: "Dependency level", description: "Items of a level are sent after the items they refer to." },
        [
          { expr: `dms_run_level{${LOAD}}`, legend: "now" },
          { expr: `dms_run_levels{${LOAD}}`, legend: "of" },
        ],
      ),
    )
    .withPanel(
      timeSeries(
        { title: "Failed items", description: "Over the run so far. The failures are in errors.ndjson of the run." },
        [{ expr: `dms_run_failures{${LOAD}}`, legend: "failed" }],
      ),
    );
}

function addResources(board: DashboardBuilder): DashboardBuilder {
  const planned = `max by (resource) (${end("resource_items_planned")})`;
  const done = `max by (resource) (${end("resource_items_done")})`;
  return board.withRow(new RowBuilder("Resources")).withPanel(
    table(
      { title: "Resources", description: "Planned and done items per resource." },
      ["resource"],
      [
        { expr: planned, legend: "planned" },
        { expr: done, legend: "done" },
        { expr: `${planned} - ${done}`, legend: "missing" },
        { expr: `${done} / ${planned}`, legend: "share", unit: "percentunit" },
      ],
    ),
  );
}
