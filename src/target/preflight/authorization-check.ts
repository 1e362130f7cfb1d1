/** Under which strategies a run works, and whether the client's organizations and namespaces cover its data. Pure. */

import { plural } from "../../base/figures.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { asRecord, asText } from "../../lib/edfi/json.ts";
import { educationOrganizationIds } from "../authorization/organization-ids.ts";
import { type Authorization, authorizationOf, type Strategies } from "../authorization/strategies.ts";
import type { ClientReach } from "../authorization/token-claims.ts";
import { type Check, passed, warned } from "./checklist.ts";
import type { WantedResource } from "./claims-check.ts";

export interface AuthorizationFacts {
  readonly strategies: Strategies;
  readonly wanted: readonly WantedResource[];
  readonly reach: ClientReach;
  /** What the run writes. */
  readonly datasets: readonly Dataset[];
}

const FIX = "With the same profile and dataset: npm run setup-client -- --authorization relationships";
const MOST_NAMED = 3;

export function checkAuthorization({ strategies, wanted, reach, datasets }: AuthorizationFacts): Check {
  const resources: Record<Authorization, Set<string>> = {
    relationships: new Set(),
    namespace: new Set(),
    none: new Set(),
  };
  for (const { resource, operations } of wanted) {
    const authorization = authorizationOf(strategies, resource, operations);
    if (authorization !== undefined) resources[authorization].add(resource);
  }
  const { relationships, namespace } = resources;
  const text = reachText(resources);
  const gaps = [
    ...(relationships.size === 0 ? [] : organizationGaps(reach, datasets)),
    ...(namespace.size === 0 ? [] : namespaceGaps(reach, datasets, [...namespace])),
  ];
  if (gaps.length === 0) return passed("authorization", text);
  return warned("authorization", `${text}; ${gaps.join("; ")}`, FIX);
}

/** `the client reaches all items in 80 resources, items of its education organizations in 40` */
function reachText({ none, relationships, namespace }: Record<Authorization, ReadonlySet<string>>): string {
  const parts = [
    { what: "all items", count: none.size },
    { what: "items of its education organizations", count: relationships.size },
    { what: "items of its namespaces", count: namespace.size },
  ].filter(({ count }) => count > 0);
  const texts = parts.map(({ what, count }, at) => `${what} in ${at === 0 ? plural(count, "resource") : count}`);
  return `the client reaches ${texts.join(", ") || "nothing of what the run requires"}`;
}

/** An organization covers those below it: the state agency and the service center all agencies, an agency its schools. */
function organizationGaps({ educationOrganizationIds: own }: ClientReach, datasets: readonly Dataset[]): string[] {
  let all = 0;
  const missing: number[] = [];
  for (const dataset of datasets) {
    const ids = educationOrganizationIds(dataset.settings);
    const schools = ids.slice(-dataset.settings.schools);
    const agencies = ids.slice(0, -dataset.settings.schools);
    all += schools.length;
    if (agencies.slice(0, 2).some((id) => own.includes(id))) continue;
    for (const [index, school] of schools.entries()) {
      const { localEducationAgencyReference: agency } = dataset.body("schools", index, { canUse: () => true });
      const agencyId = asRecord(agency)?.localEducationAgencyId;
      if (!own.includes(school) && !own.includes(agencyId as number)) missing.push(school);
    }
  }
  if (missing.length === 0) return [];
  const clients = own.length === 0 ? "the client has no education organizations" : `the client has ${shortened(own)}`;
  return [`${missing.length} of ${all} schools are not covered (${shortened(missing)}): ${clients}`];
}

function namespaceGaps(
  { namespacePrefixes: prefixes }: ClientReach,
  datasets: readonly Dataset[],
  resources: readonly string[],
): string[] {
  const used = new Set<string>();
  for (const dataset of datasets) {
    for (const resource of resources) {
      if (!dataset.endpoints.includes(resource) || dataset.count(resource) === 0) continue;
      const body = dataset.body(resource, 0, { canUse: () => false });
      const namespace = [body, ...Object.values(body)].map((part) => asText(asRecord(part)?.namespace)).find(Boolean);
      if (namespace !== undefined) used.add(namespace);
    }
  }
  const missing = [...used].filter((namespace) => !prefixes.some((prefix) => namespace.startsWith(prefix)));
  if (missing.length === 0) return [];
  const clients =
    prefixes.length === 0 ? "the client has no namespace prefixes" : `the client has ${shortened(prefixes)}`;
  return [`${missing.length} of ${used.size} namespaces are not covered (${shortened(missing)}): ${clients}`];
}

function shortened(values: readonly (string | number)[]): string {
  return values.slice(0, MOST_NAMED).join(", ") + (values.length > MOST_NAMED ? ", ..." : "");
}
