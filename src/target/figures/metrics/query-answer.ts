/** What a Prometheus server answers to an instant query, as figures. Pure. */

import { oneLine } from "../../../base/problem-details.ts";
import { asRecord, type JsonRecord, parseJson } from "../../../lib/edfi/json.ts";
import type { FigureValues } from "../../../results/figures/figure-values.ts";

export type QueryAnswer =
  | { readonly kind: "series"; readonly series: readonly Series[] }
  /** In one line. */
  | { readonly kind: "refused"; readonly why: string };

interface Series {
  /** `code=500,pod=dms-1`: without the name of the metric, sorted. Empty when there are none. */
  readonly labels: string;
  readonly value: number;
}

const LONGEST_LABELS = 120;
const LONGEST_ERROR = 200;

export function parseAnswer(status: number, text: string): QueryAnswer {
  const answer = asRecord(parseJson(text));
  const data = asRecord(answer?.data);
  if (answer?.status === "success" && data?.resultType === "vector" && Array.isArray(data.result))
    return { kind: "series", series: data.result.flatMap(readSeries) };
  if (answer?.status === "success" && data?.resultType === "scalar")
    return { kind: "series", series: readSeries({ value: data.result }) };
  return { kind: "refused", why: whyRefused(status, answer, data) };
}

function whyRefused(status: number, answer: JsonRecord | undefined, data: JsonRecord | undefined): string {
  if (answer?.status === "success")
    return `the answer is a ${String(data?.resultType)}, but a figure needs one value for each series`;
  if (typeof answer?.error === "string") return oneLine(answer.error, LONGEST_ERROR);
  return `status ${status}, and not the answer of a Prometheus server`;
}

/** Values that are no number, such as a quotient of zeros, are unknown. */
function readSeries(entry: unknown): readonly Series[] {
  const { metric, value } = asRecord(entry) ?? {};
  const number = Number(Array.isArray(value) ? value[1] : undefined);
  if (!Number.isFinite(number)) return [];
  const labels = Object.entries(asRecord(metric) ?? {}).filter(([name]) => name !== "__name__");
  const text = labels.map(([name, label]) => `${name}=${String(label)}`).toSorted();
  return [{ labels: oneLine(text.join(","), LONGEST_LABELS), value: number }];
}

/** Series of one query that are kept, in the order of their labels: as a rule the same ones each time. */
export const MOST_SERIES = 20;

/** @param isLabelled with labels also where there is only one series: earlier there were several */
export function seriesFigures(name: string, series: readonly Series[], isLabelled: boolean): FigureValues {
  const sorted = series.toSorted((one, other) => (one.labels < other.labels ? -1 : 1)).slice(0, MOST_SERIES);
  return Object.fromEntries(
    sorted.map(({ labels, value }) => [`metrics.${name}${isLabelled && labels !== "" ? `:${labels}` : ""}`, value]),
  );
}
