/** The collectors of figures that are set up. */

import type { Config } from "../../lib/config/fields.ts";
import type { Collector } from "./collector.ts";
import { DatabaseCollector } from "./database/database-collector.ts";

export interface FiguresSource {
  readonly config: Config;
  /** Of the target. */
  readonly baseUrl: string;
}

/** None of them connects before it is asked something. */
export function openCollectors({ config }: FiguresSource): readonly Collector[] {
  return config.targetDatabaseUrl === "" ? [] : [new DatabaseCollector(config)];
}
