/** After k6: journals, deletion of what is left, verification, what was achieved and why it does not pass. */

import { ranToEnd } from "../../results/engine-end.ts";
import { reason } from "../../results/reason.ts";
import { repeatReasons } from "../../results/repeats.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { compressJournals, journalFiles } from "../../store/journal/journal-files.ts";
import { effectiveLoad, readBaseline } from "./baseline.ts";
import { mostVus } from "./mix/load-model.ts";
import { sampleReasons } from "./mix/samples.ts";
import { openModelOf, rateReasons } from "./open-model.ts";
import { mismatchReasons, proveWrites, readBackOf, writeReasons } from "./prove-writes.ts";
import { type ReadwriteJournal, readReadwriteJournals } from "./readwrite-journal.ts";
import { type Achieved, headlineOf, linesOf } from "./readwrite-lines.ts";
import { readwriteReasons } from "./readwrite-reasons.ts";
import { verifyReadwrite } from "./readwrite-verification.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";
import { withLost } from "./with-lost.ts";
import { WrittenItems } from "./written-items.ts";

export async function concludeReadwrite(run: Run, work: ReadwriteWork, ended: EngineResult): Promise<PhaseResult> {
  const { config } = run.context.settings;
  const achieved = await achieve(run, work, ended, false);
  const { journal, proof, removed, verification } = achieved;
  const { tally, causes } = journal;
  const { figures } = ended;
  const result = resultOf(run, work, ended, achieved);
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

/** Ctrl-C: nothing is sent to the target any more, so that the command ends at once. */
export async function interruptedReadwrite(
  run: Run,
  work: ReadwriteWork,
  ended: EngineResult,
): Promise<PhaseResult | readonly string[]> {
  const achieved = await achieve(run, work, ended, true);
  const { tally, left } = achieved.journal;
  if (tally.operations === 0)
    return left.length === 0
      ? ["readwrite no items were created"]
      : [
          `readwrite ${left.length} items that it created are at the target`,
          `          to delete them: npm run cleanup -- ${run.name}`,
        ];
  const { interruptedBy } = run.context.cleanup;
  const reasons = [
    reason("interrupted", `interrupted by ${interruptedBy}: the figures are of the time before`),
    ...writeReasons(achieved.proof),
  ];
  return { ...resultOf(run, work, ended, achieved), reasons };
}

/** @param isCut nothing is read back, deleted or verified */
export async function achieve(run: Run, work: ReadwriteWork, ended: EngineResult, isCut: boolean): Promise<Achieved> {
  const { config } = run.context.settings;
  const written = new WrittenItems(mostVus(effectiveLoad(work, readBaseline(run))));
  const journal = await readJournals(run, work, ended, written);
  const { proof, removed } = await proveWrites({
    folder: run.folder,
    journal,
    written,
    client: run.target.client,
    keep: config.keep || isCut,
    checks: config.verify && ranToEnd(ended.exitCode) && journal.unfinished.length === 0,
    checksUpdates: work.baselineMs === 0,
    strict: isAlone(run),
  });
  const verification = config.verify && !isCut ? await verify(run, work, journal, removed) : undefined;
  return { journal, proof, removed, verification };
}

/** All but the reasons. */
export function resultOf(run: Run, work: ReadwriteWork, ended: EngineResult, done: Achieved) {
  const { journal, proof } = done;
  const { leftOut } = work.setup;
  const openModel = work.isOpen ? openModelOf(run, work, ended) : undefined;
  return {
    causes: journal.causes,
    measured: {
      warmUpMs: work.warmUpMs,
      figures: withLost(ended.figures, proof.lost),
    },
    members: {
      mix: {
        name: work.chosen.name,
        preparing: journal.tally.preparing,
        rows: journal.tally.achieved(work.setup.mix.wanted),
      },
      readBack: readBackOf(proof),
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(openModel === undefined ? {} : { openModel }),
    },
    present: (summary: RunSummary) => ({
      headline: headlineOf(summary, journal.tally.operations),
      lines: linesOf(run.name, summary, done),
    }),
    document: { requestsByOp: journal.requests },
  };
}

function readJournals(
  run: Run,
  work: ReadwriteWork,
  { exitCode }: EngineResult,
  written: WrittenItems,
): Promise<ReadwriteJournal> {
  const { folder } = run;
  // k6 waits for all iterations under way, unless it was stopped.
  const most = mostVus(effectiveLoad(work, readBaseline(run)));
  const inFlight = ranToEnd(exitCode) ? 0 : most;
  const before = { startsBefore: startsBefore(run), inFlightBefore: most };
  return readReadwriteJournals(journalFiles(folder.path), { inFlight, written, ...before });
}

/** Starts of k6 that a resumed run follows. */
function startsBefore({ folder, journals }: Run): number {
  return journalFiles(folder.path).length - journals;
}

/** Nobody else writes to the target. */
function isAlone({ target }: Run): boolean {
  return target.installation.kind === "sandbox";
}

function verify(
  run: Run,
  work: ReadwriteWork,
  journal: ReadwriteJournal,
  removed: Achieved["removed"],
): Promise<Achieved["verification"]> {
  return verifyReadwrite({
    client: run.target.client,
    data: work.data,
    before: work.before,
    leftBefore: journal.leftBefore,
    inFlightBefore: startsBefore(run) * mostVus(effectiveLoad(work, readBaseline(run))),
    left: removed === undefined ? journal.left : removed.leftItems,
    strict: isAlone(run),
    sampleSize: run.context.settings.config.verifySample,
  });
}
