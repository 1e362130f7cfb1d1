/** After k6: clean-up, verification, achieved figures, and why the run does not pass. */

import { repeatReasons } from "../../results/repeats.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { compressJournals } from "../../store/journal/journal-files.ts";
import { achieve, interruptedWork, resultOf } from "../../workload/achieve.ts";
import { mostVus } from "../../workload/mix/load-model.ts";
import { sampleReasons } from "../../workload/mix/samples.ts";
import { mismatchReasons, writeReasons } from "../../workload/proof/prove-writes.ts";
import type { EndedWork } from "../../workload/work.ts";
import { effectiveLoad, readBaseline } from "./baseline.ts";
import { openModelOf, rateReasons } from "./open-model.ts";
import { readwriteReasons } from "./readwrite-reasons.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

export async function concludeReadwrite(run: Run, work: ReadwriteWork, ended: EngineResult): Promise<PhaseResult> {
  const { config } = run.context.settings;
  const done = endedWork(run, work, ended);
  const achieved = await achieve(run, done, ended, undefined);
  const { journal, proof, removed, verification } = achieved;
  const { tally, causes } = journal;
  const { figures } = ended;
  const result = resultOf(run, done, ended, achieved);
  const { openModel, mix } = result.members;
  const load = effectiveLoad(work, readBaseline(run));
  const reasons = readwriteReasons({
    rate: openModel === undefined ? [] : rateReasons(run, openModel, load),
    end: ended,
    thresholds: ended.thresholds,
    repeats: repeatReasons(ended.repeatsOf(figures.requests), config.maxRepeats),
    samples: sampleReasons(tally, work.setup.mix.wanted, config.minSamples),
    operations: tally.operations,
    vus: ended.vusMax,
    failures: figures.failures,
    wrong: [...writeReasons(proof), ...mismatchReasons(figures.operations)],
    mix: mix.rows,
    causes,
    verification,
    left: removed?.left ?? [],
  });
  await compressJournals(run.folder.path);
  return { ...result, reasons };
}

export function interruptedReadwrite(run: Run, work: ReadwriteWork, ended: EngineResult) {
  return interruptedWork(run, endedWork(run, work, ended), ended);
}

function endedWork(run: Run, work: ReadwriteWork, ended: EngineResult): EndedWork {
  return {
    ...work,
    mostInFlight: mostVus(effectiveLoad(work, readBaseline(run))),
    ...(work.isOpen ? { openModel: openModelOf(run, work, ended) } : {}),
  };
}
