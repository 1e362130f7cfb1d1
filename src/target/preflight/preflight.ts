/** All requirements of a run, checked at once: on this machine and on the target. */
import type { Check } from "./checklist.ts";
import { checkMachine, type MachineInput } from "./machine-checks.ts";
import { checkTarget } from "./target-checks.ts";
import type { TargetFacts, TargetInput } from "./target-facts.ts";

export type PreflightInput = MachineInput & TargetInput;

export interface PreflightReport {
  /** The machine's first, then the target's, in the order in which they build on each other. */
  readonly checks: readonly Check[];
  readonly facts: TargetFacts;
}

/** Never throws for what it checks; `failureOf(report.checks)` is the error that a command ends with. */
export async function preflight(input: PreflightInput): Promise<PreflightReport> {
  const [machine, target] = await Promise.all([checkMachine(input), checkTarget(input)]);
  return { checks: [...machine, ...target.checks], facts: target.facts };
}
