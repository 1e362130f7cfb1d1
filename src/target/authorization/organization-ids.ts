/** Ids of the education organizations of a dataset: a client with relationships needs them. Pure. */

import type { DatasetSettings } from "../../lib/data/dataset.ts";
import { agencyId, schoolId, stateId } from "../../lib/data/world/schools.ts";
import { createWorld } from "../../lib/data/world/world.ts";

/** State agency, service center, local agencies, then schools. */
export function educationOrganizationIds(settings: DatasetSettings): number[] {
  const world = createWorld(settings);
  const ids = [stateId(world), stateId(world) + 1];
  for (let i = 0; i < world.agencies; i++) ids.push(agencyId(world, i));
  for (let s = 0; s < settings.schools; s++) ids.push(schoolId(world, s));
  return ids;
}
