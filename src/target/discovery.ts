/**
 * The discovery document at the root of an Ed-Fi API: DMS (with or without tenant and route
 * qualifiers) and ODS/API 5 to 7. Every other address comes from it. Pure.
 */

import { describeErrorBody, looksLikeHtml } from "../base/problem-details.ts";
import {
  apiUrls,
  type DiscoveryUrls,
  missingUrls,
  placeholdersOf,
  REQUIRED_URLS,
  withoutSlash,
} from "../lib/edfi/api-urls.ts";
import { asRecord, asText, type JsonRecord, parseJson } from "../lib/edfi/json.ts";

export interface DataModel {
  /** `Ed-Fi`, or the name of an extension. */
  readonly name: string;
  readonly version: string;
  /** `The Ed-Fi Data Standard v5.2`. */
  readonly informationalVersion?: string;
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
  /** `reason` completes "{url} is not ...": one line; `fix` is the advice. */
  | { readonly kind: "refused"; readonly reason: string; readonly fix: string };

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
  const missing = missingUrls(urls);
  if (missing.length > 0) return notAnApi(url, `a document whose "urls" lack absolute URLs for ${missing.join(", ")}`);
  const placeholders = placeholdersOf(REQUIRED_URLS.map((name) => String(urls[name])));
  if (placeholders.length > 0) return needsQualifiers(url, placeholders);
  return { kind: "discovery", discovery: build(record, urls) };
}

function build(record: JsonRecord, urls: JsonRecord): Discovery {
  const applicationName = asText(record.applicationName);
  const informationalVersion = asText(record.informationalVersion);
  return {
    version: asText(record.version) ?? "",
    ...(applicationName === undefined ? {} : { applicationName }),
    ...(informationalVersion === undefined ? {} : { informationalVersion }),
    dataModels: dataModelsOf(record.dataModels),
    urls: apiUrls(urls),
  };
}

function dataModelsOf(value: unknown): readonly DataModel[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const model = asRecord(item);
    const name = asText(model?.name);
    if (name === undefined) return [];
    const informationalVersion = asText(model?.informationalVersion);
    const version = asText(model?.version) ?? "";
    return [{ name, version, ...(informationalVersion === undefined ? {} : { informationalVersion }) }];
  });
}

/** The data model that is no extension: Ed-Fi itself, or the only one that is named. */
export function dataStandardOf({ dataModels }: Discovery): DataModel | undefined {
  return dataModels.find(({ name }) => /^ed-?fi$/i.test(name)) ?? (dataModels.length === 1 ? dataModels[0] : undefined);
}

function notAnApi(url: string, seen: string): DiscoveryResult {
  return {
    kind: "refused",
    reason: `${url} is not the root of an Ed-Fi API: it returned ${seen}`,
    fix: "Set API_BASE_URL to the URL that returns the Ed-Fi discovery document (urls: oauth, dependencies, dataManagementApi).",
  };
}

function needsQualifiers(url: string, placeholders: readonly string[]): DiscoveryResult {
  const names = placeholders.join("/");
  const asValues = placeholders.map((name) => `<${name.slice(1, -1)}>`).join("/");
  return {
    kind: "refused",
    reason: `API_BASE_URL must contain the qualifiers ${names}: ${url} lists its URLs with placeholders`,
    fix: `Set API_BASE_URL to ${withoutSlash(url)}/${asValues} with real values, or set them with --tenant, --instance and --route-school-year.`,
  };
}

function answerKind(text: string): string {
  if (text.trim() === "") return "an empty body";
  if (looksLikeHtml(text)) return describeErrorBody(text);
  return parseJson(text) === undefined ? "text that is not JSON" : "JSON that is not an object";
}

function memberNames(record: JsonRecord): string {
  const names = Object.keys(record).slice(0, 5).join(", ");
  return names === "" ? "an empty object" : `it has ${describeErrorBody(names).slice(0, 120)}`;
}
