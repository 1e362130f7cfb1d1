/** The common part of the phases whose pace the runner sets. */

import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";

export const PACED_PHASE = {
  script: "dist/run/readwrite.js",
  fields: READWRITE_DIRECT_FIELDS,
} as const;
