/** After k6: journals, deletion of what is left, verification, what was achieved and why it does not pass. */

import { ranToEnd } from "../../results/engine-end.ts";
import { repeatReasons } from "../../results/repeats.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { effectiveLoad, readBaseline } from "./baseline.ts";
import { measuredFigures, withLost } from "./measured-figures.ts";
import { failuresOf } from "./mix/achieved.ts";
import { mostVus } from "./mix/load-model.ts";
import { openModelOf, rateReasons } from "./open-model.ts";
import { mismatchReasons, proveWrites, readBackOf, writeReasons } from "./prove-writes.ts";
import type { ReadwriteCleanupResult } from "./readwrite-cleanup.ts";
import { type ReadwriteJournal, readReadwriteJournals } from "./readwrite-journal.ts";
import { headlineOf, linesOf } from "./readwrite-lines.ts";
import { readwriteReasons } from "./readwrite-reasons.ts";
import { type ReadwriteVerification, verifyReadwrite } from "./readwrite-verification.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";
import { WrittenItems } from "./written-items.ts";

export async function concludeReadwrite(run: Run, work: ReadwriteWork, ended: EngineResult): Promise<PhaseResult> {
  const { config } = run.context.settings;
  const written = new WrittenItems(mostVus(effectiveLoad(work, readBaseline(run))));
  const journal = await readJournals(run, work, ended, written);
  const { proof, removed } = await proveWrites({
    folder: run.folder,
    journal,
    written,
    client: run.target.client,
    keep: config.keep,
    checks: config.verify && ranToEnd(ended.exitCode) && journal.unfinished.length === 0,
    checksUpdates: work.baselineMs === 0,
    strict: isAlone(run),
  });
  const verification = config.verify ? await verify(run, work, journal, removed) : undefined;
  const { leftOut } = work.setup;
  const rows = journal.tally.rows();
  const mix = journal.tally.achieved(work.setup.mix.wanted);
  const { causes } = journal;
  const load = effectiveLoad(work, readBaseline(run));
  const figures = measuredFigures(ended.summary, rows, ended.durationMs - work.warmUpMs);
  const openModel = work.isOpen ? openModelOf(run, work, ended) : undefined;
  return {
    reasons: readwriteReasons({
      rate: openModel === undefined ? [] : rateReasons(run, openModel, load),
      end: ended,
      repeats: repeatReasons(ended.repeatsOf(figures.requests), config.maxRepeats),
      operations: journal.tally.operations,
      vus: ended.vusMax,
      failures: rows.reduce((sum, row) => sum + failuresOf(row.outcomes), 0),
      wrong: [...writeReasons(proof), ...mismatchReasons(rows)],
      mix,
      causes,
      verification,
      left: removed?.left ?? [],
    }),
    causes,
    measured: {
      warmUpMs: work.warmUpMs,
      figures: withLost(figures, proof.lost),
    },
    members: {
      mix: { name: work.chosen.name, rows: mix },
      readBack: readBackOf(proof),
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(openModel === undefined ? {} : { openModel }),
    },
    present: (summary) => ({
      headline: headlineOf(summary, journal.tally.operations),
      lines: linesOf(run.folder.name, summary, { journal, removed, proof, verification }),
    }),
    document: { requestsByOp: journal.requests },
  };
}

/** Ctrl-C: nothing is deleted, so that the command ends at once. */
export async function leftAfterInterrupt(run: Run, work: ReadwriteWork, ended: EngineResult): Promise<string[]> {
  const { left } = await readJournals(run, work, ended);
  return [
    `readwrite ${left.length} items that it created are at the target`,
    `          to delete them: npm run cleanup -- ${run.folder.name}`,
  ];
}

function readJournals(
  run: Run,
  work: ReadwriteWork,
  { exitCode }: EngineResult,
  written?: WrittenItems,
): Promise<ReadwriteJournal> {
  const { folder } = run;
  // k6 waits for all iterations under way, unless it was stopped.
  const inFlight = ranToEnd(exitCode) ? 0 : mostVus(effectiveLoad(work, readBaseline(run)));
  return readReadwriteJournals(journalFiles(folder.path), inFlight, written?.take);
}

/** Nobody else writes to the target. */
function isAlone({ target }: Run): boolean {
  return target.installation.kind === "sandbox";
}

function verify(
  run: Run,
  work: ReadwriteWork,
  journal: ReadwriteJournal,
  removed: ReadwriteCleanupResult | undefined,
): Promise<ReadwriteVerification> {
  return verifyReadwrite({
    client: run.target.client,
    data: work.data,
    before: work.before,
    left: removed === undefined ? journal.left : removed.leftItems,
    strict: isAlone(run),
    sampleSize: run.context.settings.config.verifySample,
  });
}
