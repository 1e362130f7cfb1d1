/** What the phases have in common whose pace the runner sets. */

import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";
import { interruptedWork } from "../achieve.ts";

export const PACED_PHASE = {
  script: "dist/run/readwrite.js",
  fields: READWRITE_DIRECT_FIELDS,
  interrupted: interruptedWork,
} as const;
