/** What a run of a mix works on: mix, items, rights. The same for every phase that runs one. */

import type { RunSite } from "../../run/phase.ts";
import { countResources } from "../../target/verification/count-resources.ts";
import { findData } from "./readwrite-data.ts";
import { chooseMix } from "./readwrite-mix.ts";
import { setUpReadwrite, wantedOf } from "./readwrite-setup.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

export type FoundWork = Pick<ReadwriteWork, "chosen" | "data" | "setup" | "isSet" | "before">;

/** Reads alone. @throws LoadTestError */
export async function findWork(
  { context, target }: Pick<RunSite, "context" | "target">,
  isOpen: boolean,
): Promise<FoundWork> {
  const { settings } = context;
  const { config, origins } = settings;
  const chosen = chooseMix(settings);
  const wanted = wantedOf(chosen.mix).map(({ resource }) => resource);
  const data = await findData(config, target.installation, target.client, wanted);
  const isSet = (key: string): boolean => (origins[key] ?? "default") !== "default";
  const setup = setUpReadwrite(chosen, data, target.facts, config, isOpen, isSet);
  const before = await countResources(target.client, Object.keys(data.loaded?.resources ?? setup.plan.items));
  return { chosen, data, setup, isSet, before };
}
