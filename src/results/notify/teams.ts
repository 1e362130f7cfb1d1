/**
 * A notice as the body of a Microsoft Teams webhook (workflow or connector): one adaptive card. Pure. All texts are
 * runs of rich text, which Teams shows as they are; text blocks would interpret Markdown in a server's message.
 */

import type { NoticeEvent } from "./event.ts";
import type { Notice } from "./notice.ts";

const COLORS: Readonly<Record<NoticeEvent, string>> = {
  start: "Accent",
  pass: "Good",
  warn: "Warning",
  fail: "Attention",
  invalid: "Warning",
  inconclusive: "Warning",
  abort: "Attention",
  error: "Attention",
};

export function teamsPayload({ event, title, lines, facts, figures, link }: Notice): Record<string, unknown> {
  const body = [
    richText([{ text: `Ed-Fi load test: ${title}`, weight: "Bolder", size: "Medium", color: COLORS[event] }]),
    ...lines.map((line) => richText([{ text: `\u2022 ${line}` }])),
    ...facts.map(({ name, value }) => row(name, value)),
    ...figures.flatMap(({ phase, rows }) => [
      ...(figures.length > 1 ? [richText([{ text: phase, weight: "Bolder" }])] : []),
      ...rows.map(({ name, value }) => row(name, value)),
    ]),
    ...(link !== undefined && "path" in link ? [row("Report", link.path)] : []),
  ];
  const card = {
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body,
    ...(link !== undefined && "url" in link
      ? { actions: [{ type: "Action.OpenUrl", title: "Open the report", url: link.url }] }
      : {}),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card }],
  };
}

interface Run {
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Medium";
  readonly color?: string;
}

function row(name: string, value: string): Record<string, unknown> {
  return richText([{ text: `${name}: `, weight: "Bolder" }, { text: value }]);
}

function richText(runs: readonly Run[]): Record<string, unknown> {
  return {
    type: "RichTextBlock",
    spacing: "Small",
    inlines: runs.map((run) => ({ type: "TextRun", ...run })),
  };
}
