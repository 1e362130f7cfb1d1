/** Request body text -> JSON object, or the refusal that DMS gives for it. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import { duplicateProperty } from "./duplicate-property.ts";
import { jsonFault, MAX_DEPTH } from "./json-fault.ts";
import type { JsonObject } from "./json-paths.ts";

export type BodyReading = { readonly body: JsonObject } | { readonly refusal: SandboxResponse };

const ACCEPTED_TYPE = /^(application\/json|text\/json|application\/vnd\.ed-fi\.[^\s;]+)\s*(;|$)/i;

const BYTE_ORDER_MARK = 0xfeff;

/** 415 for a Content-Type that DMS does not read; none at all is accepted. */
export function mediaTypeRefusal(request: SandboxRequest): SandboxResponse | undefined {
  const type = request.headers["content-type"];
  if (type === undefined || type.trim() === "" || ACCEPTED_TYPE.test(type.trim())) return undefined;
  const { correlationId } = request;
  const text = "The value specified in the 'Content-Type' header is not supported by this host.";
  return problem("unsupportedMediaType", { correlationId, errors: [text] });
}

/** Refuses empty bodies, text that is not JSON, properties that stand twice at any depth, and other values than objects. */
export function readBody(request: SandboxRequest): BodyReading {
  const { correlationId } = request;
  const text = request.body.charCodeAt(0) === BYTE_ORDER_MARK ? request.body.slice(1) : request.body;
  if (text.trim() === "") return empty(correlationId);
  const { colons, depth } = measure(text);
  let value: unknown;
  try {
    value = depth > MAX_DEPTH ? undefined : JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (value === undefined) return invalid(correlationId, "$.", jsonFault(text));
  if (value === null) return empty(correlationId);
  if (colons !== countNames(value)) {
    const duplicate = duplicateProperty(text);
    if (duplicate !== undefined)
      return invalid(correlationId, duplicate, "An item with the same key has already been added.");
  }
  if (typeof value !== "object" || Array.isArray(value))
    return invalid(correlationId, "$.", ` Value is "${jsonType(value)}" but should be "object"`);
  return { body: value as JsonObject };
}

function empty(correlationId: string): BodyReading {
  return { refusal: problem("badRequest", { correlationId, errors: ["A non-empty request body is required."] }) };
}

function invalid(correlationId: string, path: string, text: string): BodyReading {
  return { refusal: problem("dataValidation", { correlationId, validationErrors: { [path]: [text] } }) };
}

/** JSON schema's name of a value's type; whole numbers are integers. */
export function jsonType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Colons outside strings, one for every property of the text, doubles included; and how deep it is nested. */
function measure(text: string): { readonly colons: number; readonly depth: number } {
  let colons = 0;
  let open = 0;
  let depth = 0;
  for (let at = 0; at >= 0 && at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = endOfString(text, at);
      if (at < 0) break;
    } else if (code === 58) colons += 1;
    else if (code === 123 || code === 91) {
      open += 1;
      if (open > depth) depth = open;
    } else if (code === 125 || code === 93) open -= 1;
  }
  return { colons, depth };
}

/** Index of the closing quote, -1 when there is none. */
function endOfString(text: string, start: number): number {
  let at = start;
  do {
    at = text.indexOf('"', at + 1);
  } while (at > 0 && isEscaped(text, at));
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
  return slashes % 2 === 1;
}

/** Properties of the parsed value, where doubles have become one. */
function countNames(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countNames(item);
    return count;
  }
  for (const name in value) count += 1 + countNames((value as JsonObject)[name]);
  return count;
}
