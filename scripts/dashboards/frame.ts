/** What all dashboards share: variables, annotations, names, and the links between them. */

import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATASOURCE } from "./panels.ts";

const ALL = { text: "All", value: "$__all", selected: true };

const TAG = "edfi-dms-load-test";

/** @param name of the file, and part of the address in Grafana */
export function dashboard(name: string, title: string, description: string): DashboardBuilder {
  return new DashboardBuilder(`Ed-Fi load test: ${title}`)
    .uid(`edfi-load-test-${name}`)
    .description(description)
    .tags([TAG])
    .time({ from: "now-1h", to: "now" })
    .refresh("10s")
    .timezone("browser")
    .editable()
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder("Load test")
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .withVariable(new DatasourceVariableBuilder("datasource").label("Prometheus").type("prometheus"))
    .withVariable(
      labelValues("profile", "Profile", "label_values(dms_run_info, profile)")
        .includeAll(true)
        .allValue(".*")
        .current(ALL),
    );
}

/** The newest run comes first: their names begin with the time. */
export function runVariable(name: string, label: string): QueryVariableBuilder {
  return labelValues(name, label, 'label_values(dms_run_info{profile=~"$profile"}, run)').sort(
    VariableSort.AlphabeticalDesc,
  );
}

/** Any number of values, all of them at first. */
export function choiceVariable(name: string, label: string, query: string): QueryVariableBuilder {
  return labelValues(name, label, query).multi(true).includeAll(true).allValue(".*").current(ALL);
}

/** Exactly one value. */
export function labelValues(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATASOURCE)
    .query({ query, refId: name })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
}

export const PHASES_OF_RUN = 'label_values(dms_run_info{run="$run"}, phase)';

/** When each phase ran, as a band; and the moment in which a stop rule ended it. */
export function annotations(): AnnotationQueryBuilder[] {
  const stopped = 'dms_run_stop_rule{run="$run"}';
  return [
    annotation("Phases", "blue", 'dms_run_active{run="$run"} == 1', "{{phase}}"),
    // Without the second half a point would count for five minutes.
    annotation("Stop rules", "red", `${stopped} and timestamp(${stopped}) > time() - 10`, "stopped by {{rule}}"),
  ];
}

function annotation(name: string, color: string, expr: string, title: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor(color)
    .expr(expr)
    .titleFormat(title)
    .step("5s");
}
