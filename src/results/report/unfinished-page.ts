/** report.html of a run that has no result yet: it is written at the start, and stays where a run is killed. Pure. */

import { utc } from "../../base/figures.ts";
import { html } from "./html.ts";
import { type PageAssets, pageFrame } from "./page-frame.ts";
import { resumeLine } from "./sections/head.ts";
import { sentences } from "./sections/section.ts";

export const UNFINISHED = "The run is still going on, or it was ended before it could write a result.";

export interface UnfinishedRun {
  readonly run: string;
  readonly phase: string;
  readonly profile: string;
  /** Root address. */
  readonly baseUrl: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** What is known, one sentence each. */
  readonly lines: readonly string[];
  /** Command that continues it. */
  readonly resume: string | undefined;
}

export function unfinishedPage(
  { run, phase, profile, baseUrl, startedAt, lines, resume }: UnfinishedRun,
  assets: PageAssets,
): string {
  return pageFrame(
    {
      title: `No result: ${run}`,
      top: html`<header class="verdict inconclusive">
<p class="kicker">Ed-Fi load test, phase ${phase}, profile ${profile}</p>
<h1><span class="word">No result yet</span></h1>
<p class="meaning">${UNFINISHED}</p>
${sentences(lines)}
${resumeLine(resume)}
<p class="origin">Target <b>${baseUrl}</b><br>
started ${utc(startedAt)}<br>
<span class="run">${run}</span></p>
</header>`,
      sections: [],
      charts: { charts: [], warmUp: 0, bands: [] },
      origin: html`Written at the start of the run, and replaced by its report at the end.`,
    },
    assets,
  );
}
