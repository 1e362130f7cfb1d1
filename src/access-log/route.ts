/** Which resource of an Ed-Fi API a path leads to. Nothing that is made of it holds an id. Pure. */

/** What a path names behind the resource. */
type Tail = "" | "id" | "deletes" | "keyChanges" | "other";

export interface ResourceRoute {
  readonly kind: "resource";
  /** Endpoint as in the path, without the namespace where that is ed-fi: `students`, `tpdm/candidates`. */
  readonly resource: string;
  readonly tail: Tail;
  /** Stands for the id of the item: equal for equal ids. 0 where there is none. */
  readonly item: number;
}

export type Route =
  | ResourceRoute
  | { readonly kind: "versions" }
  /** `name`: what may be shown of the path. */
  | { readonly kind: "other"; readonly name: string };

const CORE = "ed-fi";
const ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const NAMESPACE = /^[a-z][a-z-]*$/i;
const RESOURCE = /^[a-z]+$/i;
/** All that is shown of other routes: anything else may be a name, a key or an id. */
const WELL_KNOWN = new Set(
  (
    "api data metadata oauth token token_info tokeninfo connect register health swagger docs xsd openapi dependencies " +
    "changequeries availablechangeversions snapshots composites identity identities management v1 v2 v3 resources " +
    `descriptors profiles partitions swagger.json openapi.json index.html favicon.ico ${CORE}`
  ).split(" "),
);
const MOST_SHOWN = 4;

export function routeOf(path: string): Route {
  const segments = path.split("/").filter((segment) => segment !== "");
  if (segments.at(-1)?.toLowerCase() === "availablechangeversions") return { kind: "versions" };
  const data = segments.map((segment) => segment.toLowerCase()).lastIndexOf("data");
  const place = data === -1 ? undefined : resourceIn(segments.slice(data + 1));
  return place ?? { kind: "other", name: shownPath(segments) };
}

/** @param segments what follows `data`: perhaps a version, tenants and school years, then namespace and resource */
function resourceIn(segments: readonly string[]): Route | undefined {
  const core = segments.findIndex((segment) => segment.toLowerCase() === CORE);
  const at = core === -1 ? segments.findIndex((segment) => NAMESPACE.test(segment)) : core;
  const [namespace = "", resource = "", ...rest] = at === -1 ? [] : segments.slice(at);
  if (!RESOURCE.test(resource)) return undefined;
  const name = core === -1 ? `${namespace}/${resource}` : resource;
  const tail = tailOf(rest);
  return { kind: "resource", resource: name, tail, item: tail === "id" ? numberOf(rest[0] as string) : 0 };
}

function tailOf(rest: readonly string[]): Tail {
  const [first, ...more] = rest;
  if (first === undefined) return "";
  if (more.length > 0) return "other";
  if (ID.test(first)) return "id";
  const word = first.toLowerCase();
  return word === "deletes" ? "deletes" : word === "keychanges" ? "keyChanges" : "other";
}

/** 52 bits of a hash of an ID: enough to compare IDs with little memory, without storing them. */
function numberOf(id: string): number {
  const hex = id.replaceAll("-", "");
  const word = (at: number): number => Number.parseInt(hex.slice(8 * at, 8 * at + 8), 16);
  return ((word(0) ^ word(2)) >>> 0) * 2 ** 20 + ((word(1) ^ word(3)) & 0xfffff);
}

/** `/metadata/` and the like; `*` for every segment that is not well known. */
function shownPath(segments: readonly string[]): string {
  const shown = segments.map((segment) => (WELL_KNOWN.has(segment.toLowerCase()) ? segment : "*"));
  const short = shown.filter((segment, at) => segment !== "*" || shown[at - 1] !== "*").slice(0, MOST_SHOWN);
  return `/${short.join("/")}`;
}

const SHOWN_TAILS = { "": "", id: "/{id}", deletes: "/deletes", keyChanges: "/keyChanges", other: "/*" };

/** Endpoints look like this; what does not may be a name. */
const ENDPOINT = /^(?:[a-z-]+\/)?(?:[a-z][A-Za-z]*s|people)$/;

/** `students/{id}` */
export function shownResource({ resource, tail }: ResourceRoute): string {
  return (ENDPOINT.test(resource) ? resource : "*") + SHOWN_TAILS[tail];
}

/** Method and path of a line in any format, cut to what may be shown. */
export function shownLine(line: string): string {
  const [, method = "", target = ""] =
    /\b(GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)\b[^/]{0,100}(\/[^\s?"]*)?/.exec(line) ?? [];
  if (method === "") return "(a line without an HTTP method)";
  const route = routeOf(target);
  if (route.kind === "versions") return `${method} /availableChangeVersions`;
  return `${method} ${route.kind === "other" ? route.name : shownResource(route)}`;
}
