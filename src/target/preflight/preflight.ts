/** All requirements of a run, checked at once: on this machine and on the target. */
import type { Collector } from "../figures/collector.ts";
import type { Check } from "./checklist.ts";
import { checkMachine, type MachineInput } from "./machine-checks.ts";
import { checkTarget } from "./target-checks.ts";
import type { TargetFacts, TargetInput } from "./target-facts.ts";

export interface PreflightInput extends MachineInput, TargetInput {
  /** Of figures beside the run; closed when they have been checked. */
  readonly collectors?: readonly Collector[];
}

export interface PreflightReport {
  /** The machine's first, then the target's, in the order in which they build on each other. */
  readonly checks: readonly Check[];
  readonly facts: TargetFacts;
}

/** Never throws for what it checks; `failureOf(report.checks)` is the error that a command ends with. */
export async function preflight(input: PreflightInput): Promise<PreflightReport> {
  const [machine, target, figures] = await Promise.all([
    checkMachine(input),
    checkTarget(input),
    checkCollectors(input.collectors ?? []),
  ]);
  return { checks: [...machine, ...target.checks, ...figures], facts: target.facts };
}

async function checkCollectors(collectors: readonly Collector[]): Promise<readonly Check[]> {
  const checks = await Promise.all(collectors.map((collector) => collector.check()));
  await Promise.all(collectors.map((collector) => collector.close()));
  return checks;
}
