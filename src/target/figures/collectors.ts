/** The collectors of figures that are set up. */

import type { Config } from "../../lib/config/fields.ts";
import type { Collector } from "./collector.ts";

export interface FiguresSource {
  readonly config: Config;
  /** Of the target. */
  readonly baseUrl: string;
}

/** None of them connects before it is asked something. */
export function openCollectors(_source: FiguresSource): readonly Collector[] {
  return [];
}
