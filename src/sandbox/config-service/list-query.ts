/** What a list of the Configuration Service is asked for: filters, an order, one page. */
import type { SandboxResponse } from "../http.ts";
import { failureResponse, INVALID_PARAMETERS, invalidParameters } from "./failure.ts";
import type { RouteContext } from "./route-context.ts";

export interface ListFields {
  /** What `orderBy` may name. */
  readonly order: readonly string[];
  /** Query parameters; an item's field of that name must have the value. */
  readonly filter?: readonly string[];
  /** The query parameter `ids` names several items. */
  readonly byIds?: boolean;
}

type Text = (name: string) => string | undefined;

const DIRECTIONS = ["asc", "ascending", "desc", "descending"];
const INT32 = /^[+-]?\d{1,10}$/;

/** The items that the query asks for, or the answer that refuses it. Without `orderBy` they stay in their order. */
export function page<T extends object>(
  context: RouteContext,
  items: readonly T[],
  fields: ListFields,
): readonly T[] | SandboxResponse {
  const { request } = context;
  const query = new Map([...request.query].map(([name, value]) => [name.toLowerCase(), value]));
  const text: Text = (name) => query.get(name.toLowerCase());
  const wrongNumber = ["offset", "limit", "id"].map(text).some((value) => value && !isInt32(value));
  if (wrongNumber) return failureResponse(request, INVALID_PARAMETERS);
  const errors = listErrors(text, fields);
  if (errors.length > 0) return failureResponse(request, invalidParameters(errors));
  const filters = (fields.filter ?? []).filter((name) => text(name));
  const ids = fields.byIds === true && text("ids") ? listedIds(text("ids")).map(Number) : undefined;
  const found = items.filter(
    (item) =>
      filters.every((name) => String(fieldOf(item, name)) === text(name)) &&
      ids?.includes(Number(fieldOf(item, "id"))) !== false,
  );
  const orderBy = fields.order.find((name) => name.toLowerCase() === text("orderBy")?.toLowerCase());
  const ordered =
    orderBy === undefined ? found : found.sort((a, b) => compare(fieldOf(a, orderBy), fieldOf(b, orderBy)));
  if (text("direction")?.toLowerCase().startsWith("desc") === true) ordered.reverse();
  const offset = Number(text("offset") || 0);
  const limit = text("limit");
  return ordered.slice(offset, limit ? offset + Number(limit) : undefined);
}

function listErrors(text: Text, { order, byIds }: ListFields): string[] {
  const errors: string[] = [];
  const [limit, direction, orderBy] = ["limit", "direction", "orderBy"].map(text);
  if (Number(text("offset") || 0) < 0) errors.push("'offset' must be greater than or equal to 0.");
  if (limit && Number(limit) <= 0) errors.push("'limit' must be greater than 0.");
  if (direction !== undefined && !DIRECTIONS.includes(direction.toLowerCase()))
    errors.push(`The direction query parameter must be one of: ${DIRECTIONS.join(", ")}.`);
  if (orderBy !== undefined && !order.some((name) => name.toLowerCase() === orderBy.toLowerCase()))
    errors.push(`'orderBy' is not a valid field. Allowed values: ${order.join(", ")}.`);
  if (byIds === true && text("ids")) {
    if (text("id")) errors.push("'id' and 'ids' cannot be used together.");
    if (!listedIds(text("ids")).every(isInt32))
      errors.push("The 'ids' query parameter must be a comma-separated list of integers.");
  }
  return errors;
}

function listedIds(text = ""): string[] {
  return text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

function isInt32(text: string): boolean {
  const value = Number(text);
  return INT32.test(text) && value >= -(2 ** 31) && value < 2 ** 31;
}

function fieldOf(item: object, field: string): unknown {
  return (item as Readonly<Record<string, unknown>>)[field];
}

function compare(a: unknown, b: unknown): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a ?? "").localeCompare(String(b ?? ""), "en");
}
