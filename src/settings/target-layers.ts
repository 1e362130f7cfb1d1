/** Target settings in .env.load-test apply only to that target. Of --tenant and --tenants, the stronger one applies. */

import type { Layer } from "../lib/config/resolve.ts";
import { originOf, withoutSlash } from "../lib/edfi/api-urls.ts";
import { COMMON_CLIENT, clientVariables } from "./client-variables.ts";
import { CLIENT_FILE } from "./profile.ts";
import { bareBaseUrl, qualifiedBaseUrl } from "./qualified-target.ts";

const OF_ONE_TARGET =
  /^(CLIENT_(ID|SECRET)(_\w+)?|OAUTH_TOKEN_URL|API_(TENANTS?|INSTANCE|SCHOOL_YEAR)|TARGET_(DATABASE|METRICS)_\w+)$/;
const ROUTE = /^API_(TENANTS?|INSTANCE|SCHOOL_YEAR)$/;

/** @param layers strongest first */
export function targetLayers(layers: readonly Layer[]): readonly Layer[] {
  const target = layers.map((layer) => layer.values.API_BASE_URL ?? "").find((url) => url !== "") ?? "";
  return withOneKindOfTenants(layers.map((layer) => (layer.origin === CLIENT_FILE ? ofTarget(layer, target) : layer)));
}

/**
 * Client, database and metrics server in .env.load-test belong to the target in it: the secret of the client is never
 * sent to a server named elsewhere, and figures are never those of another installation. Neither are tenant and school
 * year in it those of another address, nor is the client of its tenant that of another.
 */
function ofTarget({ origin, values }: Layer, target: string): Layer {
  const own = values.API_BASE_URL ?? "";
  if (own === "") return { origin, values };
  if (originOf(own) !== originOf(target)) return without(OF_ONE_TARGET, { origin, values });
  const route = {
    apiBaseUrl: own,
    tenant: values.API_TENANT ?? "",
    instance: values.API_INSTANCE ?? "",
    routeSchoolYear: values.API_SCHOOL_YEAR ?? "",
  };
  const bare = bareBaseUrl(route);
  const whole = qualifiedBaseUrl(route);
  const named = { origin, values: { ...withNamedClient(values), API_BASE_URL: bare } };
  return [own, bare, whole].map(withoutSlash).includes(withoutSlash(target)) ? named : without(ROUTE, named);
}

function without(names: RegExp, layer: Layer): Layer {
  return { ...layer, values: Object.fromEntries(Object.entries(layer.values).filter(([name]) => !names.test(name))) };
}

/** The client of a file with a tenant is that of this tenant. */
export function withNamedClient(values: Layer["values"]): Layer["values"] {
  const { API_TENANT: tenant = "", [COMMON_CLIENT.id]: id, [COMMON_CLIENT.secret]: secret, ...others } = values;
  if (tenant === "") return values;
  const own = clientVariables(tenant);
  const named = id === undefined || secret === undefined ? {} : { [own.id]: id, [own.secret]: secret };
  return { ...named, ...others, API_TENANT: tenant };
}

/** In the same place both are an error. */
function withOneKindOfTenants(layers: readonly Layer[]): readonly Layer[] {
  const isSet = ({ values }: Layer, name: string): boolean => (values[name] ?? "").trim() !== "";
  const strongest = layers.findIndex((layer) => isSet(layer, "API_TENANT") || isSet(layer, "API_TENANTS"));
  const first = layers[strongest];
  if (first === undefined) return layers;
  const weaker = isSet(first, "API_TENANT") ? /^API_TENANTS$/ : /^API_TENANT$/;
  return layers.map((layer, at) => (at > strongest ? without(weaker, layer) : layer));
}
