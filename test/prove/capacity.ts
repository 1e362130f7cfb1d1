/**
 * The search against sandboxes of known capacity: twelve, from 20 to 1,500 operations per second, each within 20 % of what a
 * simulation of ten minutes gives, eleven within 10 %. Then sandboxes that are faster than the generator. On a machine
 * that does something else, too, a sandbox takes less than its file says: each case tells how busy the machine was.
 */

import { loadavg } from "node:os";
import { USUAL_LIMITS } from "../../src/results/capacity/step.ts";
import type { CapacityResult } from "../../src/results/run-summary.ts";
import type { CapacitySettings } from "../../src/sandbox/capacity/capacity-file.ts";
import { loadedPlace, runAtCapacity } from "../e2e/support/capacity-run.ts";
import { type Clone, createClone } from "../e2e/support/clone.ts";
import { trueKnee } from "../fakes/true-knee.ts";
import type { Facts, Proof } from "./proof.ts";

const RATES = [20, 30, 45, 65, 100, 150, 220, 320, 480, 700, 1000, 1500];
/** Shapes in turn: a long queue, a slow-down by other requests, a queue that is soon full. */
const SHAPES: readonly Partial<CapacitySettings>[] = [{}, { contention: 0.05 }, { queueLimit: 40 }];
/** Of 100 operations of the mix 20 are updates, which read first; few writes are read back. */
const REQUESTS = 1.21;
const VUS = 200;
const P95_MS = 1500;
const BUDGET = "165s";
const CLOSE = 0.1;
const FARTHEST = 0.2;
const MAY_BE_FAR = 1;

const GENERATOR_CPUS = ["0.1", "0.2", "0.35"];
/** Above this rate, which half a core of the generator reaches, the sandbox itself may be the limit. */
const WITHIN_REACH = 3000;

/** About so many operations per second. */
function sandboxOf(rate: number, shape: Partial<CapacitySettings>): CapacitySettings {
  const workers = rate < 200 ? 4 : 16;
  const crowd = 1 + (shape.contention ?? 0) * (workers - 1);
  return { workers, serviceMs: (1000 * workers) / (rate * REQUESTS * crowd), ...shape };
}

/** Operations per second of the simulated target that does the requests of an operation as one. */
function truthOf({ workers, serviceMs, contention = 0, queueLimit }: CapacitySettings, rate: number): number {
  const queue = queueLimit === undefined ? {} : { queueLimit };
  const target = { servers: workers, serviceMs: serviceMs * REQUESTS, contention, vus: VUS, ...queue };
  return trueKnee(target, { ...USUAL_LIMITS, p95Ms: P95_MS }, [rate / 2, rate * 2]);
}

export const capacity: Proof = {
  name: "capacity",
  text: "the knee of twelve sandboxes of known capacity is found, and a sandbox faster than the generator gives at least",
  run: async (use) => {
    const clone = createClone();
    let far = 0;
    try {
      for (const [at, rate] of RATES.entries()) {
        const sandbox = sandboxOf(rate, SHAPES[at % SHAPES.length] ?? {});
        await use({
          name: `${rate}/s`,
          run: async () => {
            // Low enough for steps that hold, and no rate of the climb is the knee.
            const args = ["--start-rate", `${rate / 3}`];
            const answer = await answerOf(clone, `rate-${rate}`, sandbox, args);
            const truth = truthOf(sandbox, rate);
            const error = answer.perSecond / truth - 1;
            if (Math.abs(error) > CLOSE) far++;
            const isFound = answer.answer === "knee" && Math.abs(error) <= FARTHEST && far <= MAY_BE_FAR;
            return told(isFound, answer, { truth: Math.round(truth), error: `${(100 * error).toFixed(1)} %` });
          },
        });
      }
      for (const cpus of GENERATOR_CPUS) {
        await use({
          name: `faster than ${cpus} cores`,
          run: async () => {
            const args = ["--generator-cpus", cpus, "--start-rate", "50", "--max-rate", `${WITHIN_REACH}`];
            const answer = await answerOf(clone, `cpus-${cpus}`, undefined, args);
            return told(answer.answer === "at-least" && answer.limitedBy === "generator", answer, {});
          },
        });
      }
    } finally {
      clone.remove();
    }
  },
};

async function answerOf(
  clone: Clone,
  name: string,
  sandbox: CapacitySettings | undefined,
  flags: readonly string[],
): Promise<CapacityResult> {
  const args = ["--objective", `p95<${P95_MS}ms`, "--budget", BUDGET, "--vus", `${VUS}`, ...flags];
  // As for users: steps in which the generator is late say nothing about the target.
  const environment = { MAX_VU_DELAY: "20ms" };
  const run = { name, phase: "capacity", capacity: sandbox, args, environment } as const;
  const { summary, output } = await runAtCapacity(clone, await loadedPlace(clone, run.name), run);
  if (summary.capacity === undefined) throw new Error(output);
  return summary.capacity;
}

/** @throws Error where the answer is not right */
function told(isRight: boolean, { answer, text, perSecond, steps }: CapacityResult, more: Facts): Facts {
  const [, machineLoad = 0] = loadavg();
  const facts = { answer, perSecond: Math.round(perSecond), steps: steps.length, ...more, machineLoad };
  if (!isRight) throw new Error(`${text}; ${JSON.stringify(facts)}`);
  return facts;
}
