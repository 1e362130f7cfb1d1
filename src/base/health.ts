/**
 * Answers of `/health`. DMS returns HTTP 200 even if its body contains Unhealthy, so the body decides.
 * Others answer plain text or have no such route. Pure.
 */
import { asRecord, asText, parseJson } from "../lib/edfi/json.ts";
import { describeErrorBody, looksLikeHtml, oneLine } from "./problem-details.ts";

export type Health =
  | { readonly kind: "healthy"; readonly text: string }
  | { readonly kind: "unhealthy"; readonly text: string }
  /** The server has no health route, or its answer cannot be read. */
  | { readonly kind: "unknown"; readonly text: string };

/** Reads an answer of any health route: the DMS body, ASP.NET's plain `Healthy`, or a bare status. */
export function parseHealth(status: number, body: string): Health {
  if (status === 404 || status === 405) return { kind: "unknown", text: "the server has no /health endpoint" };
  if (status === 401 || status === 403) return { kind: "unknown", text: `/health returned ${status}` };
  if (status >= 500) return { kind: "unhealthy", text: withBody(`/health returned ${status}`, body) };
  if (status < 200 || status > 299) return { kind: "unknown", text: withBody(`/health returned ${status}`, body) };
  if (looksLikeHtml(body)) return { kind: "unknown", text: "/health returned a web page" };
  const record = asRecord(parseJson(body));
  const detail = record === undefined ? body : (asText(record.Status) ?? asText(record.status) ?? "");
  const verdict = /^["\s]*(healthy|degraded|unhealthy)["\s]*$/i.exec(detail)?.[1]?.toLowerCase();
  if (verdict === undefined) return { kind: "unknown", text: `/health returned "${oneLine(body, 80)}"` };
  if (verdict === "healthy") return { kind: "healthy", text: "Healthy" };
  return { kind: "unhealthy", text: oneLine([verdict, ...failingParts(record?.Results)].join("; ")) };
}

/** Whether a proxy answered, because it does not reach the server: a server that says how it is, however it says so, is there. */
export function isOfGateway(status: number, body: string): boolean {
  return [502, 503, 504].includes(status) && !/^(\s*|.*"status"\s*:\s*)"?(healthy|degraded|unhealthy)\b/is.test(body);
}

function failingParts(results: unknown): readonly string[] {
  if (!Array.isArray(results)) return [];
  return results.flatMap((item) => {
    const part = asRecord(item);
    const status = asText(part?.Status);
    if (part === undefined || status === undefined || status.toLowerCase() === "healthy") return [];
    const name = asText(part.Name) ?? "a component";
    const description = asText(part.Description);
    return [description === undefined ? `${name} is ${status}` : `${name}: ${description}`];
  });
}

function withBody(text: string, body: string): string {
  const detail = describeErrorBody(body);
  return detail === "" ? text : oneLine(`${text}: ${detail}`);
}
