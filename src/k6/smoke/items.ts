/** What a smoke run makes: from the runner, or made in VU 0 of a direct run. */

import { SharedArray } from "k6/data";
import { SMOKE_ROUNDS_FILE, SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokeWork, type SmokeWork } from "../../lib/contracts/smoke-work.ts";
import { direct } from "../direct-script.ts";
import { RUN_DIRECTORY } from "../settings.ts";

/**
 * Lines of `smoke-rounds.txt`, which all VUs share: each reads the line of its own round. Called in the init context, where
 * files can be opened.
 */
export function openRounds(settings: Parameters<typeof direct.smoke.roundsOf>[0]): readonly string[] {
  const read = (): string[] => open(`${RUN_DIRECTORY}/${SMOKE_ROUNDS_FILE}`).split("\n");
  return new SharedArray("rounds", FOR_RUNNER ? read : () => direct.smoke.roundsOf(settings));
}

/** Facts from the runner. Called in the init context; empty in a direct run. */
export function openWork(): SmokeWork {
  return FOR_RUNNER ? readSmokeWork(open(`${RUN_DIRECTORY}/${SMOKE_WORK_FILE}`)) : {};
}
