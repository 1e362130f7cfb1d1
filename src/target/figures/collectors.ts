/** The collectors of figures that are set up. */

import type { Config } from "../../lib/config/fields.ts";
import type { Collector } from "./collector.ts";
import { DatabaseCollector } from "./database/database-collector.ts";
import { MachineCollector } from "./machine/machine-collector.ts";
import { MetricsCollector } from "./metrics/metrics-collector.ts";

export interface FiguresSource {
  readonly config: Config;
  /** Of the target. */
  readonly baseUrl: string;
}

/** None of them connects before it is asked something. */
export function openCollectors({ config, baseUrl }: FiguresSource): readonly Collector[] {
  const hasMetrics = config.targetMetricsUrl !== "" || config.targetMetricsFile !== "";
  return [
    new MachineCollector(baseUrl),
    ...(config.targetDatabaseUrl === "" ? [] : [new DatabaseCollector(config)]),
    ...(hasMetrics ? [new MetricsCollector(config)] : []),
  ];
}
