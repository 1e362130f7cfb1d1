/** Active sessions of the database wait for one another, or for what the database shares among them. Pure. */

import { beyond, type Reading, type Rule, reading } from "../rule.ts";
import { type Place, type Situation, waitShare, waitsIn } from "../situation.ts";
import { LEAST_SESSIONS, THRESHOLDS } from "../thresholds.ts";

/** Names of waits differ in case between versions of PostgreSQL. */
const ROW_LOCK = /^Lock:(transactionid|tuple)$/i;
const WRITE_AHEAD_LOG = /^(LWLock|IO):WAL|^IPC:SyncRep$/i;

export const ROW_LOCKS: Rule = waitRule({
  code: "row-locks",
  isMeant: (wait) => ROW_LOCK.test(wait),
  what: "row locks",
  means: "Writers block each other: many operations change the same rows, or transactions stay open for long.",
  advice: "Find which rows all of them change (counters, parents of the changed items), and keep transactions short.",
});

export const OTHER_LOCKS: Rule = waitRule({
  code: "table-locks",
  isMeant: (wait) => wait.startsWith("Lock:") && !ROW_LOCK.test(wait),
  what: "locks of tables and others that are no row locks",
  means:
    "Something holds locks on whole tables, advisory locks or the lock for growing a table, and other sessions wait for it.",
  advice:
    "Look for statements that lock tables, for maintenance during the load, and for advisory locks of the service.",
});

export const WRITE_AHEAD_LOG_WAITS: Rule = waitRule({
  code: "write-ahead-log",
  isMeant: (wait) => WRITE_AHEAD_LOG.test(wait),
  what: "the write-ahead log",
  means: "Commits wait until the disk, or a replica, has written their log, which limits all writes.",
  advice: "Put the log on a faster disk, or do more work per transaction; synchronous_commit trades safety for speed.",
});

export const INTERNAL_LOCKS: Rule = waitRule({
  code: "database-internals",
  isMeant: (wait) => /^(LWLock|BufferPin):/.test(wait) && !WRITE_AHEAD_LOG.test(wait),
  what: "structures in the memory of the database",
  means: "Too many sessions are active at the same time and contend for structures inside the database.",
  advice: "Reduce the number of active sessions (a smaller pool); the name of the wait shows the structure.",
});

export const DATA_READS: Rule = waitRule({
  code: "data-reads",
  isMeant: (wait) => /^IO:DataFile/i.test(wait),
  what: "pages from the disk",
  means: "The data that is in use does not fit into the memory of the database and the file cache.",
  advice: "Give the database more memory or a faster disk, and look for statements that read more than they return.",
});

interface Waits extends Pick<Rule, "code" | "means" | "advice"> {
  /** @param wait `TYPE:EVENT` of pg_stat_activity */
  isMeant(wait: string): boolean;
  readonly what: string;
}

function waitRule({ code, isMeant, what, means, advice }: Waits): Rule {
  return {
    code,
    means,
    advice,
    needs: "waits of the database's sessions, and at least one that is active on average",
    find: (situation) => {
      const { broken } = situation;
      const waits = waitsIn(broken).filter(isMeant);
      const isBase = (broken.values["database.active"] ?? 0) >= 1 && broken.sessionsSeen >= LEAST_SESSIONS;
      const share = isBase ? shareOf(situation, code, waits) : undefined;
      const events = waits
        .map((wait) => ({ wait, part: shareOf(situation, wait, [wait]) }))
        .sort((a, b) => (b.part?.value ?? 0) - (a.part?.value ?? 0));
      const text = (part: string) =>
        `sessions of the database wait for ${what} in ${part} of their active time, mainly for ${events[0]?.wait}`;
      const parts = events.map(({ part }) => part);
      const active = reading(situation, "database.active");
      // Where all sessions wait already, more load makes more of them, and not a larger share.
      return beyond(share, THRESHOLDS.wait, text, [...parts, active], [share, active]);
    },
  };
}

function shareOf(situation: Situation, name: string, waits: readonly string[]): Reading | undefined {
  return reading(situation, `database.waitShare:${name}`, (place: Place) => waitShare(place, waits));
}
