/** Readwrite: daily use of what a load left, in a chosen mix. `k6 run dist/readwrite.js`, or `npm run readwrite`. */

import { sleep } from "k6";
import exec from "k6/execution";
import type { Options } from "k6/options";
import { direct, type SummaryData } from "../k6/direct-script.ts";
import { endRunOnError } from "../k6/end-run.ts";
import { recordIteration, recordResources, recordSetup, recordStart } from "../k6/events.ts";
import { measureDelay } from "../k6/probe.ts";
import { doAtOnce, doWhenDue } from "../k6/readwrite/iteration.ts";
import { openPlan, optionsOf, type Plan, type PlanOptions, sharePlan } from "../k6/readwrite/plan.ts";
import { openVu } from "../k6/readwrite/vu.ts";
import { givenSettings, shareSettings } from "../k6/settings.ts";
import { givenTarget, openSession, type Target } from "../k6/target.ts";
import type { READWRITE_DIRECT_FIELDS } from "../lib/config/fields/readwrite-direct.ts";
import { PROBE_MS } from "../lib/contracts/readwrite-plan.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";
import type { VuPlan } from "../lib/mix/vu-plan.ts";

const settings = FOR_RUNNER
  ? givenSettings<typeof READWRITE_DIRECT_FIELDS>()
  : shareSettings(() => direct.readwrite.readSettings());
/** A file of items is named. Any other file may be of another target. */
const hasLoadData = (__ENV.LOAD_DATA ?? "") !== "";
/** Undefined when setup() has to find the items at the target. */
const given: Plan | undefined = FOR_RUNNER
  ? openPlan()
  : hasLoadData
    ? sharePlan(() => direct.readwrite.planOfLoad())
    : undefined;

const { scenarios, thresholds } = optionsOf(() =>
  FOR_RUNNER ? (JSON.parse((given as VuPlan).options) as PlanOptions) : direct.readwrite.optionsOf(settings),
);

/** `setup()` has no time limit of its own: its work is bounded, and so is each request. */
export const options: Options = {
  scenarios: scenarios as unknown as NonNullable<Options["scenarios"]>,
  thresholds: thresholds as Record<string, string[]>,
  setupTimeout: "24h",
  summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
};

interface SetupData {
  readonly target: Target;
  /** JSON, because k6 changes the order of object members. Absent if the plan was known before `setup()`. */
  readonly plan?: string;
}

/** Not async: k6 2.2 exits with 107 for what is thrown here, but with 255 for a rejected promise. */
export function setup(): MaybePromise<SetupData> {
  return FOR_RUNNER ? setUp() : direct.readwrite.setUp(settings, given !== undefined);
}

function setUp(): MaybePromise<SetupData> {
  recordSetup();
  recordResources(Object.keys(given?.place ?? {}));
  return after(givenTarget(), (target) => ({ target }));
}

let isOpen = false;
/** From the plan. */
let timesIterations = false;
let isPaced = false;
let thinkMs = 0;
/** Start of the current iteration, if iterations are timed. */
let startedMs = 0;
/** Cached, because k6 creates the object anew at each access. Its members are always current. */
let scenario: typeof exec.scenario | undefined;

/** The same load before the measured part. */
export function warmUp(data: SetupData): MaybePromise<void> {
  return readwrite(data, true);
}

export function readwrite(data: SetupData, isWarmUp?: boolean): MaybePromise<void> {
  if (!isOpen) open(data);
  scenario ??= exec.scenario;
  const { iterationInTest } = scenario;
  const warmingUp = isWarmUp === true;
  if (iterationInTest === 0 && !warmingUp) recordStart(scenario.startTime);
  if (FOR_RUNNER && timesIterations) startedMs = Date.now();
  try {
    const done = FOR_RUNNER && isPaced ? doWhenDue(iterationInTest) : doAtOnce(iterationInTest, warmingUp);
    if (done !== undefined) return done.then(end, endRunOnError);
    // Hot path: most runs have nothing to do at the end of an iteration.
    if (startedMs > 0 || thinkMs > 0) end();
    return undefined;
  } catch (error) {
    return endRunOnError(error);
  }
}

function end(): void {
  if (FOR_RUNNER && startedMs > 0) recordIteration(startedMs);
  if (thinkMs > 0) sleep((thinkMs / 1000) * (0.5 + Math.random()));
}

function open({ target, plan: looked }: SetupData): void {
  const plan = given ?? (FOR_RUNNER || looked === undefined ? undefined : (JSON.parse(looked) as Plan));
  if (plan === undefined) throw new Error("no plan: setup() did not finish");
  ({ timesIterations, isPaced, thinkMs } = plan);
  openVu(openSession(settings, target), target, plan);
  isOpen = true;
}

export function probe(): void {
  const endMs = Date.now() + Number(__ENV[PROBE_MS]);
  const { instance } = exec;
  // Also wait for responses that arrive after the planned end: then the probe is the only active VU.
  measureDelay(() => Date.now() >= endMs && instance.vusActive <= 1);
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return FOR_RUNNER ? {} : direct.readwrite.summarize(data);
}
