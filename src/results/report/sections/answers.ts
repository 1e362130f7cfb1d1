/** Answers by operation and status: how many, how many were repeated, when the first came, and an example. Pure. */

import { clock, formatCount, formatShare, utc } from "../../../base/figures.ts";
import { isSuccess, type Outcome } from "../../../lib/http/outcome.ts";
import { answerOf, repeatLines } from "../../repeats.ts";
import type { RunSummary } from "../../run-summary.ts";
import { type FirstError, kindOf } from "../first-errors.ts";
import { type Html, html } from "../html.ts";
import { asSentence } from "../text.ts";
import { breakable, type Row, type Section, table } from "./section.ts";

const FIGURE = { isFigure: true } as const;

/** Answers of one kind. */
interface Answers {
  readonly operation: string;
  readonly status: number;
  readonly outcome: string;
  /** After which the request was sent again. */
  readonly repeated: number;
  /** After which the operation had ended. */
  readonly final: number;
  readonly message: string;
  readonly resource: string;
  readonly key: string;
}

/** @param startMs where the time axis begins, in milliseconds since 1970 */
export function answersSection(
  summary: RunSummary,
  errors: readonly FirstError[],
  startMs: number,
): Section | undefined {
  const failed = failedAnswers(summary);
  const kinds = [...failed, ...goodAnswers(summary)];
  if (kinds.length === 0) return undefined;
  const columns = [
    { title: "Operation" },
    { title: "Response" },
    { title: "Responses", ...FIGURE },
    { title: "Repeated", ...FIGURE },
    { title: "Share", ...FIGURE },
    ...(failed.length === 0 ? [] : [{ title: "First at", ...FIGURE }, { title: "First example" }]),
  ];
  const firsts = new Map(errors.map((error) => [kindOf(error), error]));
  const rows = kinds.map((kind) =>
    rowOf(kind, firsts.get(kindOf(kind)), summary.requests, startMs).slice(0, columns.length),
  );
  const { repeats, durationMs } = summary;
  const lines =
    repeats === undefined
      ? undefined
      : repeatLines(repeats, durationMs).map((line) => html`<p>${asSentence(withoutLabel(line))}</p>`);
  const body = html`<p>Share is of all requests. Repeated: the response did no work, and the request was sent again.</p>
${lines}${table(columns, rows, { isStacked: true, search: "Responses by status" })}${repeatsTable(summary)}`;
  return { id: "answers", title: "Responses by status", body };
}

/** `held     held back by ...` says one thing twice; `repeats  122` does not. */
function withoutLabel(line: string): string {
  return line.replace(/^repeats +/, "Repeats: ").replace(/^(held|tokens) +/, "");
}

function rowOf(kind: Answers, first: FirstError | undefined, requests: number, startMs: number): Row {
  const { operation, status, outcome, repeated, final } = kind;
  const isGood = isSuccess(outcome as Outcome);
  const count = repeated + final;
  const share = requests > 0 ? Math.min(1, count / requests) : 0;
  const name = isGood ? outcome : `${answerOf({ status, outcome })} ${outcome}`;
  const seconds = first === undefined ? Number.NaN : Math.max(0, (first.atMs - startMs) / 1000);
  return [
    operation,
    isGood || final === 0 ? name : html`<b class="bad">${name}</b>`,
    { shown: formatCount(count), sortBy: count },
    { shown: formatCount(repeated), sortBy: repeated },
    { shown: formatShare(share), sortBy: share },
    first === undefined
      ? { shown: "", sortBy: Number.MAX_SAFE_INTEGER }
      : {
          shown: html`<span title="${utc(new Date(first.atMs).toISOString())}">${clock(seconds)}</span>`,
          sortBy: seconds,
        },
    isGood ? "" : exampleOf(kind, first),
  ];
}

function exampleOf(kind: Answers, first: FirstError | undefined): Html {
  const { resource, message, key } = kind;
  const said = first?.detail || message || "no message";
  const item = first?.key || key;
  return html`<span class="quote">${breakable(first?.resource || resource)}: ${said}</span>${item === "" ? undefined : html` <code class="quote">${item}</code>`}`;
}

/** What failed in the end first, then what was repeated; each by number. */
function failedAnswers({ causes, repeats }: RunSummary): Answers[] {
  const kinds = new Map<string, Answers>();
  const add = (own: Answers): void => {
    const known = kinds.get(kindOf(own));
    kinds.set(
      kindOf(own),
      known === undefined ? own : { ...known, repeated: known.repeated + own.repeated, final: known.final + own.final },
    );
  };
  for (const { recorded, firstKey, ...cause } of causes) add({ ...cause, repeated: 0, final: recorded, key: firstKey });
  for (const { count, ...row } of repeats?.rows ?? []) add({ ...row, repeated: count, final: 0, key: "" });
  return [...kinds.values()].sort((a, b) => b.final - a.final || b.repeated - a.repeated);
}

/** Of operations that did their work, their outcome says what came back. */
function goodAnswers({ operations }: RunSummary): Answers[] {
  const kinds = new Map<string, Answers>();
  for (const { op, outcomes } of operations)
    for (const [outcome, count] of Object.entries(outcomes)) {
      if (!isSuccess(outcome as Outcome) || count === 0) continue;
      const own = { operation: op, status: 0, outcome, repeated: 0, message: "", resource: "", key: "" };
      const known = kinds.get(kindOf(own));
      kinds.set(kindOf(own), { ...own, final: (known?.final ?? 0) + count });
    }
  return [...kinds.values()].sort((a, b) => b.final - a.final);
}

/** The same by resource. */
function repeatsTable({ repeats }: RunSummary): Html | undefined {
  if (repeats === undefined || repeats.rows.length === 0) return undefined;
  const columns = [
    { title: "Where" },
    { title: "Response" },
    { title: "Repeats", ...FIGURE, sorted: "descending" as const },
    { title: "Requested by the target" },
    { title: "First message" },
  ];
  const rows = repeats.rows.map(
    (row): Row => [
      html`${breakable(row.resource)} ${row.operation}`,
      `${answerOf(row)} ${row.outcome}`,
      { shown: formatCount(row.count), sortBy: row.count },
      row.heldBack ? "yes" : "no",
      html`<span class="quote">${row.message}</span>`,
    ],
  );
  const all = table(columns, rows, { isStacked: true, search: "Repeats" });
  return html`<details><summary>Repeats by resource and operation</summary>${all}</details>`;
}
