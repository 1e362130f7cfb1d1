import { describe, expect, it } from "vitest";
import { HOSTILE_TEXTS, hostileSummary, LOAD_SUMMARY } from "../../../test/golden/sample-run.ts";
import { mailText } from "./mail.ts";
import { mattermostPayload } from "./mattermost.ts";
import { endNotice, type Notice } from "./notice.ts";
import { escapeSlack, slackPayload } from "./slack.ts";
import { teamsPayload } from "./teams.ts";

const URL_LINK = { url: "https://ci.example/r?a=1&b=2|3" };
const NOTICE = endNotice([LOAD_SUMMARY], undefined, URL_LINK);
const MENTIONS = "<!channel> @channel @here [x](https://evil.example) & <https://evil.example|good> *b* `c`";

function hostile(text: string): Notice {
  return endNotice([hostileSummary(text)], { name: text, summaries: [] }, { path: `/results/${text}` });
}

/** Every text in a JSON value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe("slack", () => {
  it("has a text for the notification, blocks of mrkdwn, and a link", () => {
    const payload = slackPayload(NOTICE) as {
      text: string;
      blocks: { type: string; text: { type: string; text: string; verbatim: boolean } }[];
    };
    expect(payload.text).toBe("Ed-Fi load test: FAIL: load, profile dev");
    for (const { type, text } of payload.blocks) {
      expect([type, text.type, text.verbatim]).toEqual(["section", "mrkdwn", true]);
      expect(text.text.length).toBeLessThanOrEqual(3000);
    }
    expect(payload.blocks.at(-1)?.text.text).toBe("<https://ci.example/r?a=1&amp;b=2%7C3|Open the report>");
    expect(textsIn(payload).join("\n")).toContain("*p95:* 33.3 ms");
  });

  it("escapes the three characters, once", () => {
    expect(escapeSlack("<!channel> & &lt;")).toBe("&lt;!channel&gt; &amp; &amp;lt;");
  });

  it.each([...HOSTILE_TEXTS, MENTIONS])("makes nothing of %j", (text) => {
    const { url: _, ...payload } = { url: 0, ...slackPayload(hostile(text)) };
    for (const shown of textsIn(payload)) {
      expect(shown).not.toMatch(/[<>]/);
      expect(shown.replace(/&(amp|lt|gt);/g, "")).not.toContain("&");
      expect(shown.length).toBeLessThanOrEqual(3000);
    }
  });
});

describe("mattermost", () => {
  it("is one attachment with title, link and Markdown", () => {
    const { attachments } = mattermostPayload(NOTICE) as { attachments: Record<string, string>[] };
    expect(attachments).toHaveLength(1);
    expect(attachments[0]).toMatchObject({ fallback: "Ed-Fi load test: FAIL: load, profile dev", color: "#c62828" });
    expect(attachments[0]?.text).toMatch(
      /^\*\*\[FAIL: load, profile dev\]\(https:\/\/ci\.example\/r\?a=1&b=2\|3\)\*\*\n/,
    );
    expect(attachments[0]?.text).toContain("**p95:** 33.3 ms");
  });

  it.each([...HOSTILE_TEXTS, MENTIONS])("wakes nobody and links nothing for %j", (text) => {
    const payload = mattermostPayload(hostile(text)) as { attachments: { text: string; fallback: string }[] };
    for (const shown of textsIn(payload)) expect(shown).not.toMatch(/(@|&#64;)[a-z]/i);
    expect(payload.attachments[0]?.text).not.toMatch(/(?<!\\)\]\(/);
    expect(payload.attachments[0]?.text).not.toMatch(/[<>]|:\/\//);
  });
});

describe("teams", () => {
  it("is an adaptive card in a message, with a button", () => {
    const payload = teamsPayload(NOTICE) as {
      type: string;
      attachments: { contentType: string; content: Record<string, unknown> }[];
    };
    expect(payload.type).toBe("message");
    expect(payload.attachments[0]?.contentType).toBe("application/vnd.microsoft.card.adaptive");
    const card = payload.attachments[0]?.content;
    expect(card).toMatchObject({ type: "AdaptiveCard", actions: [{ type: "Action.OpenUrl", url: URL_LINK.url }] });
    expect(textsIn(card)).toContain("33.3 ms");
  });

  it.each([...HOSTILE_TEXTS, MENTIONS])("shows %j only where no Markdown is read, within 28 kB", (text) => {
    const payload = teamsPayload(hostile(text)) as { attachments: { content: { body: { type: string }[] } }[] };
    for (const { type } of payload.attachments[0]?.content.body ?? []) expect(type).toBe("RichTextBlock");
    expect(JSON.stringify(payload).length).toBeLessThan(28_000);
  });
});

describe("mail", () => {
  it("has a subject, a text and a page", () => {
    const { subject, text, html } = mailText(NOTICE);
    expect(subject).toBe("Ed-Fi load test FAIL: load, profile dev");
    expect(text).toContain("p95:          33.3 ms");
    expect(text).toContain(`Report: ${URL_LINK.url}`);
    expect(html).toContain('<a href="https://ci.example/r?a=1&amp;b=2|3">Open the report</a>');
  });

  it.each([...HOSTILE_TEXTS, MENTIONS])("has only tags of its own with %j", (text) => {
    const { subject, html } = mailText(hostile(text));
    expect(subject).not.toMatch(/[\r\n]/);
    const tags = new Set([...html.matchAll(/<\/?([a-z!][\w]*)/gi)].map((match) => match[1]));
    for (const tag of tags)
      expect(["!doctype", "html", "body", "h2", "ul", "li", "table", "tr", "td", "p", "code"]).toContain(tag);
    for (const [tag] of html.matchAll(/<[^>]*>/g)) expect(tag).not.toMatch(/\son\w+=/i);
  });
});
