/** Panels in one quiet style: thin lines, few colours, a legend below; colour means good or bad only where a word says so too. */

import { type PanelBuilder as BarBuilder, PanelBuilder as Bars } from "@grafana/grafana-foundation-sdk/bargauge";
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  type DataSourceRef,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as Stat } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as Table } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TimeSeries } from "@grafana/grafana-foundation-sdk/timeseries";

export const DATASOURCE: DataSourceRef = { type: "prometheus", uid: "$datasource" };

/** As often as k6 and the runner write by default: `$__rate_interval` then spans four points. */
const WRITE_INTERVAL = "5s";

export interface Query {
  readonly expr: string;
  readonly legend: string;
}

export interface PanelText {
  readonly title: string;
  readonly description: string;
  /** A unit of Grafana: `s`, `reqps`, `percentunit`, `bytes`, `short`. */
  readonly unit?: string;
}

/** One number, or one for each phase. */
export function stat(text: PanelText, queries: readonly Query[], span = 4): Stat {
  return described(new Stat(), text)
    .height(4)
    .span(span)
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.None)
    .textMode(BigValueTextMode.Auto)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .noValue("not yet")
    .targets(queries.map((query, index) => target(query, index).instant()));
}

/** The verdict in words. */
export function verdict(queries: readonly Query[], span = 4): Stat {
  const text = { title: "Verdict", description: "Set at the end of the run. The reasons are in the report." };
  return stat(text, queries, span)
    .colorMode(BigValueColorMode.Value)
    .mappings([
      {
        type: MappingType.ValueToText,
        options: {
          "0": { text: "PASS", color: "green", index: 0 },
          "1": { text: "FAIL", color: "red", index: 1 },
          "2": { text: "INVALID", color: "orange", index: 2 },
          "3": { text: "ABORTED", color: "red", index: 3 },
          "4": { text: "INCONCLUSIVE", color: "orange", index: 4 },
        },
      },
    ]);
}

export function timeSeries(text: PanelText, queries: readonly Query[], span = 12): TimeSeries {
  return described(new TimeSeries(), text)
    .height(8)
    .span(span)
    .min(0)
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Never)
    .lineInterpolation(LineInterpolation.Linear)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(queries.map((query, index) => target(query, index).range()));
}

/** Bars from the longest to the shortest. */
export function bars(text: PanelText, query: Query, span = 12): BarBuilder {
  return described(new Bars(), text)
    .height(10)
    .span(span)
    .displayMode(BarGaugeDisplayMode.Basic)
    .orientation(VizOrientation.Horizontal)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor("blue"))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .targets([target(query, 0).instant()]);
}

export interface Column extends Query {
  readonly unit?: string;
}

/** One row for each set of `keys`, one column for each query; `legend` is the head of the column. */
export function table(text: PanelText, keys: readonly string[], columns: readonly Column[], height = 12): Table {
  const names = columns.map(({ legend }, index) => [`Value #${letter(index)}`, legend] as const);
  const panel = described(new Table(), text)
    .height(height)
    .span(24)
    .targets(columns.map((column, index) => target(column, index).instant().format(PromQueryFormat.Table)))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries([...keys, ...names.map(([name]) => name)].map((name, index) => [name, index])),
        renameByName: Object.fromEntries(names),
      },
    })
    .filterable(true);
  for (const { legend, unit } of columns) {
    if (unit !== undefined) panel.overrideByName(legend, [{ id: "unit", value: unit }]);
  }
  return panel;
}

/** Green up to a bound, orange and red above. */
export function limits(orange: number, red: number): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: "green" },
    { value: orange, color: "orange" },
    { value: red, color: "red" },
  ]);
}

function target({ expr, legend }: Query, index: number): DataqueryBuilder {
  return new DataqueryBuilder().refId(letter(index)).expr(expr).legendFormat(legend).interval(WRITE_INTERVAL);
}

interface Describable {
  title(title: string): this;
  description(description: string): this;
  unit(unit: string): this;
  datasource(datasource: DataSourceRef): this;
}

function described<Panel extends Describable>(panel: Panel, { title, description, unit }: PanelText): Panel {
  return panel
    .title(title)
    .description(description)
    .unit(unit ?? "short")
    .datasource(DATASOURCE);
}

function letter(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}
