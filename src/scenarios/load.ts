/** Load: creates each item of the dataset once, in dependency order. `k6 run dist/load.js`, or `npm run load`. */

import exec from "k6/execution";
import type { Options, Scenario } from "k6/options";
import { direct, type SummaryData } from "../k6/direct-script.ts";
import { endRunOnError } from "../k6/end-run.ts";
import { recordSetup, recordStart } from "../k6/events.ts";
import { waitAtGate } from "../k6/gate.ts";
import { Loader } from "../k6/load/loader.ts";
import { awaitTurn } from "../k6/load/pace.ts";
import { openLoadData, vuWork, workFromRunner } from "../k6/load/work.ts";
import { measureDelayUntilIdle, withProbe } from "../k6/probe.ts";
import { givenSettings, shareSettings } from "../k6/settings.ts";
import { givenTarget, openSession, type Target } from "../k6/target.ts";
import type { LOAD_FIELDS } from "../lib/config/fields/load.ts";
import type { Work } from "../lib/contracts/load-work.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";
import { itemAt } from "../lib/plan/ranges.ts";

const settings = FOR_RUNNER ? givenSettings<typeof LOAD_FIELDS>() : shareSettings(() => direct.load.readSettings());
const given = FOR_RUNNER ? workFromRunner() : undefined;
const openItemsToLoad = openLoadData(settings);

/**
 * In a direct run, the plan is not known yet: this is the upper bound, and iterations past the plan do nothing. Computed
 * in VU 0 only, where k6 reads the options.
 */
const iterations = given?.size ?? (FOR_RUNNER || __VU !== 0 ? 1 : direct.load.countItems(settings));
const maxDuration = `${settings.durationLoadPhase}ms`;

/**
 * `setup()` has no time limit of its own: its work is bounded, and so is each request. A load that runs out of time is
 * incomplete, which the runner finds in the journal.
 */
export const options: Options = {
  scenarios: withProbe({ load: loadModel() }, maxDuration),
  setupTimeout: "24h",
  summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
  // The runner judges by what it has measured.
  thresholds: FOR_RUNNER || __VU !== 0 ? {} : direct.load.thresholdsOf(settings),
};

function loadModel(): Scenario {
  const vus = Math.min(settings.vusLoadPhase, Math.max(1, iterations));
  return {
    exec: "load",
    gracefulStop: "60s",
    executor: "shared-iterations",
    vus,
    iterations: Math.max(1, iterations),
    maxDuration,
  };
}

interface SetupData {
  readonly target: Target;
  /** Absent under the runner. */
  readonly work?: Work;
}

/** Not async: k6 2.2 exits with 107 for what is thrown here, but with 255 for a rejected promise. */
export function setup(): MaybePromise<SetupData> {
  return FOR_RUNNER ? setUp() : direct.load.setUp(settings);
}

function setUp(): MaybePromise<SetupData> {
  recordSetup();
  return after(givenTarget(), (target) => ({ target }));
}

let loader: Loader | undefined;
/** Cached, because k6 creates the object anew at each access. Its members are always current. */
let scenario: typeof exec.scenario | undefined;

export function load(data: SetupData): MaybePromise<void> {
  loader ??= openLoader(data);
  scenario ??= exec.scenario;
  const ready = loader;
  const { work } = ready;
  const position = scenario.iterationInTest;
  if (position === 0) recordStart(scenario.startTime);
  const item = itemAt(work.ranges, position);
  if (item === undefined || work.isPresent(item)) return undefined;
  if (settings.arrivalRate > 0) awaitTurn(position, settings.arrivalRate);
  try {
    const gate = FOR_RUNNER ? waitAtGate() : undefined;
    const done = gate === undefined ? ready.load(item) : gate.then(() => ready.load(item));
    return done === undefined ? undefined : done.then(undefined, endRunOnError);
  } catch (error) {
    return endRunOnError(error);
  }
}

function openLoader(data: SetupData): Loader {
  const work = given ?? (FOR_RUNNER || data.work === undefined ? undefined : vuWork(data.work));
  if (work === undefined) throw new Error("no plan: setup() did not finish");
  const session = openSession(settings, data.target);
  return new Loader({
    session,
    dataUrl: data.target.dataUrl,
    dataset: openItemsToLoad(),
    vocabulary: { canUse: (endpoint) => work.usable.has(endpoint) },
    work,
    vus: settings.vusLoadPhase,
  });
}

export function probe(): void {
  if (FOR_RUNNER) measureDelayUntilIdle();
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return FOR_RUNNER ? {} : direct.load.summarize(data);
}
