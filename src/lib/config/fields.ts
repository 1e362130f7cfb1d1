/**
 * The one table of settings. Help, docs, `.env.example`, validation and the types of the configuration come from it.
 * k6 bundles import only the groups they need, without the words, to stay small.
 */

import type { ConfigOf, Field, Setting, WordsOf } from "./field.ts";
import { CLEANUP_FIELDS, CLEANUP_WORDS } from "./fields/cleanup.ts";
import {
  CLIENT_SETUP_FIELDS,
  CLIENT_SETUP_WORDS,
  SETUP_CLIENT_FIELDS,
  SETUP_CLIENT_WORDS,
} from "./fields/client-setup.ts";
import {
  AGGREGATE_FIELDS,
  AGGREGATE_WORDS,
  BASELINE_FIELDS,
  BASELINE_WORDS,
  COMPARE_FIELDS,
  COMPARE_WORDS,
  TREND_FIELDS,
  TREND_WORDS,
} from "./fields/compare.ts";
import { DATASET_FIELDS, DATASET_RUNNER_FIELDS, DATASET_RUNNER_WORDS, DATASET_WORDS } from "./fields/dataset.ts";
import { FULL_FIELDS, FULL_WORDS } from "./fields/full.ts";
import { GENERAL_FIELDS, GENERAL_WORDS } from "./fields/general.ts";
import { LOAD_FIELDS, LOAD_WORDS } from "./fields/load.ts";
import { LOAD_RUNNER_FIELDS, LOAD_RUNNER_WORDS } from "./fields/load-runner.ts";
import { NOTIFY_COMMAND_FIELDS, NOTIFY_COMMAND_WORDS, NOTIFY_FIELDS, NOTIFY_WORDS } from "./fields/notify.ts";
import {
  CAPACITY_FIELDS,
  CAPACITY_WORDS,
  PACED_FIELDS,
  PACED_WORDS,
  SOAK_FIELDS,
  SOAK_WORDS,
  SPIKE_FIELDS,
  SPIKE_WORDS,
} from "./fields/paced.ts";
import { PROMETHEUS_FIELDS, PROMETHEUS_WORDS } from "./fields/prometheus.ts";
import {
  CLIENTS_FIELDS,
  CLIENTS_WORDS,
  MIX_COMMAND_FIELDS,
  MIX_COMMAND_WORDS,
  READWRITE_FIELDS,
  READWRITE_WORDS,
} from "./fields/readwrite.ts";
import { RESULTS_FIELDS, RESULTS_WORDS } from "./fields/results.ts";
import {
  DISTRIBUTE_FIELDS,
  DISTRIBUTE_WORDS,
  INSTANCES_FIELDS,
  INSTANCES_WORDS,
  RUNNER_FIELDS,
  RUNNER_WORDS,
} from "./fields/runner.ts";
import { SANDBOX_FIELDS, SANDBOX_WORDS } from "./fields/sandbox.ts";
import { SMOKE_FIELDS, SMOKE_WORDS } from "./fields/smoke.ts";
import {
  TARGET_FIELDS,
  TARGET_ROUTE_FIELDS,
  TARGET_ROUTE_WORDS,
  TARGET_WORDS,
  TENANTS_FIELDS,
  TENANTS_WORDS,
} from "./fields/target.ts";
import { TARGET_FIGURES_FIELDS, TARGET_FIGURES_WORDS } from "./fields/target-figures.ts";
import { WATCH_FIELDS, WATCH_WORDS } from "./fields/watch.ts";

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly Setting[];
}

export const FIELD_GROUPS: readonly FieldGroup[] = [
  group("Target", [...TARGET_FIELDS, ...TARGET_ROUTE_FIELDS], { ...TARGET_WORDS, ...TARGET_ROUTE_WORDS }),
  group("Several at once", TENANTS_FIELDS, TENANTS_WORDS),
  group("Dataset", [...DATASET_FIELDS, ...DATASET_RUNNER_FIELDS], { ...DATASET_WORDS, ...DATASET_RUNNER_WORDS }),
  group("Phases", FULL_FIELDS, FULL_WORDS),
  group("Smoke phase", SMOKE_FIELDS, SMOKE_WORDS),
  group("Load phase", [...LOAD_FIELDS, ...LOAD_RUNNER_FIELDS], { ...LOAD_WORDS, ...LOAD_RUNNER_WORDS }),
  group("Readwrite phase", [...READWRITE_FIELDS, ...CLIENTS_FIELDS], { ...READWRITE_WORDS, ...CLIENTS_WORDS }),
  group("Capacity phase", CAPACITY_FIELDS, CAPACITY_WORDS),
  group("Soak phase", SOAK_FIELDS, SOAK_WORDS),
  group("Spike phase", SPIKE_FIELDS, SPIKE_WORDS),
  group("Steered pace", PACED_FIELDS, PACED_WORDS),
  group("Mix from a log", MIX_COMMAND_FIELDS, MIX_COMMAND_WORDS),
  group("Several k6 instances", INSTANCES_FIELDS, INSTANCES_WORDS),
  group("Distribution", DISTRIBUTE_FIELDS, DISTRIBUTE_WORDS),
  group("Watching", WATCH_FIELDS, WATCH_WORDS),
  group("Target figures", TARGET_FIGURES_FIELDS, TARGET_FIGURES_WORDS),
  group("Prometheus", PROMETHEUS_FIELDS, PROMETHEUS_WORDS),
  group("Notices", NOTIFY_FIELDS, NOTIFY_WORDS),
  group("Sending a notice", NOTIFY_COMMAND_FIELDS, NOTIFY_COMMAND_WORDS),
  group("Comparison", COMPARE_FIELDS, COMPARE_WORDS),
  group("Trend", TREND_FIELDS, TREND_WORDS),
  group("Baselines", BASELINE_FIELDS, BASELINE_WORDS),
  group("Aggregation", AGGREGATE_FIELDS, AGGREGATE_WORDS),
  group("Client set-up", CLIENT_SETUP_FIELDS, CLIENT_SETUP_WORDS),
  group("Existing client", SETUP_CLIENT_FIELDS, SETUP_CLIENT_WORDS),
  group("Cleanup", CLEANUP_FIELDS, CLEANUP_WORDS),
  group("Results", RESULTS_FIELDS, RESULTS_WORDS),
  group("Sandbox", SANDBOX_FIELDS, SANDBOX_WORDS),
  group("Runner", RUNNER_FIELDS, RUNNER_WORDS),
  group("Every command", GENERAL_FIELDS, GENERAL_WORDS),
];

export const ALL_FIELDS = [
  ...TARGET_FIELDS,
  ...TARGET_ROUTE_FIELDS,
  ...TENANTS_FIELDS,
  ...DATASET_FIELDS,
  ...DATASET_RUNNER_FIELDS,
  ...FULL_FIELDS,
  ...SMOKE_FIELDS,
  ...LOAD_FIELDS,
  ...LOAD_RUNNER_FIELDS,
  ...READWRITE_FIELDS,
  ...CLIENTS_FIELDS,
  ...CAPACITY_FIELDS,
  ...SOAK_FIELDS,
  ...SPIKE_FIELDS,
  ...PACED_FIELDS,
  ...MIX_COMMAND_FIELDS,
  ...INSTANCES_FIELDS,
  ...DISTRIBUTE_FIELDS,
  ...WATCH_FIELDS,
  ...TARGET_FIGURES_FIELDS,
  ...PROMETHEUS_FIELDS,
  ...NOTIFY_FIELDS,
  ...NOTIFY_COMMAND_FIELDS,
  ...COMPARE_FIELDS,
  ...TREND_FIELDS,
  ...BASELINE_FIELDS,
  ...AGGREGATE_FIELDS,
  ...CLIENT_SETUP_FIELDS,
  ...SETUP_CLIENT_FIELDS,
  ...CLEANUP_FIELDS,
  ...RESULTS_FIELDS,
  ...SANDBOX_FIELDS,
  ...RUNNER_FIELDS,
  ...GENERAL_FIELDS,
] as const;

export type Config = ConfigOf<typeof ALL_FIELDS>;

function group<const Table extends readonly Field[]>(title: string, table: Table, words: WordsOf<Table>): FieldGroup {
  return { title, fields: table.map((field) => ({ ...field, ...words[field.key as Table[number]["key"]] })) };
}
