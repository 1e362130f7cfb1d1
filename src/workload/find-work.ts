/** Finds what a run of a mix needs: mix, items, permissions. */

import type { RunSite } from "../run/phase.ts";
import { countResources } from "../target/verification/count-resources.ts";
import { findData } from "./data/find-data.ts";
import { profileOfData } from "./data/profile-of-data.ts";
import type { ChosenMix } from "./mix/choose-mix.ts";
import { wantedOf } from "./mix/wanted.ts";
import { setUpWork } from "./setup.ts";
import type { MixWork } from "./work.ts";

/** Reads alone. @throws LoadTestError */
export async function findWork(
  { context, target }: Pick<RunSite, "context" | "target">,
  isOpen: boolean,
  chosen: ChosenMix,
): Promise<MixWork> {
  const { config, origins } = context.settings;
  const wanted = wantedOf(chosen.mix).map(({ resource }) => resource);
  const data = await findData(config, target.installation, target.client, wanted);
  const isSet = (key: string): boolean => (origins[key] ?? "default") !== "default";
  const setup = setUpWork(chosen, data, target.facts, config, isOpen, isSet);
  const before = await countResources(target.client, Object.keys(data.loaded?.resources ?? setup.plan.items));
  return { chosen, data, setup, isSet, before, named: profileOfData(context.settings, data.loaded) };
}
