/** report.html of a run before it has a result: `results/latest/report.html` is there from the start. */

import { REPORT_FILE } from "../lib/contracts/run-files.ts";
import { unfinishedPage } from "../results/report/unfinished-page.ts";
import { resumeCommand } from "../settings/resume-command.ts";
import { readPageAssets } from "../store/page-assets.ts";
import type { Run } from "./run.ts";

/** @param lines why it has none; empty while it runs */
export function writeUnfinished({ context, target, phase, folder, partOf }: Run, lines: readonly string[]): void {
  const { command, settings } = context;
  const canResume = partOf !== undefined || phase === "load";
  const page = unfinishedPage(
    {
      run: folder.name,
      phase,
      profile: settings.profileName,
      baseUrl: target.installation.baseUrl,
      startedAt: target.startedAt.toISOString(),
      lines,
      resume: canResume ? resumeCommand(command, settings) : undefined,
    },
    readPageAssets(),
  );
  folder.write(REPORT_FILE, page);
}
