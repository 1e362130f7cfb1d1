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
  const attachments = config.notifyAttachReport ? reportsOf(placed) : [];
  return { notice, attachments };
}

/** To the most useful report: that of the first phase that did not pass, else of the last. */
function linkOf(config: Config, folder: RunFolder, placed: readonly PlacedSummary[]): Notice["link"] {
  const linked = placed.find(({ summary }) => summary.verdict !== "pass") ?? placed.at(-1);
  const path = linked?.path ?? folder.path;
  const below = relative(resolve(config.resultsDirectory), path);
  const name = below.startsWith("..") ? folder.name : below.split(sep).join("/");
  const url = reportUrl(config.notifyReportUrl, name);
  return url === undefined ? { path: join(path, REPORT_FILE) } : { url };
}

/** One for each phase, as long as all of them together stay small enough. */
function reportsOf(placed: readonly PlacedSummary[]): Attachment[] {
  const attachments: Attachment[] = [];
  let bytes = 0;
  for (const { summary, path } of placed) {
    const file = join(path, REPORT_FILE);
    if (!existsSync(file)) continue;
    bytes += statSync(file).size;
    if (bytes > LARGEST_ATTACHMENT) break;
    attachments.push({ name: placed.length === 1 ? REPORT_FILE : `report-${summary.phase}.html`, path: file });
  }
  return attachments;
}
