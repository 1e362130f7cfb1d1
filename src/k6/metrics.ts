/** Every custom metric, as described in the contract. Few on purpose: each one costs CPU on every request. */

import { Counter, Rate, Trend } from "k6/metrics";
import {
  ITEM_FAILURES,
  ITEMS_DONE,
  LATE_ITEMS,
  OUTCOMES_METRIC,
  REPEATS,
  SCHEDULING_DELAY,
} from "../lib/contracts/metrics.ts";

export const outcomes = new Counter(OUTCOMES_METRIC);
export const itemFailures = new Rate(ITEM_FAILURES);
export const itemsDone = new Counter(ITEMS_DONE);
export const lateItems = new Counter(LATE_ITEMS);
export const schedulingDelay = new Trend(SCHEDULING_DELAY, true);
export const repeats = new Counter(REPEATS);
