/** A notice as an e-mail: subject, plain text, HTML. Pure. */

import { type Html, html } from "../report/html.ts";
import { COLORS } from "./colors.ts";
import type { Notice } from "./notice.ts";

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function mailText(notice: Notice): MailText {
  return { subject: `Ed-Fi load test ${notice.title}`, text: plainText(notice), html: page(notice).text };
}

function plainText({ title, lines, facts, figures, link }: Notice): string {
  const row = ({ name, value }: { name: string; value: string }): string => `${`${name}:`.padEnd(14)}${value}`;
  const parts = [
    title,
    lines.map((line) => `- ${line}`).join("\n"),
    facts.map(row).join("\n"),
    ...figures.map(({ phase, rows }) => [...(figures.length > 1 ? [phase] : []), ...rows.map(row)].join("\n")),
    link === undefined ? "" : `Report: ${"url" in link ? link.url : link.path}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** Mail programs support few styles, and only inline ones. */
function page({ event, title, lines, facts, figures, link }: Notice): Html {
  return html`<!doctype html>
<html lang="en"><body style="font-family:sans-serif;font-size:14px;color:#1f2933">
<h2 style="font-size:18px;color:${COLORS[event]}">${title}</h2>
${lines.length === 0 ? undefined : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}
${table(facts)}
${figures.map(({ phase, rows }) => [figures.length > 1 ? heading(phase) : undefined, table(rows)])}
${report(link)}
</body></html>
`;
}

function heading(phase: string): Html {
  return html`<h3 style="font-size:15px">${phase}</h3>`;
}

function table(rows: readonly { readonly name: string; readonly value: string }[]): Html | undefined {
  if (rows.length === 0) return undefined;
  const cells = rows.map(
    ({ name, value }) =>
      html`<tr><td style="padding:2px 12px 2px 0;color:#52606d">${name}</td>
<td style="padding:2px 0">${value}</td></tr>`,
  );
  return html`<table style="border-collapse:collapse;margin:8px 0">${cells}</table>`;
}

function report(link: Notice["link"]): Html | undefined {
  if (link === undefined) return undefined;
  return "url" in link
    ? html`<p><a href="${link.url}">Open the report</a></p>`
    : html`<p>Report: <code>${link.path}</code></p>`;
}
