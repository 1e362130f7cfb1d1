/** What is sent at the end of a run: the notice, the place of its report, the report itself when asked for. */

import { existsSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Config } from "../../lib/config/fields.ts";
import { REPORT_FILE } from "../../lib/contracts/run-files.ts";
import { endNotice, type Notice } from "../../results/notify/notice.ts";
import { reportUrl } from "../../results/notify/report-link.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import { type PlacedSummary, readBase } from "../../store/summaries.ts";
import type { Attachment, Delivery } from "./channel.ts";

/** Many mail servers take 10 to 25 MB, and an attachment grows by a third on its way. */
export const LARGEST_ATTACHMENT = 10_000_000;

/** Undefined for a run without any summary. */
export function endDelivery(config: Config, folder: RunFolder, placed: readonly PlacedSummary[]): Delivery | undefined {
  if (placed.length === 0) return undefined;
  const summaries = placed.map(({ summary }) => summary);
  const base = readBase(config.resultsDirectory, config.notifyBaseline);
  const notice = endNotice(summaries, base, linkOf(config, folder, placed), folder.name);
  const attachments = config.notifyAttachReport ? reportsOf(folder, placed) : [];
  return { notice, attachments };
}

/** Of a full run that of older versions has no report of its own: then that of the first phase that did not pass. */
function reportedAt(folder: RunFolder, placed: readonly PlacedSummary[]): string {
  if (existsSync(folder.file(REPORT_FILE))) return folder.path;
  const linked = placed.find(({ summary }) => summary.verdict !== "pass") ?? placed.at(-1);
  return linked?.path ?? folder.path;
}

function linkOf(config: Config, folder: RunFolder, placed: readonly PlacedSummary[]): Notice["link"] {
  const path = reportedAt(folder, placed);
  const below = relative(resolve(config.resultsDirectory), path);
  const name = below.startsWith("..") ? folder.name : below.split(sep).join("/");
  const url = reportUrl(config.notifyReportUrl, name);
  return url === undefined ? { path: join(path, REPORT_FILE) } : { url };
}

/** That of the run, as long as it is small enough. */
function reportsOf(folder: RunFolder, placed: readonly PlacedSummary[]): Attachment[] {
  const file = join(reportedAt(folder, placed), REPORT_FILE);
  const isSmall = existsSync(file) && statSync(file).size <= LARGEST_ATTACHMENT;
  return isSmall ? [{ name: REPORT_FILE, path: file }] : [];
}
