/** Route patterns of data requests: a bounded set of names for the ledger, for any request. */
import type { Model } from "../api-model/types.ts";

export interface DataRoute {
  /** `/data/ed-fi/students/{id}`; `/data/**` for what is no resource. */
  readonly pattern: string;
  /** `students`, other projects than ed-fi `tpdm/candidates`; undefined for what is no resource. */
  readonly resource: string | undefined;
}

const SUB_ROUTES = new Set(["deletes", "keychanges", "partitions"]);

/** @param dataPath what follows `/data` or `/data/v3`, beginning with `/`. */
export function createDataRoutes(model: Model, prefix: string): (dataPath: string) => DataRoute {
  const known = new Map<string, { collection: DataRoute; item: DataRoute; subRoutes: Map<string, DataRoute> }>();
  for (const { project, endpoint } of model.resources) {
    const name = `${project}/${endpoint}`;
    const resource = project === "ed-fi" ? endpoint : name;
    const route = (suffix: string): DataRoute => ({ pattern: `${prefix}/${name}${suffix}`, resource });
    const subRoutes = new Map([...SUB_ROUTES].map((sub) => [sub, route(`/${sub}`)]));
    known.set(name.toLowerCase(), { collection: route(""), item: route("/{id}"), subRoutes });
  }
  const unknown: DataRoute = { pattern: `${prefix}/**`, resource: undefined };
  return (dataPath) => {
    const second = dataPath.indexOf("/", 1);
    if (second < 0) return unknown;
    const third = dataPath.indexOf("/", second + 1);
    const name = third < 0 ? dataPath.slice(1) : dataPath.slice(1, third);
    const entry = known.get(name) ?? known.get(name.toLowerCase());
    if (entry === undefined) return unknown;
    const rest = third < 0 ? "" : dataPath.slice(third + 1);
    if (rest === "") return entry.collection;
    return entry.subRoutes.get(rest.toLowerCase()) ?? entry.item;
  };
}
