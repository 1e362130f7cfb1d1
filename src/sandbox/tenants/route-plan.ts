/** The tenants and route qualifiers that a sandbox serves, and the data stores that they make. Pure. */

export interface RoutePlan {
  /** Empty: not multi-tenant. */
  readonly tenants: readonly string[];
  /** In the order of their segments in a URL. */
  readonly qualifiers: readonly Qualifier[];
}

export interface Qualifier {
  readonly name: string;
  readonly values: readonly string[];
}

const SEGMENT = /^[\w~-][\w.~-]{0,63}$/;
/** First segments of the routes themselves. */
export const ROUTE_WORDS: ReadonlySet<string> = new Set(
  "api changequeries config data health management metadata oauth sandbox".split(" "),
);
export const MOST_DATA_STORES = 32;

/** @param text `a,b` @returns undefined when it is not a list of names */
export function parseTenants(text: string): readonly string[] | undefined {
  if (text === "") return [];
  const names = text.split(",").map((name) => name.trim());
  return new Set(names).size === names.length && names.every(isSegment) ? names : undefined;
}

/** @param text `districtId=255901,255902/schoolYear=2025,2026` @returns undefined when it is not of this form */
export function parseQualifiers(text: string): readonly Qualifier[] | undefined {
  if (text === "") return [];
  const qualifiers: Qualifier[] = [];
  for (const part of text.split("/")) {
    const [, name, list] = /^\s*([A-Za-z]\w*)=(.+)$/.exec(part) ?? [];
    const values = list === undefined ? undefined : parseTenants(list);
    if (name === undefined || values === undefined) return undefined;
    qualifiers.push({ name, values });
  }
  return qualifiers;
}

/** Values of the qualifiers of each data store of a tenant: every combination. */
export function storesOf({ qualifiers }: RoutePlan): readonly (readonly string[])[] {
  return qualifiers.reduce<readonly (readonly string[])[]>(
    (made, { values }) => made.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

export function hasTooManyStores(plan: RoutePlan): boolean {
  return Math.max(1, plan.tenants.length) * storesOf(plan).length > MOST_DATA_STORES;
}

/** `{tenant}` first. */
export function segmentNames({ tenants, qualifiers }: RoutePlan): readonly string[] {
  return [...(tenants.length > 0 ? ["tenant"] : []), ...qualifiers.map(({ name }) => name)];
}

function isSegment(name: string): boolean {
  return SEGMENT.test(name) && !ROUTE_WORDS.has(name.toLowerCase());
}
