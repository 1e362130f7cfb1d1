/** Whether figures drifted while a rate was held. Pure. */

import { formatNumber } from "../../../base/figures.ts";
import { driftText } from "../../drift/drift-lines.ts";
import type { RunSummary } from "../../run-summary.ts";
import { soakHeadline } from "../../soak/soak-lines.ts";
import { html } from "../html.ts";
import { type Row, type Section, table } from "./section.ts";

export function soakSection({ soak }: RunSummary): Section | undefined {
  if (soak === undefined) return undefined;
  const columns = [{ title: "Figure" }, { title: "Test" }];
  const rows = soak.drift.series.map((series): Row => {
    const text = driftText(series);
    return [series.name, series.state === "drifts" ? html`<b class="bad">${text}</b>` : text];
  });
  const rate =
    soak.knee === undefined
      ? ""
      : html`<p>${formatNumber(soak.knee.perSecond)}/s held in the capacity run ${soak.knee.run}.</p>`;
  const body = html`<p><b>It ${soakHeadline(soak)}.</b></p>${rate}${table(columns, rows, { search: "Figures" })}`;
  return { id: "soak", title: "Drift", body };
}
