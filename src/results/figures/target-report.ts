/** `target-figures.json`: what collectors say about the target at the end of a run. Pure. */

import type * as v from "valibot";
import { described, type Immutable, list, object, optional, text } from "../../base/schema.ts";
import { DATABASE_REPORT } from "./database-report.ts";

export const TARGET_REPORT = object({
  problems: described(list(text()), "Lines on what could not be collected."),
  database: optional(DATABASE_REPORT, "PostgreSQL."),
});

export type TargetReport = Immutable<v.InferOutput<typeof TARGET_REPORT>>;
