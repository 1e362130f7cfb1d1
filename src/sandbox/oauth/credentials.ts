/** Reads what a token request carries: a Basic header, a form or JSON body. */
import type { SandboxRequest } from "../http.ts";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Undefined when the header is not Basic or cannot be read. Both halves are percent-decoded (RFC 6749, 2.3.1). */
export function basicCredentials(authorization: string | undefined): Credentials | undefined {
  const [, encoded] = /^\s*Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return undefined;
  return { clientId: percentDecode(text.slice(0, colon)), clientSecret: percentDecode(text.slice(colon + 1)) };
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Fields of a form or a flat JSON object, by lower-case name; undefined when the body is neither. */
export function bodyFields(request: SandboxRequest): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const type = request.headers["content-type"] ?? "";
  if (type.includes("json") || (!type.includes("form") && request.body.trimStart().startsWith("{"))) {
    const parsed = parseObject(request.body);
    if (parsed === undefined) return undefined;
    for (const [name, value] of Object.entries(parsed)) {
      if (typeof value === "string") fields.set(name.toLowerCase(), value);
    }
    return fields;
  }
  for (const [name, value] of new URLSearchParams(request.body)) fields.set(name.toLowerCase(), value);
  return fields;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
