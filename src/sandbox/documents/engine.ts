/** What every operation on documents is given. */

import type { ResourceModel } from "../../api-model/types.ts";
import type { ApiClient, SandboxRequest, SandboxResponse } from "../http.ts";
import type { StoredDocument, TrackedChange } from "../store/types.ts";
import type { JsonObject } from "./json-paths.ts";
import type { Lookup } from "./references.ts";
import type { ResourcePlan } from "./resource-plan.ts";

export type Action = "Create" | "Read" | "Update" | "Delete" | "ReadChanges";

/** The refusal, or undefined when the client may. */
export type Authorize = (
  client: ApiClient,
  resource: ResourceModel,
  action: Action,
  request: SandboxRequest,
) => SandboxResponse | undefined;

/** An item as it stands, or as a write would leave it. */
export type ItemValues = { readonly stored: StoredDocument } | ProposedItem;

export interface ProposedItem {
  readonly proposed: JsonObject;
  /** Names of its references that name no item: relationships are checked without their values. */
  readonly missing: ReadonlySet<string>;
}

/** Which items of a resource a client may see and change. */
export interface DataLimits {
  /** The refusal, or undefined when the client may act on an item with these values. */
  refuse(
    client: ApiClient,
    resource: ResourceModel,
    action: Action,
    values: ItemValues,
    correlationId: string,
  ): SandboxResponse | undefined;
  /** Which items collections show; undefined: all. */
  visible(client: ApiClient, resource: ResourceModel): ((document: StoredDocument) => boolean) | undefined;
  /** Which deletes and key changes are shown; undefined: all. */
  visibleChange(client: ApiClient, resource: ResourceModel): ((change: TrackedChange) => boolean) | undefined;
  /** A delete must keep the whole item: what decides who may see it is not all in the key. */
  keepsDeleted(resource: ResourceModel): boolean;
}

export const NO_LIMITS: DataLimits = {
  refuse: () => undefined,
  visible: () => undefined,
  visibleChange: () => undefined,
  keepsDeleted: () => false,
};

export interface Engine extends Lookup {
  readonly authorize: Authorize;
  readonly limits: DataLimits;
  readonly maximumPageSize: number;
  /** Pages below an upper change version have a token too, of change versions; in DMS a walk does not begin there. */
  readonly continuesByVersion: boolean;
  /** Part of every etag. */
  readonly epoch: string;
}

/** One request whose path has been understood. */
export interface Call {
  readonly request: SandboxRequest;
  readonly plan: ResourcePlan;
  readonly client: ApiClient;
  /** Absolute address of the collection, its endpoint as the caller wrote it. */
  readonly resourceUrl: string;
}

/** The same for a path with an id, in lower case with dashes. */
export interface ItemCall extends Call {
  readonly id: string;
}

export function locationOf({ resourceUrl }: Call, id: string): string {
  return `${resourceUrl}/${id}`;
}

/** DMS names a type for answers without a body too. */
export const NO_BODY = { "Content-Type": "application/json" } as const;

/** GET and DELETE of an id that does not exist. */
export const NOT_THERE: SandboxResponse = { status: 404, headers: NO_BODY };
