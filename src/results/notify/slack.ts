/** A notice as the body of a Slack incoming webhook: blocks, and a text for the notification. Pure. */

import type { NoticeEvent } from "./event.ts";
import type { NoticeFigure } from "./figures.ts";
import type { Notice } from "./notice.ts";

const MARKS: Readonly<Record<NoticeEvent, string>> = {
  start: ":arrow_forward:",
  pass: ":white_check_mark:",
  warn: ":warning:",
  fail: ":x:",
  invalid: ":grey_question:",
  inconclusive: ":grey_question:",
  abort: ":octagonal_sign:",
  error: ":x:",
};

/** Slack takes 3,000 characters in the text of a block. */
const LONGEST_TEXT = 3000;

export function slackPayload(notice: Notice): Record<string, unknown> {
  const { title, lines, facts, figures, link } = notice;
  const heading = `${MARKS[notice.event]} *${escapeSlack(title)}*`;
  const texts = [
    [heading, ...lines.map((line) => `\u2022 ${escapeSlack(line)}`)].join("\n"),
    facts.map(row).join("\n"),
    ...figures.map(({ phase, rows }) =>
      [...(figures.length > 1 ? [`*${escapeSlack(phase)}*`] : []), ...rows.map(row)].join("\n"),
    ),
    link === undefined
      ? ""
      : "url" in link
        ? `<${linkAddress(link.url)}|Open the report>`
        : `Report: ${escapeSlack(link.path)}`,
  ];
  return {
    text: escapeSlack(`Ed-Fi load test: ${title}`),
    blocks: texts.filter((text) => text !== "").map(section),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** `verbatim` keeps Slack from making links and mentions of a server's message. */
function section(text: string): Record<string, unknown> {
  return { type: "section", text: { type: "mrkdwn", text: cutEscaped(text, LONGEST_TEXT), verbatim: true } };
}

function row({ name, value }: NoticeFigure): string {
  return `*${escapeSlack(name)}:* ${escapeSlack(value)}`;
}

/** The three characters by which Slack knows links, mentions and entities. */
export function escapeSlack(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Inside `<...|...>` a bar would end the address. */
function linkAddress(url: string): string {
  return escapeSlack(url).replace(/\|/g, "%7C");
}

/** Never inside an entity. */
function cutEscaped(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/&[a-z]{0,3}$/, "")}\u2026`;
}
