/** The disk of the target, and how much of the data comes from it. Pure. */

import { beyond, both, confidenceIn, type Rule, reading, shown } from "../rule.ts";
import { levelOf, THRESHOLDS } from "../thresholds.ts";

export const CACHE_LOSS: Rule = {
  code: "cache-loss",
  needs: "the share of pages found in the database's cache, in a step that held too, and the disk of its machine",
  means: "Under more load, the data that is in use does not fit into the cache, and the disk has to serve it.",
  advice: "Raise shared_buffers and the memory of the machine, or use fewer distinct items (a smaller dataset).",
  find: (situation) => {
    const hits = reading(situation, "database.cacheHit");
    const disk = reading(situation, "machine.diskBusy");
    if (hits?.before === undefined || disk === undefined) return undefined;
    const lost = levelOf(hits.before.value - hits.value, THRESHOLDS.cacheLoss);
    const confidence = both(lost, confidenceIn(disk, THRESHOLDS.disk));
    if (confidence === undefined) return undefined;
    const text = `the database finds ${shown(hits)} of its pages in its cache; the disk is busy ${shown(disk)} of the time`;
    return { text, confidence, readings: [hits, disk] };
  },
};

export const DISK_BUSY: Rule = {
  code: "disk-busy",
  needs: "how busy the disks of the target's machine are",
  means: "A disk is busy nearly all of the time, so reads and writes wait for it.",
  advice: "See whether the database reads or writes (its log, checkpoints, temporary files), and use a faster disk.",
  find: (situation) => {
    const disk = reading(situation, "machine.diskBusy");
    const others = ["database.walBytes", "database.tempBytes", "database.checkpoints"];
    const text = (share: string) => `the busiest disk is busy ${share} of the time`;
    return beyond(
      disk,
      THRESHOLDS.disk,
      text,
      others.map((name) => reading(situation, name)),
    );
  },
};
