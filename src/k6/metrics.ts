/** Every custom metric, in one place. Few on purpose: each one costs CPU on every request. */

import { Counter, Rate } from "k6/metrics";

/** Finished requests that matter to the run, by `resource`, `op` and `outcome`: repeats are not counted apart. */
export const outcomes = new Counter("dms_outcomes");

/** Share of work items that did not end as wanted. */
export const itemFailures = new Rate("dms_item_failures");

/** Work items that ended as wanted: the base of "less work was done than planned". */
export const itemsDone = new Counter("dms_items_done");

/** Items of an open load that began late because every VU was busy: what k6's arrival-rate executors would have dropped. */
export const lateItems = new Counter("dms_late_items");

/** Repeats that waited for something referenced to appear: the price of the borders between dependency levels. */
export const unresolvedRepeats = new Counter("dms_unresolved_repeats");
