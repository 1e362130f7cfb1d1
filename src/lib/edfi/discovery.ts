/**
 * The discovery document at the root of an Ed-Fi API: DMS (with or without tenant and route
 * qualifiers) and ODS/API 5 to 7. Every other address comes from it. Pure.
 */
import { asRecord, asText, type JsonRecord, parseJson } from "./json.ts";
import { describeErrorBody, looksLikeHtml } from "./problem-details.ts";

export interface DataModel {
  readonly name: string;
  readonly version: string;
}

/** Absolute addresses; none ends with a slash. */
export interface DiscoveryUrls {
  readonly oauth: string;
  readonly tokenInfo?: string;
  readonly dependencies: string;
  /** Resources hang below it: `{dataManagementApi}/ed-fi/students`. */
  readonly dataManagementApi: string;
  readonly openApiMetadata?: string;
  readonly changeQueries?: string;
  readonly xsdMetadata?: string;
}

export interface Discovery {
  readonly version: string;
  readonly applicationName?: string;
  readonly informationalVersion?: string;
  readonly dataModels: readonly DataModel[];
  readonly urls: DiscoveryUrls;
}

export type DiscoveryResult =
  | { readonly kind: "discovery"; readonly discovery: Discovery }
  /** `reason` completes "{url} is not ...": one line; `fix` says what to do. */
  | { readonly kind: "refused"; readonly reason: string; readonly fix: string };

const REQUIRED_URLS = ["oauth", "dependencies", "dataManagementApi"] as const;
/** Tenant, a few route qualifiers and a path base; more is somebody's joke. */
const MAX_BASES = 6;
const OPTIONAL_URLS = ["tokenInfo", "openApiMetadata", "changeQueries", "xsdMetadata"] as const;

/**
 * Reads the body that `url` answered with status 200.
 * Refused are: no JSON, JSON of another kind, missing addresses, and addresses that still hold
 * placeholders (`{tenant}`), which means that the base address lacks the qualifiers.
 */
export function parseDiscovery(text: string, url: string): DiscoveryResult {
  const record = asRecord(parseJson(text));
  if (record === undefined) return notAnApi(url, answerKind(text));
  const urls = asRecord(record.urls);
  if (urls === undefined) return notAnApi(url, `JSON without "urls" (${memberNames(record)})`);
  const missing = REQUIRED_URLS.filter((name) => !isHttpUrl(urls[name]));
  if (missing.length > 0) return notAnApi(url, `a document whose "urls" lack ${missing.join(", ")}`);
  const placeholders = placeholdersOf(REQUIRED_URLS.map((name) => String(urls[name])));
  if (placeholders.length > 0) return needsQualifiers(url, placeholders);
  return { kind: "discovery", discovery: build(record, urls) };
}

/**
 * Addresses at which a metadata document may be, best first. DMS advertises its metadata below the
 * route qualifiers (`/255901/2026/metadata/...`) but serves it without them, below its path base.
 */
export function metadataUrlCandidates(advertised: string): readonly string[] {
  const match = /^(https?:\/\/[^/]+)((?:\/[^/]+)*?)(\/metadata(?:\/.*)?)$/i.exec(advertised);
  if (match === null) return [advertised];
  const [, origin = "", prefix = "", rest = ""] = match;
  return shorterBases(`${origin}${prefix}`).map((base) => `${base}${rest}`);
}

/** A base address and those above it, up to the host: what a server serves without its route qualifiers hangs there. */
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

function build(record: JsonRecord, urls: JsonRecord): Discovery {
  const optional: { [name: string]: string } = {};
  for (const name of OPTIONAL_URLS) {
    const value = urls[name];
    if (isHttpUrl(value)) optional[name] = withoutSlash(value);
  }
  const applicationName = asText(record.applicationName);
  const informationalVersion = asText(record.informationalVersion);
  return {
    version: asText(record.version) ?? "",
    ...(applicationName === undefined ? {} : { applicationName }),
    ...(informationalVersion === undefined ? {} : { informationalVersion }),
    dataModels: dataModelsOf(record.dataModels),
    urls: {
      oauth: withoutSlash(String(urls.oauth)),
      dependencies: withoutSlash(String(urls.dependencies)),
      dataManagementApi: withoutSlash(String(urls.dataManagementApi)),
      ...optional,
    },
  };
}

function dataModelsOf(value: unknown): readonly DataModel[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const model = asRecord(item);
    const name = asText(model?.name);
    return name === undefined ? [] : [{ name, version: asText(model?.version) ?? "" }];
  });
}

function notAnApi(url: string, seen: string): DiscoveryResult {
  return {
    kind: "refused",
    reason: `${url} is not the root of an Ed-Fi API: it answered ${seen}`,
    fix: "Set API_BASE_URL to the address whose answer lists the Ed-Fi urls (oauth, dependencies, dataManagementApi).",
  };
}

function needsQualifiers(url: string, placeholders: readonly string[]): DiscoveryResult {
  const names = placeholders.join("/");
  const asValues = placeholders.map((name) => `<${name.slice(1, -1)}>`).join("/");
  return {
    kind: "refused",
    reason: `API_BASE_URL must contain the qualifiers ${names}: ${url} lists its addresses with placeholders`,
    fix: `Set API_BASE_URL to ${withoutSlash(url)}/${asValues} with real values.`,
  };
}

function placeholdersOf(urls: readonly string[]): readonly string[] {
  return [...new Set(urls.flatMap((url) => decodeBraces(url).match(/\{[^{}/]+\}/g) ?? []))];
}

function decodeBraces(url: string): string {
  return url.replace(/%7B/gi, "{").replace(/%7D/gi, "}");
}

function answerKind(text: string): string {
  if (text.trim() === "") return "an empty body";
  if (looksLikeHtml(text)) return describeErrorBody(text);
  return parseJson(text) === undefined ? "a text that is not JSON" : "JSON that is not an object";
}

function memberNames(record: JsonRecord): string {
  const names = Object.keys(record).slice(0, 5).join(", ");
  return names === "" ? "an empty object" : `it has ${describeErrorBody(names).slice(0, 120)}`;
}

function isHttpUrl(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\/[^/\s]+\S*$/i.test(value);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
