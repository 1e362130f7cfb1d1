/** What every handler of the Configuration Service is given, and the small checks they share. */
import type { ClaimSetRegistry } from "../claims/registry.ts";
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { badRequest, type Failure, failureResponse, invalidData, invalidParameters } from "./failure.ts";
import type { ConfigRepository } from "./state.ts";

export interface RouteContext {
  readonly request: SandboxRequest;
  readonly repository: ConfigRepository;
  readonly claimSets: ClaimSetRegistry;
  /** `http://host:port/config` as the caller wrote it. */
  readonly base: string;
  /** Path segments after the collection: `/v3/vendors/7/applications` -> `["7", "applications"]`. */
  readonly rest: readonly string[];
  /** Resources of the data model, for authorization metadata. */
  readonly resources: readonly { readonly name: string; readonly project: string }[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Collects the errors of one body by property, in the wording of the Configuration Service. */
export class BodyChecks {
  readonly body: JsonObject;
  private readonly errors: Record<string, string[]> = {};

  constructor(body: JsonObject) {
    this.body = body;
  }

  add(property: string, text: string): void {
    const key = property.charAt(0).toUpperCase() + property.slice(1);
    this.errors[key] = [...(this.errors[key] ?? []), text];
  }

  /**
   * A required text of bounded length.
   * @param calledAs what errors call the property, where that is not its name
   */
  text(property: string, maximum: number, calledAs = property): string {
    const value = this.body[property];
    if (typeof value !== "string" || value.trim() === "") {
      this.add(calledAs, `'${words(calledAs)}' must not be empty.`);
      return "";
    }
    if (value.length > maximum) {
      this.add(
        calledAs,
        `The length of '${words(calledAs)}' must be ${maximum} characters or fewer. You entered ${value.length} characters.`,
      );
    }
    return value;
  }

  /** A text that names a claim set. */
  claimSetName(calledAs: string): string {
    const name = this.text("claimSetName", 256, calledAs);
    if (/\s/.test(name)) this.add(calledAs, "Claim set name must not contain white spaces.");
    return name;
  }

  /** The id of the record that this one belongs to; 0 when there is none. */
  owner(property: string): number {
    const value = this.body[property];
    if (typeof value === "number" && value > 0) return value;
    this.add(property, `'${words(property)}' must be greater than '0'.`);
    return 0;
  }

  /** An optional list of whole numbers above zero. */
  ids(property: string): number[] {
    const value = this.body[property];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value) || value.some((id) => !Number.isSafeInteger(id))) {
      this.add(property, `'${words(property)}' must be a list of whole numbers.`);
      return [];
    }
    const ids = value as number[];
    for (const [index, id] of ids.entries())
      if (id <= 0) this.add(`${property}[${index}]`, `'${words(property)}' must be greater than '0'.`);
    return [...new Set(ids)];
  }

  /** May be left out or empty, but not null. */
  dataStoreIds(): number[] {
    if (this.body.dataStoreIds === null)
      this.add(
        "dataStoreIds",
        "DataStoreIds cannot be null. Supply an array of Data Store ids, or an empty array for a client with no Data Store assignment.",
      );
    return this.ids("dataStoreIds");
  }

  /** PUT: the id in the body equals the one in the address. */
  sameId(id: number): void {
    if (this.body.id !== id) this.add("id", "Request body id must match the id in the url.");
  }

  get failure(): Failure | undefined {
    return Object.keys(this.errors).length === 0 ? undefined : invalidData(this.errors);
  }
}

/** `contactEmailAddress` -> `Contact Email Address`. */
function words(property: string): string {
  const spaced = property.replace(/([a-z])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Passes on the body as an object, or returns 400. */
export function withBody(request: SandboxRequest, handle: (body: JsonObject) => SandboxResponse): SandboxResponse {
  const body = parseObject(request.body);
  return body === undefined
    ? failureResponse(request, badRequest("The request body is not a valid JSON object."))
    : handle(body);
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** The number in the address, or the answer to give when there is none. */
export function readId(context: RouteContext): number | SandboxResponse {
  const text = context.rest[0] ?? "";
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return failureResponse(context.request, invalidParameters([`The value '${text}' is not valid for id.`]));
}

/** Applies `offset` and `limit`; without them the whole list. */
export function page<T>(context: RouteContext, items: readonly T[]): readonly T[] | SandboxResponse {
  const errors: string[] = [];
  const read = (name: string, minimum: number): number | undefined => {
    const text = context.request.query.get(name);
    if (text === null || text === "") return undefined;
    if (/^\d{1,9}$/.test(text) && Number(text) >= minimum) return Number(text);
    errors.push(`'${words(name)}' must be greater than or equal to '${minimum}'.`);
    return undefined;
  };
  const offset = read("offset", 0) ?? 0;
  const limit = read("limit", 0);
  if (errors.length > 0) return failureResponse(context.request, invalidParameters(errors));
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
}
