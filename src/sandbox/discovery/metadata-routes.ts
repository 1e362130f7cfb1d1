/** `/`, `/health` and everything below `/metadata`: documents that need no token. */

import type { Model } from "../../api-model/types.ts";
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { dependencyGraphML, dependencyOrder } from "../metadata/dependencies.ts";
import { descriptorsSpec, resourcesSpec, type SpecOptions } from "../metadata/openapi.ts";
import { discoveryDocument, metadataDocument, specificationList, VERSION, xsdSections } from "./documents.ts";
import type { Flavour } from "./flavour.ts";
import { changeQueriesSpec, discoverySpec } from "./small-specs.ts";
import { xsdFiles } from "./xsd-files.ts";

/** Answers the path, or undefined when it is none of these. */
export type MetadataRoutes = (request: SandboxRequest, path: string, base: string) => SandboxResponse | undefined;

const JSON_TYPE = "application/json; charset=utf-8";
const NOT_GET: SandboxResponse = { status: 405, headers: { Allow: "GET" } };
const NOTHING = "Invalid resource path";
/** Without a type, as in DMS. */
const NO_DOCUMENT: SandboxResponse = { status: 404, headers: {}, body: NOTHING };
const NO_XSD: SandboxResponse = { status: 404, headers: { "Content-Type": JSON_TYPE }, body: JSON.stringify(NOTHING) };
/** Documents are kept by address; a foreign Host header must not fill the memory. */
const CACHED_DOCUMENTS = 64;

export function createMetadataRoutes(model: Model, flavour: Flavour, isHealthy: () => boolean): MetadataRoutes {
  const cache = new Map<string, string>();
  const cached = (key: string, make: () => string): string => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const text = make();
    if (cache.size >= CACHED_DOCUMENTS) cache.clear();
    cache.set(key, text);
    return text;
  };
  const specOptions = (base: string): SpecOptions => ({
    dataUrl: base + flavour.dataPath,
    tokenUrl: `${base}/oauth/token`,
    version: VERSION,
  });
  const documents = documentsByPath(model, flavour, isHealthy, specOptions);

  return (request, path, base) => {
    const key = path.length > 1 ? path.replace(/\/+$/, "").toLowerCase() : path;
    if (key === flavour.dependenciesPath.toLowerCase()) return dependencies(request, model, cached);
    const make = documents.get(key);
    if (make !== undefined) {
      const live = key === "/health";
      const text = live ? make(base) : cached(`${key} ${base}`, () => make(base));
      return get(request, JSON_TYPE, () => text);
    }
    const [, section, file] = /^\/metadata\/xsd\/([^/]+)\/(files|[^/]+\.xsd)$/.exec(key) ?? [];
    if (section === undefined && !/^\/metadata\/specifications\/[^/]+-spec\.json$/.test(key)) return undefined;
    if (request.method !== "GET") return NOT_GET;
    if (file !== undefined && file !== "files") return NO_XSD;
    const files = section === undefined ? undefined : xsdFiles(model, section, `${base}/metadata/xsd/${section}`);
    return files === undefined ? NO_DOCUMENT : get(request, JSON_TYPE, () => JSON.stringify(files));
  };
}

function documentsByPath(
  model: Model,
  flavour: Flavour,
  isHealthy: () => boolean,
  spec: (base: string) => SpecOptions,
): ReadonlyMap<string, (base: string) => string> {
  const text = (value: unknown): string => JSON.stringify(value);
  const named = flavour.name === "ods" ? odsSchemaNames : (document: string): string => document;
  const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);
  const documents: [string, (base: string) => string][] = [
    ["/", (base) => pretty(discoveryDocument(flavour, model, base))],
    ["/health", () => pretty(healthDocument(isHealthy()))],
    ["/metadata", (base) => text(metadataDocument(flavour, base))],
    ["/metadata/specifications", (base) => text(specificationList(flavour, base))],
    ["/metadata/specifications/discovery-spec.json", (base) => text(discoverySpec(base))],
    ["/metadata/xsd", (base) => text(xsdSections(model, base))],
    [flavour.metadataPath, (base) => text(specificationList(flavour, base))],
    [flavour.resourcesSpecPath, (base) => named(text(resourcesSpec(model, spec(base))))],
    [flavour.descriptorsSpecPath, (base) => named(text(descriptorsSpec(model, spec(base))))],
    [flavour.changeQueriesSpecPath, (base) => text(changeQueriesSpec(base, spec(base).tokenUrl))],
  ];
  return new Map(
    documents.map(([path, make]) => [path.length > 1 ? path.replace(/\/+$/, "").toLowerCase() : path, make]),
  );
}

/** `EdFi_Section_ClassPeriod` of DMS is `edFi_sectionClassPeriod` in an ODS/API. */
function odsSchemaNames(document: string): string {
  return document.replace(
    /"((?:#\/components\/schemas\/)?)(EdFi|Tpdm)_(\w)(\w*)"/g,
    (_, path: string, project: string, first: string, rest: string) =>
      `"${path}${project.charAt(0).toLowerCase()}${project.slice(1)}_${first.toLowerCase()}${rest.replaceAll("_", "")}"`,
  );
}

function get(request: SandboxRequest, type: string, body: () => string): SandboxResponse {
  if (request.method !== "GET") return NOT_GET;
  return { status: 200, headers: { "Content-Type": type }, body: body() };
}

function dependencies(
  request: SandboxRequest,
  model: Model,
  cached: (key: string, make: () => string) => string,
): SandboxResponse {
  // The sandbox names them when it starts.
  const ignore = (): void => {};
  const graph = (request.headers.accept ?? "").toLowerCase().includes("application/graphml");
  if (graph)
    return get(request, "application/graphml", () => cached("graphml", () => dependencyGraphML(model, ignore)));
  return get(request, JSON_TYPE, () => cached("dependencies", () => JSON.stringify(dependencyOrder(model, ignore))));
}

/** Always HTTP 200, as in DMS: the state is in the body. */
function healthDocument(healthy: boolean): object {
  const status = healthy ? "Healthy" : "Unhealthy";
  return {
    Status: status,
    Results: [
      { Name: "ApplicationHealthCheck", Status: "Healthy", Description: "Application is up and running" },
      {
        Name: "DbHealthCheck",
        Status: status,
        Description: healthy ? "Database connection is healthy." : "Database connection is unhealthy.",
      },
    ],
  };
}
