/** The items that a smoke run creates: from the runner, or made in VU 0 of a direct run. */

import { SharedArray } from "k6/data";
import { SMOKE_ROUNDS_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokePlan, readSmokeRound } from "../../lib/contracts/smoke-rounds.ts";
import type { SmokePlan, SmokeRound } from "../../lib/plan/smoke-round.ts";
import { direct } from "../direct-script.ts";
import { RUN_DIRECTORY } from "../settings.ts";

export interface SmokeItems {
  readonly plan: () => SmokePlan;
  /**
   * @param number from 1
   * @param usable endpoints whose items are created, in load order
   * @param descriptors those of them that get a value for this run alone
   */
  readonly round: (number: number, usable: ReadonlySet<string>, descriptors: readonly string[]) => SmokeRound;
}

/** Called in the init context, where files can be opened. */
export function openItems(settings: Parameters<typeof direct.smoke.roundsOf>[0]): SmokeItems {
  const read = (): string[] => open(`${RUN_DIRECTORY}/${SMOKE_ROUNDS_FILE}`).split("\n");
  // All VUs share the text, and each reads the line of its own round.
  const lines = new SharedArray("rounds", FOR_RUNNER ? read : () => direct.smoke.roundsOf(settings));
  return {
    plan: () => readSmokePlan(lines),
    round: (number, usable, descriptors) => readSmokeRound(lines[number] as string, usable, descriptors),
  };
}
