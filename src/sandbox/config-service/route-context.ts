/** What every handler of the Configuration Service is given, and the small checks they share. */
import type { ClaimSetRegistry } from "../claims/registry.ts";
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import {
  type Failure,
  failureResponse,
  INVALID_JSON,
  INVALID_PARAMETERS,
  invalidData,
  NO_BODY,
  UNSUPPORTED_TYPE,
} from "./failure.ts";
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
  private isMistyped = false;

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
    const value = this.body[property] ?? "";
    if (typeof value !== "string") {
      this.isMistyped = true;
      return "";
    }
    if (value.trim() === "") {
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
    const value = wholeNumber(this.body[property] ?? 0);
    if (value === undefined) {
      this.isMistyped = true;
      return 0;
    }
    if (value > 0) return value;
    this.add(property, `'${words(property)}' must be greater than '0'.`);
    return 0;
  }

  /** An optional list of whole numbers above zero. */
  ids(property: string): number[] {
    const value = this.body[property];
    if (value === undefined || value === null) return [];
    const ids = Array.isArray(value) ? value.map(wholeNumber) : [undefined];
    if (!ids.every((id) => id !== undefined)) {
      this.isMistyped = true;
      return [];
    }
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

  /** PUT: the id in the body equals the one in the address. Looked at when nothing else is wrong. */
  sameId(id: number): void {
    if (this.failure === undefined && wholeNumber(this.body.id) !== id)
      this.add("id", "Request body id must match the id in the url.");
  }

  /** Fields without which a body cannot be read. */
  required(...properties: readonly string[]): void {
    if (properties.some((property) => this.body[property] === undefined)) this.isMistyped = true;
  }

  /** An optional truth value. */
  flag(property: string, otherwise: boolean): boolean {
    const value = this.body[property] ?? otherwise;
    if (typeof value !== "boolean") this.isMistyped = true;
    return value === true;
  }

  get failure(): Failure | undefined {
    if (this.isMistyped) return INVALID_JSON;
    return Object.keys(this.errors).length === 0 ? undefined : invalidData(this.errors);
  }
}

/** Whole numbers may be written as text; undefined for anything else. */
function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** `contactEmailAddress` -> `Contact Email Address`. */
function words(property: string): string {
  const spaced = property.replace(/([a-z])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Passes on the body as an object, or returns what refuses it. */
export function withBody(request: SandboxRequest, handle: (body: JsonObject) => SandboxResponse): SandboxResponse {
  const body = readBody(request);
  return "failure" in body ? failureResponse(request, body.failure) : handle(body.object);
}

const JSON_BODY = /^application\/([^\s;]+\+)?json\s*(;|$)/i;

function readBody({ body, headers }: SandboxRequest): { object: JsonObject } | { failure: Failure } {
  if (body === "") return { failure: NO_BODY };
  if (!JSON_BODY.test(headers["content-type"]?.trim() ?? "")) return { failure: UNSUPPORTED_TYPE };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { failure: INVALID_JSON };
  }
  if (parsed === null) return { failure: NO_BODY };
  return typeof parsed === "object" && !Array.isArray(parsed)
    ? { object: parsed as JsonObject }
    : { failure: INVALID_JSON };
}

/** The number in the address, or the answer to give when there is none. */
export function readId(context: RouteContext): number | SandboxResponse {
  const text = context.rest[0] ?? "";
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return failureResponse(context.request, INVALID_PARAMETERS);
}
