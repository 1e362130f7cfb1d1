/** Query parameters as DMS reads them: names without regard to case; of several, the first name and the last value. */

export interface QueryParameter {
  /** As the client wrote it first. */
  readonly name: string;
  readonly value: string;
}

/** By name in lower case, in the order of first appearance. */
export type QueryParameters = ReadonlyMap<string, QueryParameter>;

/** Names that are never filters. */
export const PAGING_NAMES: ReadonlySet<string> = new Set(["limit", "offset", "totalcount", "pagetoken", "pagesize"]);
export const CHANGE_VERSION_NAMES: ReadonlySet<string> = new Set(["minchangeversion", "maxchangeversion"]);

export function queryParameters(query: URLSearchParams): QueryParameters {
  const parameters = new Map<string, QueryParameter>();
  for (const [name, value] of query) {
    const key = name.toLowerCase();
    parameters.set(key, { name: parameters.get(key)?.name ?? name, value });
  }
  return parameters;
}

const INT32_MAX = 2_147_483_647;
const MAX_VERSION = 2n ** 63n - 1n;

/** A whole number from 0 to the bound; undefined for anything else. */
export function wholeNumber(text: string, maximum: number | bigint = INT32_MAX): number | undefined {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return undefined;
  const value = BigInt(text.trim().replace("+", ""));
  return value < 0 || value > maximum ? undefined : Number(value);
}

export function booleanText(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === "true") return true;
  return word === "false" ? false : undefined;
}

/** Inclusive bounds on change versions. */
export interface ChangeRange {
  readonly minimum?: number;
  readonly maximum?: number;
}

export function changeRange(parameters: QueryParameters): { range: ChangeRange; errors: string[] } {
  const errors: string[] = [];
  const bound = (name: "MinChangeVersion" | "MaxChangeVersion"): number | undefined => {
    const text = parameters.get(name.toLowerCase())?.value;
    if (text === undefined || text.trim() === "") return undefined;
    const value = wholeNumber(text, MAX_VERSION);
    if (value === undefined) errors.push(`${name} must be a numeric value greater than or equal to 0.`);
    return value;
  };
  const minimum = bound("MinChangeVersion");
  const maximum = bound("MaxChangeVersion");
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    errors.push("MinChangeVersion must be less than or equal to MaxChangeVersion.");
  const range = {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
  return { range, errors };
}
