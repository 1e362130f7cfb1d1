/** A template that escapes: `html\`<td>${text}</td>\`` is safe for any text. Pure. */

import { escapeHtml } from "./text.ts";

/** Markup that may be put into a page as it is. Only this module makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlPart = string | number | Html | undefined | readonly HtmlPart[];

/** Texts and numbers are escaped, markup stays, lists are joined, undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = strings[0] ?? "";
  for (const [index, part] of parts.entries()) text += render(part) + (strings[index + 1] ?? "");
  return new Html(text);
}

/** For text that this project made itself: styles, scripts, escaped JSON. */
export function trusted(text: string): Html {
  return new Html(text);
}

function render(part: HtmlPart): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string") return escapeHtml(part);
  return typeof part === "number" ? String(part) : part.map(render).join("");
}
