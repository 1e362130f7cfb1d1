/** What limits the target: hypotheses with their figures. Pure. */

import { evidenceLines } from "../../findings/finding-lines.ts";
import type { RunSummary } from "../../run-summary.ts";
import { html } from "../html.ts";
import { type Row, type Section, sentences, table } from "./section.ts";

export function findingsSection({ capacity }: RunSummary): Section | undefined {
  const { findings = [] } = capacity ?? {};
  if (findings.length === 0) return undefined;
  const columns = [
    { title: "Rule" },
    { title: "Confidence" },
    { title: "Hypothesis and its figures" },
    { title: "What to do" },
  ];
  const rows = findings.map((finding): Row => {
    const { code, text, confidence, advice } = finding;
    const evidence = sentences(evidenceLines(finding));
    return [
      html`<code class="whole">${code}</code>`,
      confidence,
      html`<span class="wrap">${text}</span>${evidence}`,
      advice,
    ];
  });
  const body = html`<p>The first step that was too much is compared with the fastest step before it that held. A hypothesis is only as good as its
figures: what was not collected is not considered.</p>
${table(columns, rows, { isStacked: true })}`;
  return { id: "limits", title: "What limits it", body };
}
