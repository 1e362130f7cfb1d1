/** Applications as they are shown: all of them, a vendor's, or those of a data store. */
import type { SandboxResponse } from "../http.ts";
import { json } from "./failure.ts";
import { type ListFields, page } from "./list-query.ts";
import type { RouteContext } from "./route-context.ts";
import type { Application, ConfigState } from "./state.ts";

const FIELDS: ListFields = {
  order: ["id", "applicationName", "vendorId", "claimSetName"],
  filter: ["id", "applicationName", "claimSetName"],
  byIds: true,
};

/** One page of the applications that are asked for. */
export function listApplications(
  context: RouteContext,
  isMeant: (application: Application) => boolean,
): SandboxResponse {
  const { state } = context.repository;
  const applications = page(context, state.applications.filter(isMeant), FIELDS);
  return "status" in applications ? applications : json(200, applicationViews(state, applications));
}

/** An application is enabled as long as all of its clients are approved. */
export function applicationViews({ apiClients }: ConfigState, applications: readonly Application[]): object[] {
  const withoutApproval = new Set(
    apiClients.filter(({ isApproved }) => !isApproved).map(({ applicationId }) => applicationId),
  );
  return applications.map((application) => ({ ...application, enabled: !withoutApproval.has(application.id) }));
}
