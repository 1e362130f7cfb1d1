/** What every operation on documents is given. */
import type { ApiClient, SandboxRequest, SandboxResponse } from "../http.ts";
import type { ResourceModel } from "../model/types.ts";
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

export interface Engine extends Lookup {
  readonly authorize: Authorize;
  readonly maximumPageSize: number;
  /** Part of every etag. */
  readonly epoch: string;
}

/** One request whose path has been understood. */
export interface Call {
  readonly request: SandboxRequest;
  readonly plan: ResourcePlan;
  readonly client: ApiClient;
  /** Absolute address of `/data` as the caller wrote it. */
  readonly dataUrl: string;
}

/** The same for a path with an id, in lower case with dashes. */
export interface ItemCall extends Call {
  readonly id: string;
}

export function locationOf({ dataUrl, plan }: Call, id: string): string {
  return `${dataUrl}/${plan.table}/${id}`;
}

/** GET and DELETE of an id that does not exist. */
export const NOT_THERE: SandboxResponse = { status: 404, headers: {} };
