/**
 * A server's error message, in one line for people: from problem details (RFC 9457), OAuth
 * error bodies (RFC 6749 section 5.2), HTML pages, plain text or nothing. Pure.
 */
import { asRecord, asText, asTexts, type JsonRecord, parseJson } from "../lib/edfi/json.ts";
import { withoutSecrets } from "./masking.ts";

/** Longest line that `describeErrorBody` returns, in UTF-16 units. */
export const MAX_LINE = 300;

/** Bodies are cut here before anything else: a gigabyte of error page must not cost more than a line. */
const MAX_SCANNED = 65_536;

/** Details that only point to other members; the members say more. */
const POINTS_ELSEWHERE = /See '(?:validationErrors|errors)' for details/i;

/**
 * One line of at most 300 characters without control characters; empty for an empty body.
 * Texts of DMS and ODS/API bodies come as `title: detail; path: text; text`.
 */
export function describeErrorBody(body: string): string {
  const text = body.slice(0, MAX_SCANNED);
  const parsed = body.length <= MAX_SCANNED ? parseJson(text) : undefined;
  const record = asRecord(Array.isArray(parsed) ? parsed[0] : parsed);
  if (record !== undefined) return oneLine(describeRecord(record) || text);
  if (typeof parsed === "string") return oneLine(parsed);
  if (looksLikeHtml(text)) return oneLine(describeHtml(text));
  return oneLine(text);
}

/** True when a text is a web page, not an answer of an API. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 1_000));
}

/**
 * How a text of others is shown: control characters become spaces, runs of spaces one, and what looks like a secret `***`;
 * cut to `max` with an ellipsis.
 */
export function oneLine(text: string, max: number = MAX_LINE): string {
  const flat = withoutSecrets(withoutControls(text.slice(0, MAX_SCANNED)).replace(/\s+/g, " ").trim());
  if (flat.length <= max) return flat;
  let cut = flat.slice(0, max - 1);
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}\u2026`;
}

/** C0, C1 and the characters that turn the direction of a terminal line. */
function withoutControls(text: string): string {
  let clean = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const isDirection = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e);
    clean += isControl || isDirection || (code >= 0x2066 && code <= 0x2069) ? " " : character;
  }
  return clean;
}

function describeRecord(record: JsonRecord, isInner = false): string {
  const oauth = asText(record.error);
  if (oauth !== undefined) {
    const description = asText(record.error_description);
    return description === undefined ? oauth : `${oauth}: ${description}`;
  }
  const specifics = [...validationTexts(record), ...asTexts(record.errors)];
  const text = asText(record.detail) ?? asText(record.message) ?? asText(record.Message);
  const inner = isInner ? undefined : asRecord(parseJson(text ?? ""));
  const detail = (inner && describeRecord(inner, true)) || text;
  const head = [asText(record.title), specifics.length > 0 && POINTS_ELSEWHERE.test(detail ?? "") ? undefined : detail];
  const parts = [head.filter((part) => part !== undefined).join(": "), ...specifics];
  return [...new Set(parts.filter((part) => part !== ""))].join("; ");
}

/** `{ "$.a.b": ["text"] }` as `$.a.b: text`; the field is left out when the text already names it. */
function validationTexts(record: JsonRecord): readonly string[] {
  const fields = asRecord(record.validationErrors) ?? asRecord(record.modelState) ?? asRecord(record.errors);
  if (fields === undefined) return [];
  return Object.entries(fields).flatMap(([path, texts]) => {
    const list = typeof texts === "string" ? [texts] : asTexts(texts);
    return list.map((text) => (path === "" || text.includes(path) ? text : `${path}: ${text}`));
  });
}

function describeHtml(text: string): string {
  const title = /<title[^>]*>([^<]{1,200})/i.exec(text)?.[1]?.trim();
  return title === undefined || title === "" ? "a web page" : `a web page titled "${title}"`;
}
