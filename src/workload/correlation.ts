/** Correlation IDs for one start of k6, if the user wants them. */

import { randomBytes } from "node:crypto";
import type { Config } from "../lib/config/fields.ts";
import type { ReadwritePlan } from "../lib/contracts/readwrite-plan.ts";

/** Distinguishes several runs against one target in its log. */
export function newCorrelation({
  correlationHeader: header,
}: Pick<Config, "correlationHeader">): Pick<ReadwritePlan, "correlation"> {
  return header === "" ? {} : { correlation: { header, prefix: `lt-${randomBytes(4).toString("hex")}` } };
}
