/**
 * Escapes text from servers and users for where it is inserted: HTML, a JSON block in HTML, Markdown, XML. Pure.
 * Each of these places has its own dangers; nothing from outside reaches a report by another way.
 */

/** Longest text that a report shows of anything from outside, in UTF-16 units. */
export const MAX_SHOWN = 2_000;

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] as string);
}

/** JSON for the inside of a `<script type="application/json">`: no text in it can end the element or break the JSON. */
export function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

/**
 * One line for Markdown, also inside a table cell: shows as written on GitHub, GitLab and in CommonMark.
 * Addresses and mentions in it become no links.
 */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[&<>@]|:(?=\/\/)|(?<=\bwww)\.|[\\`*_{}[\]()#|~!$^]/gi, (character) =>
      /[&<>@:.]/.test(character) ? `&#${character.charCodeAt(0)};` : `\\${character}`,
    )
    .replace(/^[-+=]/, "\\$&")
    .replace(/^\d{1,9}(?=[.)](\s|$))/, "$&&#8203;");
}

/** Text or attribute value of XML 1.0; what XML cannot hold is replaced, line breaks in attributes survive. */
export function escapeXml(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] as string)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Cut to `max` UTF-16 units with an ellipsis, never inside a character. */
export function cut(text: string, max: number = MAX_SHOWN): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}\u2026`;
}

/** Begins with a capital letter, unless the first word is a name such as `k6` or `gradebookEntries`. */
export function asSentence(text: string): string {
  return text.replace(/^[a-z](?=[a-z]*(?![A-Za-z0-9]))/, (first) => first.toUpperCase());
}

/**
 * Control characters, halves of characters and marks that turn the direction of text become U+FFFD; bounded in length.
 */
export function printable(text: string, max: number = MAX_SHOWN): string {
  return cut(text, max)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, "\ufffd")
    .replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1\ufffd")
    .replace(UNPRINTABLE, "\ufffd");
}

/**
 * C0 but tab and line ends, DEL and C1, bidirectional controls. From codes, because none of them can be read in a
 * source.
 */
const UNPRINTABLE = new RegExp(
  `[${[
    [0x00, 0x08],
    [0x0b, 0x0c],
    [0x0e, 0x1f],
    [0x7f, 0x9f],
    [0x202a, 0x202e],
    [0x2066, 0x2069],
  ]
    .map(([from = 0, to = 0]) => `${unicodeEscape(from)}-${unicodeEscape(to)}`)
    .join("")}]`,
  "g",
);

function unicodeEscape(character: string | number): string {
  const code = typeof character === "number" ? character : character.charCodeAt(0);
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
