/** A notice as the body of a Mattermost incoming webhook: one attachment in Markdown. Pure. */

import { escapeMarkdown } from "../report/text.ts";
import { COLORS } from "./colors.ts";
import type { NoticeFigure } from "./figures.ts";
import type { Notice } from "./notice.ts";

export function mattermostPayload({ event, title, lines, facts, figures, link }: Notice): Record<string, unknown> {
  const parts = [
    link !== undefined && "url" in link ? `**[${text(title)}](${linkAddress(link.url)})**` : `**${text(title)}**`,
    lines.map((line) => `- ${text(line)}`).join("\n"),
    facts.map(row).join("\n"),
    ...figures.map(({ phase, rows }) =>
      [...(figures.length > 1 ? [`**${text(phase)}**`] : []), ...rows.map(row)].join("\n"),
    ),
    link !== undefined && "path" in link ? `Report: ${text(link.path)}` : "",
  ];
  return {
    username: "Ed-Fi load test",
    attachments: [
      {
        fallback: withoutMentions(`Ed-Fi load test: ${title}`),
        color: COLORS[event],
        text: parts.filter((part) => part !== "").join("\n\n"),
      },
    ],
  };
}

function row({ name, value }: NoticeFigure): string {
  return `**${text(name)}:** ${text(value)}`;
}

/** A bracket would end the address. */
function linkAddress(url: string): string {
  return url.replace(/[()]/g, (bracket) => (bracket === "(" ? "%28" : "%29"));
}

/** A mention made of an entity would still be one, so the sign is separated from the name before it is escaped. */
function text(value: string): string {
  return escapeMarkdown(withoutMentions(value));
}

/** `@channel` from a server must not wake a whole channel: a zero-width space separates the sign from the name. */
function withoutMentions(value: string): string {
  return value.replace(/@(?=\S)/g, "@\u200b");
}
