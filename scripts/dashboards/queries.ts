/**
 * The queries of the dashboards. k6's own series (`k6_*`) are split by resource, operation and status; the runner's (`dms_run_*`)
 * hold outcomes and the figures of a run as a whole. A run is over soon, so its result is the last value within the time shown.
 */

import { PREPARE, READ_BACK } from "../../src/lib/contracts/journal/operation-line.ts";
import { WARM_UP_TAG } from "../../src/lib/contracts/metrics.ts";

/** Everything of the chosen run and phases; `phase` is several for a full run. */
export const CHOSEN = 'run="$run", phase=~"$phase"';

/** Requests that count: without discovery of the target by setup(), without warm-up and what is apart from the mix. */
export const COUNTED = `op!~"|${[WARM_UP_TAG, PREPARE, READ_BACK].join("|")}", resource!="discovery"`;

/** What k6 did on resources. */
export const CALLS = `${CHOSEN}, ${COUNTED}`;

/** Last value of one of the runner's figures. */
export function last(figure: string, more = "", chosen = CHOSEN): string {
  return `last_over_time(dms_run_${figure}{${chosen}${more === "" ? "" : `, ${more}`}}[$__range])`;
}

/** The runner's figure as it went. */
export function figure(name: string, more = ""): string {
  return `dms_run_${name}{${CHOSEN}${more === "" ? "" : `, ${more}`}}`;
}

/** By second, of one of k6's counters. */
export function perSecond(counter: string, by: string, selector: string): string {
  return `sum by (${by}) (rate(k6_${counter}_total{${selector}}[$__rate_interval]))`;
}

export function total(counter: string, by: string, selector: string): string {
  return `sum by (${by}) (last_over_time(k6_${counter}_total{${selector}}[$__range]))`;
}

/** Failed items and calls, which the runner counts. */
export function failures(by: string, selector: string): string {
  return `sum by (${by}) (last_over_time(dms_run_resource_failures{${selector}}[$__range]))`;
}

export type Quantile = "0.5" | "0.95" | "0.99";
const STATS: Readonly<Record<Quantile, string>> = { "0.5": "med", "0.95": "p95", "0.99": "p99" };

/**
 * Response time of the whole run: from native histograms where the run wrote such, else k6's own percentile. That one is by HTTP
 * status too, and percentiles cannot be put together: the highest is shown. Prometheus 2.42 has no `last_over_time` of histograms;
 * there the newest of the last five minutes must do.
 */
export function responseTime(quantile: Quantile, by: string, selector: string): string {
  const series = `k6_http_req_duration_seconds{${selector}}`;
  const stat = `max by (${by}) (last_over_time(k6_http_req_duration_${STATS[quantile]}{${selector}}[$__range]))`;
  const histograms = [`last_over_time(${series}[$__range])`, series];
  return [...histograms.map((each) => `histogram_quantile(${quantile}, sum by (${by}) (${each}))`), stat].join(" or ");
}

/** The same as it went: of the last moments with native histograms, else of the run so far. */
export function responseTimeNow(quantile: Quantile, by: string, selector: string): string {
  const histogram = `sum by (${by}) (rate(k6_http_req_duration_seconds{${selector}}[$__rate_interval]))`;
  const stat = `max by (${by}) (k6_http_req_duration_${STATS[quantile]}{${selector}})`;
  return `histogram_quantile(${quantile}, ${histogram}) or ${stat}`;
}

/** Only the ten busiest of the whole time shown: the same ones at each moment. */
export function ofBusiest(query: string, selector: string): string {
  const busiest = `topk(10, sum by (resource, op) (last_over_time(k6_http_reqs_total{${selector}}[$__range] @ end())))`;
  return `(${query}) and on (resource, op) ${busiest}`;
}
