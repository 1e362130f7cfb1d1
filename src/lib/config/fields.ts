/**
 * The one table of settings. Help, docs, `.env.example`, validation and the types of the configuration all come from it.
 * k6 bundles import only the groups they need, to stay small.
 */

import type { ConfigOf, Field } from "./field.ts";
import { CLIENT_SETUP_FIELDS } from "./fields/client-setup.ts";
import { AGGREGATE_FIELDS, COMPARE_FIELDS } from "./fields/compare.ts";
import { DATASET_FIELDS } from "./fields/dataset.ts";
import { FULL_FIELDS } from "./fields/full.ts";
import { LOAD_FIELDS } from "./fields/load.ts";
import { LOAD_RUNNER_FIELDS } from "./fields/load-runner.ts";
import { NOTIFY_COMMAND_FIELDS, NOTIFY_FIELDS } from "./fields/notify.ts";
import { PROMETHEUS_FIELDS } from "./fields/prometheus.ts";
import { READWRITE_FIELDS } from "./fields/readwrite.ts";
import { RESULTS_FIELDS } from "./fields/results.ts";
import { RUNNER_FIELDS } from "./fields/runner.ts";
import { SMOKE_FIELDS } from "./fields/smoke.ts";
import { TARGET_FIELDS } from "./fields/target.ts";
import { WATCH_FIELDS } from "./fields/watch.ts";

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly Field[];
}

export const FIELD_GROUPS: readonly FieldGroup[] = [
  { title: "Target", fields: TARGET_FIELDS },
  { title: "Dataset", fields: DATASET_FIELDS },
  { title: "Phases", fields: FULL_FIELDS },
  { title: "Smoke phase", fields: SMOKE_FIELDS },
  { title: "Load phase", fields: [...LOAD_FIELDS, ...LOAD_RUNNER_FIELDS] },
  { title: "Readwrite phase", fields: READWRITE_FIELDS },
  { title: "Watching", fields: WATCH_FIELDS },
  { title: "Prometheus", fields: PROMETHEUS_FIELDS },
  { title: "Notices", fields: NOTIFY_FIELDS },
  { title: "Sending a notice", fields: NOTIFY_COMMAND_FIELDS },
  { title: "Comparison", fields: COMPARE_FIELDS },
  { title: "Aggregation", fields: AGGREGATE_FIELDS },
  { title: "Client set-up", fields: CLIENT_SETUP_FIELDS },
  { title: "Results", fields: RESULTS_FIELDS },
  { title: "Runner", fields: RUNNER_FIELDS },
];

export const ALL_FIELDS = [
  ...TARGET_FIELDS,
  ...DATASET_FIELDS,
  ...FULL_FIELDS,
  ...SMOKE_FIELDS,
  ...LOAD_FIELDS,
  ...LOAD_RUNNER_FIELDS,
  ...READWRITE_FIELDS,
  ...WATCH_FIELDS,
  ...PROMETHEUS_FIELDS,
  ...NOTIFY_FIELDS,
  ...NOTIFY_COMMAND_FIELDS,
  ...COMPARE_FIELDS,
  ...AGGREGATE_FIELDS,
  ...CLIENT_SETUP_FIELDS,
  ...RESULTS_FIELDS,
  ...RUNNER_FIELDS,
] as const;

export type Config = ConfigOf<typeof ALL_FIELDS>;
export type ConfigKey = keyof Config;
