/** summary.md of a full run: a row for each phase, then what each has to say. Pure. */

import { markdownTable } from "../../../base/table.ts";
import { firstReasons } from "../../reason.ts";
import { resumeText, summaryMarkdown } from "../markdown.ts";
import { cut, escapeMarkdown } from "../text.ts";
import {
  type FullReport,
  fullReasons,
  fullWords,
  PHASE_FIGURES,
  type PhaseRow,
  phaseFigures,
  phaseTitle,
  rowsOf,
  stateWord,
} from "./full-report.ts";

const HEADS = ["phase", "verdict", ...PHASE_FIGURES];
const FIGURES = [2, 3, 4, 5, 6, 7, 8];
const MOST_REASONS = 10;
const LONGEST = 300;

export function fullMarkdown(report: FullReport): string {
  const reasons = firstReasons(fullReasons(report), MOST_REASONS).map((reason) => `- ${text(reason)}`);
  const parts = [
    `# ${fullWords(report).word}: full, profile ${text(report.profile)}`,
    reasons.join("\n"),
    resumeText(report.resume),
    markdownTable(HEADS, rowsOf(report).map(cellsOf), FIGURES),
    `Run ${text(report.run)}`,
    ...rowsOf(report).flatMap(({ phase, summary }) =>
      summary === undefined ? [] : summaryMarkdown({ ...summary, phase: phaseTitle(phase) }).trimEnd(),
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function cellsOf({ phase, state, summary }: PhaseRow): string[] {
  return [phaseTitle(phase), stateWord(state), ...phaseFigures(summary)];
}

function text(value: string): string {
  return escapeMarkdown(cut(value, LONGEST));
}
