/** The environment of k6. Little of this process's own is passed on: k6 hands all of it to the script. */

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { RUN_URL, TARGET_DATA } from "../../lib/contracts/engine-settings.ts";
import { TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { memoryLimitBytes } from "../../machine/machine-limits.ts";
import { collectorSettings } from "../../results/health/garbage-collection.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { EngineBroker } from "./token-broker.ts";

const PASSED_ON = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "SystemRoot",
  "GOGC",
  "GOMEMLIMIT",
  "GOMAXPROCS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];

/** k6's own settings of its outputs; the names of each begin alike. */
const OF_OUTPUTS = ["K6_OTEL_", "K6_INFLUXDB_", "K6_PROMETHEUS_RW_"];

/** @param settings by environment name */
export function engineEnvironment(
  folder: RunFolder,
  broker: EngineBroker,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  const targetData = folder.file(TARGET_DATA_FILE);
  const environment: Record<string, string> = {
    ...collectorSettings(memoryLimitBytes(), process.env),
    ...settings,
    ...secretSource(broker),
    LOAD_TEST_RUN_DIR: folder.path,
    [RUN_URL]: pathToFileURL(folder.path).href,
    ...(existsSync(targetData) ? { [TARGET_DATA]: targetData } : {}),
  };
  const ofOutputs = Object.keys(process.env).filter((name) => OF_OUTPUTS.some((prefix) => name.startsWith(prefix)));
  for (const name of [...PASSED_ON, ...ofOutputs]) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * How k6 reaches the token broker. In its environment, because a key on the command line shows in the process list, and a
 * file would stay behind when this process is killed.
 */
function secretSource(broker: EngineBroker): Record<string, string> {
  const settings = {
    URL_TEMPLATE: `${broker.url}/{key}`,
    "HEADER_x-broker-key": broker.key,
    REQUESTS_PER_MINUTE_LIMIT: "600000",
    REQUESTS_BURST: "10000",
    TIMEOUT: "120s",
    MAX_RETRIES: "0",
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`K6_SECRET_SOURCE_URL_${name}`, value]));
}
