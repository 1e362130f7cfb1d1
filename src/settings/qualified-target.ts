/** The base address of one tenant, instance and school year of an installation: the first segments of all its paths. */

import type { Config } from "../lib/config/fields.ts";
import { withoutSlash } from "../lib/edfi/api-urls.ts";

type Qualifiers = Pick<Config, "apiBaseUrl" | "tenant" | "instance" | "routeSchoolYear">;

/** Dots alone would be another path. */
const SEGMENT = /^(?!\.{1,2}$)[\w.~-]+$/;

/** In the order of DMS and ODS/API: tenant, qualifiers, school year. An address that ends with them already stays. */
export function qualifiedBaseUrl(config: Qualifiers): string {
  const path = qualifiersOf(config).join("/");
  const base = withoutSlash(config.apiBaseUrl);
  if (path === "" || base === "" || base.endsWith(`/${path}`)) return config.apiBaseUrl;
  return `${base}/${path}`;
}

/** The address without them: that of the whole installation. */
export function bareBaseUrl(config: Qualifiers): string {
  const path = qualifiersOf(config).join("/");
  const base = withoutSlash(config.apiBaseUrl);
  return path !== "" && base.endsWith(`/${path}`) ? base.slice(0, -path.length - 1) : config.apiBaseUrl;
}

export function qualifierProblems(config: Qualifiers): string[] {
  const given = qualifiersOf(config);
  if (given.length === 0) return [];
  const wrong = given.filter((value) => !value.split("/").every((segment) => SEGMENT.test(segment)));
  if (wrong.length > 0)
    return wrong.map((value) => `"${value}" is no segment of a URL (tenant, instance, school year)`);
  return config.apiBaseUrl === ""
    ? [`the embedded sandbox has no tenants and no route qualifiers (${given.join(", ")}): set a target`]
    : [];
}

function qualifiersOf({ tenant, instance, routeSchoolYear }: Qualifiers): string[] {
  return [tenant, instance, routeSchoolYear].filter((value) => value !== "");
}
