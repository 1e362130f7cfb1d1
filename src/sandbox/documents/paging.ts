/** Which page a collection GET asks for: by offset and limit, or by page token. */
import { decodePageToken, type PageRange } from "./page-token.ts";
import { booleanText, type QueryParameters, wholeNumber } from "./query-parameters.ts";

export type Paging =
  | { readonly kind: "offset"; readonly offset: number; readonly limit: number; readonly totalCount: boolean }
  | { readonly kind: "cursor"; readonly range: PageRange; readonly pageSize: number };

export type PagingReading = { readonly paging: Paging } | { readonly errors: readonly string[] };

/** A request with `pageToken` or `pageSize` follows the rules of cursor paging, which report one error at a time. */
export function readPaging(parameters: QueryParameters, maximumPageSize: number): PagingReading {
  if (parameters.has("pagetoken") || parameters.has("pagesize")) return readCursor(parameters, maximumPageSize);
  return readOffset(parameters, maximumPageSize);
}

/** `offset`, `limit` and `totalCount`, all their faults at once. */
export function readOffset(parameters: QueryParameters, maximumPageSize: number): PagingReading {
  const errors: string[] = [];
  const offset = number(parameters, "offset");
  if (offset === "bad") errors.push("Offset must be a numeric value greater than or equal to 0.");
  const limit = number(parameters, "limit", maximumPageSize);
  if (limit === "bad") errors.push(`Limit must be omitted or set to a numeric value between 0 and ${maximumPageSize}.`);
  const totalCount = booleanText(parameters.get("totalcount")?.value ?? "false");
  if (totalCount === undefined) errors.push("TotalCount must be a boolean value.");
  if (offset === "bad" || limit === "bad" || totalCount === undefined) return { errors };
  return { paging: { kind: "offset", offset: offset ?? 0, limit: limit ?? maximumPageSize, totalCount } };
}

function readCursor(parameters: QueryParameters, maximumPageSize: number): PagingReading {
  const one = (text: string): PagingReading => ({ errors: [text] });
  const token = parameters.get("pagetoken");
  if (token === undefined) {
    return parameters.has("offset") && !parameters.has("limit")
      ? one("Use limit instead of pageSize when using limit/offset paging.")
      : one("PageToken is required when pageSize is specified.");
  }
  const range = decodePageToken(token.value);
  if (range === undefined) return one("The page token provided was invalid.");
  if (parameters.has("offset"))
    return one(
      "Both offset and pageToken parameters were provided, but they support alternative paging approaches and cannot be used together.",
    );
  if (parameters.has("limit")) return one("Use pageSize instead of limit when using cursor paging with pageToken.");
  const totalCount = booleanText(parameters.get("totalcount")?.value ?? "false");
  if (totalCount === true)
    return one("The totalCount parameter cannot be set to true when using cursor paging with pageToken.");
  const pageSize = number(parameters, "pagesize", maximumPageSize);
  if (pageSize === "bad") return one(`PageSize must be a value between 0 and ${maximumPageSize}.`);
  if (totalCount === undefined) return one("TotalCount must be a boolean value.");
  return { paging: { kind: "cursor", range, pageSize: pageSize ?? maximumPageSize } };
}

function number(parameters: QueryParameters, name: string, maximum?: number): number | "bad" | undefined {
  const text = parameters.get(name)?.value;
  return text === undefined ? undefined : (wholeNumber(text, maximum) ?? "bad");
}
