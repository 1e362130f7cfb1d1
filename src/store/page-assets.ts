/** Script and style of report.html, as the build made them from src/report-page. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import type { PageAssets } from "../results/report/page-frame.ts";
import { PROJECT_ROOT } from "../settings/root.ts";

const FOLDER = "dist/report-page";

/** @throws LoadTestError "results" when there is no build. */
export function readPageAssets(root: string = PROJECT_ROOT): PageAssets {
  try {
    const read = (file: string): string => readFileSync(join(root, FOLDER, file), "utf8");
    return pageAssets(read("page.js"), read("page.css"));
  } catch (cause) {
    const hint = "Build the project: npm run build";
    throw new LoadTestError("results", `The report needs ${FOLDER}, which cannot be read.`, { hint, cause });
  }
}

/**
 * A script may not hold `</script`, nor a style `</style`: as they are JavaScript and CSS, a backslash changes nothing.
 */
export function pageAssets(script: string, style: string): PageAssets {
  const inlined = script.trim().replace(/<(?=\/script|!--)/gi, "\\x3c");
  const scriptHash = `sha256-${createHash("sha256").update(inlined).digest("base64")}`;
  return { script: inlined, style: style.trim().replace(/<(?=\/style)/gi, "\\3c "), scriptHash };
}
