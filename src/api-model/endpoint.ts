/** Names of endpoints: `students` in the project `ed-fi`, `tpdm/candidates` in any other. Pure. */

import type { ResourceModel } from "./types.ts";

export function endpointOf({ project, endpoint }: Pick<ResourceModel, "project" | "endpoint">): string {
  return project === "ed-fi" ? endpoint : `${project}/${endpoint}`;
}
