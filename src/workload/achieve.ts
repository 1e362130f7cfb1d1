/** After k6: evaluates the journals, verifies the writes, deletes what the run created, and verifies the loaded data. */

import { plural } from "../base/figures.ts";
import { interruptedReason, ranToEnd } from "../results/engine-end.ts";
import type { RunSummary } from "../results/run-summary.ts";
import type { EngineResult, PhaseResult } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import { journalFiles } from "../store/journal/journal-files.ts";
import { type ReadwriteJournal, readReadwriteJournals } from "./journal/readwrite-journal.ts";
import { headlineOf, linesOf } from "./lines.ts";
import { endStep } from "./proof/end-step.ts";
import { proveWrites, readBackOf, writeReasons } from "./proof/prove-writes.ts";
import { type Verification, verifyWork } from "./proof/verification.ts";
import { withLost } from "./proof/with-lost.ts";
import { WrittenItems } from "./proof/written-items.ts";
import type { Achieved, EndedWork } from "./work.ts";

const STOPPED = "k6 was stopped before all operations had a response, so it is unknown what was written last";

/** For the deletion of what a run created, which may otherwise take as long as the run did. */
const SHORTEST_CLEAN_UP_MS = 120_000;
const VERIFY_MS = 60_000;

/** @param cut why nothing is read back, deleted or verified; undefined: it is */
export async function achieve(
  run: Run,
  work: EndedWork,
  ended: EngineResult,
  cut: string | undefined,
): Promise<Achieved> {
  const { settings, output } = run.context;
  const { config } = settings;
  const log = (line: string): void => output.progress(line);
  const written = new WrittenItems(work.mostInFlight, run.instances);
  const journal = await readJournals(run, work, ended, written);
  const { proof, removed } = await proveWrites({
    folder: run.folder,
    journal,
    written,
    client: run.target.client,
    keep: config.keep || cut !== undefined,
    unread: !config.verify
      ? "it was disabled (--no-verify)"
      : (cut ?? (ranToEnd(ended.exitCode) && journal.unfinished.length === 0 ? undefined : STOPPED)),
    strict: isAlone(run),
    cleanUpMs: Math.max(SHORTEST_CLEAN_UP_MS, ended.durationMs),
    log,
  });
  const verification = config.verify && cut === undefined ? await verify(run, work, journal, removed, log) : undefined;
  return { journal, proof, removed, verification };
}

/** All but the reasons. */
export function resultOf(run: Run, work: EndedWork, ended: EngineResult, achieved: Achieved) {
  const { journal, proof } = achieved;
  const { openModel } = work;
  const { leftOut, mix } = work.setup;
  return {
    causes: journal.causes,
    measured: { warmUpMs: work.warmUpMs, figures: withLost(ended.figures, proof.lost) },
    members: {
      mix: { name: work.chosen.name, preparing: journal.tally.preparing, rows: journal.tally.achieved(mix.wanted) },
      readBack: readBackOf(proof),
      ...(journal.failuresBefore === 0 ? {} : { failuresBefore: journal.failuresBefore }),
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(openModel === undefined ? {} : { openModel }),
    },
    present: (summary: RunSummary) => ({
      headline: headlineOf(summary, journal.tally.operations),
      lines: linesOf(run.name, summary, achieved),
    }),
    document: { requestsByOp: journal.requests },
  };
}

/**
 * Ctrl-C: nothing is sent to the target any more, so that the command ends at once.
 * @param complete adds what the phase itself measured until then
 */
export async function interruptedWork(
  run: Run,
  work: EndedWork,
  ended: EngineResult,
  complete: (result: PhaseResult) => PhaseResult = (result) => result,
): Promise<PhaseResult | readonly string[]> {
  const achieved = await achieve(run, work, ended, STOPPED);
  const { tally, left } = achieved.journal;
  if (tally.operations === 0)
    return left.length === 0
      ? [`${run.phase} no items were created`]
      : [
          `${run.phase} ${plural(left.length, "item")} that it created ${left.length === 1 ? "is" : "are"} at the target`,
          `          to clean up: npm run cleanup -- ${run.name}`,
        ];
  const reasons = [interruptedReason(run.context.cleanup.interruptedBy), ...writeReasons(achieved.proof)];
  return complete({ ...resultOf(run, work, ended, achieved), reasons });
}

function readJournals(
  run: Run,
  { mostInFlight }: EndedWork,
  { exitCode }: EngineResult,
  written: WrittenItems,
): Promise<ReadwriteJournal> {
  const { folder } = run;
  // k6 waits for all iterations under way, unless it was stopped.
  const inFlight = ranToEnd(exitCode) ? 0 : mostInFlight;
  const before = { startsBefore: startsBefore(run), inFlightBefore: mostInFlight };
  return readReadwriteJournals(journalFiles(folder.path), { inFlight, instances: run.instances, written, ...before });
}

/** Starts of k6 that a resumed run follows. */
function startsBefore({ folder, journals }: Run): number {
  return journalFiles(folder.path).length - journals;
}

/** No other client writes to the target. */
function isAlone({ target }: Run): boolean {
  return target.installation.kind === "sandbox";
}

function verify(
  run: Run,
  { data, before, mostInFlight }: EndedWork,
  journal: ReadwriteJournal,
  removed: Achieved["removed"],
  log: (line: string) => void,
): Promise<Verification> {
  const isShared = run.context.settings.sharing !== undefined;
  const step = { name: "verify", client: run.target.client, mostMs: VERIFY_MS, log };
  const input = {
    data,
    // The other runs create and delete items at the same time.
    before: isShared ? { ...before, counts: {} } : before,
    leftBefore: journal.leftBefore,
    inFlightBefore: startsBefore(run) * mostInFlight,
    left: removed === undefined ? journal.left : removed.leftItems,
    strict: isAlone(run),
    sampleSize: run.context.settings.config.verifySample,
  };
  return endStep(step, (client) => verifyWork({ ...input, client }));
}
