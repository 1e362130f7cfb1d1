/** The URLs of an Ed-Fi API, from its discovery document. Pure. */

import { asRecord, type JsonRecord, parseJson } from "./json.ts";

/** Absolute addresses; none ends with a slash. */
export interface DiscoveryUrls {
  readonly oauth: string;
  readonly tokenInfo?: string;
  readonly dependencies: string;
  /** Base of the resources: `{dataManagementApi}/ed-fi/students`. */
  readonly dataManagementApi: string;
  readonly openApiMetadata?: string;
  readonly changeQueries?: string;
  readonly xsdMetadata?: string;
}

export const REQUIRED_URLS = ["oauth", "dependencies", "dataManagementApi"] as const;
/** Tenant, a few route qualifiers and a path base. A longer path is no base URL. */
const MAX_BASES = 6;
const OPTIONAL_URLS = ["tokenInfo", "openApiMetadata", "changeQueries", "xsdMetadata"] as const;
/** Names in an ODS/API where they differ from those in DMS. */
const OTHER_NAMES: Readonly<Record<string, string>> = { tokenInfo: "oauthTokenIntrospection" };

/** Undefined when the text is not a discovery document, lacks an address, or holds placeholders instead of qualifiers. */
export function readApiUrls(text: string): DiscoveryUrls | undefined {
  const urls = asRecord(asRecord(parseJson(text))?.urls);
  if (urls === undefined || missingUrls(urls).length > 0) return undefined;
  return placeholdersOf(REQUIRED_URLS.map((name) => String(urls[name]))).length > 0 ? undefined : apiUrls(urls);
}

export function missingUrls(urls: JsonRecord): readonly string[] {
  return REQUIRED_URLS.filter((name) => !isHttpUrl(urls[name]));
}

/** @param urls holds all required addresses */
export function apiUrls(urls: JsonRecord): DiscoveryUrls {
  const optional: { [name: string]: string } = {};
  for (const name of OPTIONAL_URLS) {
    const value = urls[name] ?? urls[OTHER_NAMES[name] ?? ""];
    if (isHttpUrl(value)) optional[name] = withoutSlash(value);
  }
  return {
    oauth: withoutSlash(String(urls.oauth)),
    dependencies: withoutSlash(String(urls.dependencies)),
    dataManagementApi: withoutSlash(String(urls.dataManagementApi)),
    ...optional,
  };
}

/**
 * Possible URLs of a metadata document, the most likely first. DMS lists its metadata below the route qualifiers
 * (`/255901/2026/metadata/...`), but serves it without them, below its path base.
 */
export function metadataUrlCandidates(advertised: string): readonly string[] {
  const match = /^(https?:\/\/[^/]+)((?:\/[^/]+)*?)(\/metadata(?:\/.*)?)$/i.exec(advertised);
  if (match === null) return [advertised];
  const [, origin = "", prefix = "", rest = ""] = match;
  return shorterBases(`${origin}${prefix}`).map((base) => `${base}${rest}`);
}

/** A base address and those above it, up to the host: a server without route qualifiers serves its routes there. */
export function shorterBases(baseUrl: string): readonly string[] {
  const origin = /^https?:\/\/[^/]+/i.exec(baseUrl)?.[0] ?? "";
  const segments = baseUrl
    .slice(origin.length)
    .split("/")
    .filter((segment) => segment !== "");
  const kept = [...segments.map((_, dropped) => segments.slice(0, segments.length - dropped)), []];
  return kept.slice(0, MAX_BASES).map((some) => [origin, ...some].join("/"));
}

/** `scheme://host:port` of an address, in lower case; empty when it has none. */
export function originOf(url: string): string {
  return (/^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? "").toLowerCase();
}

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i;

export function isLoopback(url: string): boolean {
  return LOOPBACK.test(url);
}

/** Secrets and tokens for an https URL must not be sent to an http URL. */
export function isInTheClear(url: string, base: string): boolean {
  return /^https:/i.test(base) && !/^https:/i.test(url);
}

/** `{tenant}` and the like, percent-encoded or not. */
export function placeholdersOf(urls: readonly string[]): readonly string[] {
  return [...new Set(urls.flatMap((url) => decodeBraces(url).match(/\{[^{}/]+\}/g) ?? []))];
}

function decodeBraces(url: string): string {
  return url.replace(/%7B/gi, "{").replace(/%7D/gi, "}");
}

function isHttpUrl(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\/[^/\s]+\S*$/i.test(value);
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
