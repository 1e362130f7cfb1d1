/** The outputs of k6, and their options. */

import { LoadTestError } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import type { Labels } from "../../results/prometheus/series.ts";
import { writeUrlOf } from "./remote-write.ts";

export interface EngineOutputs {
  /** Names as `--out` takes them. */
  readonly outputs: readonly string[];
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What k6 itself adds to each series. Not `url`: it repeats `name`; nor `group`, `proto`, `tls_version`, `expected_response`:
 * no dashboard uses them, and each further value is another set of series.
 */
const SYSTEM_TAGS = "name,status,scenario,check,error_code";

/** Of each trend: k6 writes one gauge for each, of the run so far. */
const TREND_STATS = "avg,med,p(95),p(99)";

/** For the start of a command, before anything is done. @throws LoadTestError "config" for an output with a password in it */
export function checkOutputs({ k6Out }: Config, origin: string): void {
  if (!/\/\/[^/,\s]*@/.test(k6Out)) return;
  throw new LoadTestError(
    "config",
    `K6_OUT: a URL with a user or password would be stored with the results (set in ${origin})`,
    {
      hint: "Remove them, and set K6_INFLUXDB_USERNAME and K6_INFLUXDB_PASSWORD in the environment instead.",
    },
  );
}

/** Whether k6's metrics are used: only then do they have tags. */
export const METRICS_ENVIRONMENT = { LOAD_TEST_METRICS: "1", K6_SYSTEM_TAGS: SYSTEM_TAGS };

/** @param environment of this process: what is set there for k6's own settings wins over ours */
export function engineOutputs(
  config: Config,
  labels: Labels,
  environment: Readonly<Record<string, string | undefined>>,
): EngineOutputs {
  const own = config.k6Out
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "web-dashboard");
  const prometheus = config.prometheusUrl === "" ? [] : ["experimental-prometheus-rw"];
  const outputs = [...new Set([...prometheus, ...own])];
  if (outputs.length === 0) return { outputs, arguments: [], environment: {} };
  return {
    outputs,
    arguments: Object.entries(labels).map(([name, value]) => `--tag=${name}=${value}`),
    environment: {
      ...METRICS_ENVIRONMENT,
      ...(prometheus.length === 0 ? {} : prometheusEnvironment(config, environment)),
    },
  };
}

function prometheusEnvironment(
  config: Config,
  given: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { prometheusUsername, prometheusPassword, prometheusToken } = config;
  const isNative = config.prometheusHistograms === "native";
  const settings: Record<string, string> = {
    K6_PROMETHEUS_RW_SERVER_URL: writeUrlOf(config.prometheusUrl),
    K6_PROMETHEUS_RW_PUSH_INTERVAL: given.K6_PROMETHEUS_RW_PUSH_INTERVAL ?? `${config.prometheusInterval}ms`,
    K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM: String(isNative),
    K6_PROMETHEUS_RW_TREND_STATS: given.K6_PROMETHEUS_RW_TREND_STATS ?? TREND_STATS,
  };
  if (prometheusToken !== "") settings.K6_PROMETHEUS_RW_BEARER_TOKEN = prometheusToken;
  else if (prometheusUsername !== "") {
    settings.K6_PROMETHEUS_RW_USERNAME = prometheusUsername;
    settings.K6_PROMETHEUS_RW_PASSWORD = prometheusPassword;
  }
  return settings;
}
