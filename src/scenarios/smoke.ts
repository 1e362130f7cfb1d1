/** Smoke: checks that the target is up and correct. `k6 run dist/smoke.js`, or `npm run smoke`. */

import exec from "k6/execution";
import type { Options } from "k6/options";
import { direct, type SummaryData } from "../k6/direct-script.ts";
import { recordRound, recordSetup } from "../k6/events.ts";
import { measureDelayUntilIdle, withProbe } from "../k6/probe.ts";
import { reportSkip } from "../k6/report.ts";
import { givenSettings, shareSettings } from "../k6/settings.ts";
import { openItems } from "../k6/smoke/items.ts";
import { type SmokeSite, smokeRound } from "../k6/smoke/round.ts";
import { makeSharedItems, removeSharedItems } from "../k6/smoke/shared-items.ts";
import { type Created, find, type SmokeClient } from "../k6/smoke/steps.ts";
import { openWork } from "../k6/smoke/work.ts";
import { openSession, openTarget, readDependencies, readOperations, type Target } from "../k6/target.ts";
import type { SMOKE_FIELDS } from "../lib/config/fields/smoke.ts";
import { type DependencyRow, endpointsIn } from "../lib/edfi/dependency-rows.ts";
import { mayDo, type Operation } from "../lib/edfi/token-info.ts";
import { isShared } from "../lib/plan/shared-values.ts";
import { isDescriptor } from "../lib/plan/smoke-selection.ts";
import { TIES } from "../lib/plan/ties.ts";
import { usableEndpoints } from "../lib/plan/usable.ts";

const settings = FOR_RUNNER ? givenSettings<typeof SMOKE_FIELDS>() : shareSettings(() => direct.smoke.readSettings());
const vus = settings.vusSmokePhase;
/** Five repeats take about three seconds, so that a smoke test reports quickly. */
const MOST_REPEATS = 5;
const LONGEST_PAUSE_MS = 15_000;
/** The work is bounded, and so is each request. A slow target must be able to finish. */
const NO_TIME_LIMIT = "24h";

const rounds = { executor: "per-vu-iterations", vus, iterations: 1, maxDuration: NO_TIME_LIMIT } as const;

export const options: Options = {
  scenarios: withProbe({ smoke: { exec: "smoke", gracefulStop: "30s", ...rounds } }, NO_TIME_LIMIT),
  setupTimeout: NO_TIME_LIMIT,
  teardownTimeout: NO_TIME_LIMIT,
  summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
  // The runner judges by what it has measured.
  thresholds: FOR_RUNNER || __VU !== 0 ? {} : direct.smoke.thresholdsOf(settings),
};

interface SetupData {
  readonly target: Target;
  /** Endpoints to work on, in load order. */
  readonly endpoints: readonly string[];
  /** Those of them that are descriptors and get a value for this run alone. */
  readonly descriptors: readonly string[];
  /** Those of them that the client may not read, or not update. */
  readonly unread: readonly string[];
  readonly fixed: readonly string[];
  readonly sharedItems: readonly Created[];
  /** Number of lists that were read, of resources that the client may not create. */
  readonly lists: number;
}

const work = openWork();
const items = openItems(settings);

/** Not async: k6 2.2 exits with 107 for what is thrown here, but with 255 for a rejected promise. */
export function setup(): Promise<SetupData> {
  return FOR_RUNNER ? setUp() : direct.keepReason(setUp);
}

function setUp(): Promise<SetupData> {
  recordSetup();
  const target = openTarget(settings);
  return prepare(target, readDependencies(target, settings.requestTimeout));
}

async function prepare(target: Target, rows: readonly DependencyRow[]): Promise<SetupData> {
  const known = endpointsIn(rows);
  const client = openClient(target);
  const operations = await readOperations(client.session, target);
  const plan = items.plan();
  const may = (operation: Operation, endpoint: string): boolean => mayDo(operations, operation, endpoint);
  const mayRead = (endpoint: string): boolean => may("Read", endpoint);
  // A smoke test leaves nothing behind. With relationships, a person cannot be deleted after the association that makes
  // it visible.
  const staysThere = (endpoint: string): boolean =>
    !may("Delete", endpoint) ||
    (TIES[endpoint] !== undefined && work.byRelationships?.includes(`Delete ${endpoint}`) === true);
  const mayMake = (endpoint: string): boolean => may("Create", endpoint) && !staysThere(endpoint);
  const isListed = (endpoint: string): boolean => known.has(endpoint);
  const shared = await makeSharedItems(client, plan, { isListed, mayRead, mayCreate: mayMake });
  const { endpoints, leftOut } = usableEndpoints(
    { endpoints: plan.endpoints, needs: (endpoint) => ({ required: plan.required[endpoint] ?? [] }) },
    {
      canCreate: (endpoint) => mayMake(endpoint) && !isShared(endpoint),
      isPresent: (endpoint) => shared.present.includes(endpoint),
      isKnown: (endpoint) => known.has(endpoint) || (isShared(endpoint) && !shared.absent.includes(endpoint)),
    },
    Object.keys(plan.required),
  );
  let lists = 0;
  for (const { endpoint, reason } of leftOut) {
    const isMade = mayMake(endpoint);
    const isFailed = isMade && isShared(endpoint) && mayRead(endpoint) && !shared.absent.includes(endpoint);
    const isKept = !isMade && may("Create", endpoint);
    reportSkip(endpoint, isFailed ? "creating it failed" : isKept ? "the client may not delete it" : reason);
    // For a client that may only read, reading lists is the whole test.
    if (isShared(endpoint) || isMade) continue;
    if (isListed(endpoint) && operations && mayRead(endpoint) && (await find(client, endpoint, { limit: 1 }))) lists++;
  }
  const descriptors = endpoints.filter((endpoint) => work.more && isDescriptor(endpoint) && mayMake(endpoint));
  const unread = endpoints.filter((endpoint) => !mayRead(endpoint));
  const fixed = endpoints.filter((endpoint) => !may("Update", endpoint));
  return { target, endpoints, descriptors, unread, fixed, sharedItems: shared.created, lists };
}

export async function smoke(data: SetupData): Promise<void> {
  // Not the VU's number, because the probe is a VU, too.
  const number = exec.scenario.iterationInTest + 1;
  const site: SmokeSite = {
    client: openClient(data.target),
    may: (operation, endpoint) =>
      !(operation === "Read" ? data.unread : operation === "Update" ? data.fixed : []).includes(endpoint),
    isByRelationships: (operation, endpoint) => work.byRelationships?.includes(`${operation} ${endpoint}`),
  };
  const usable = new Set(data.endpoints.filter((endpoint) => number === 1 || !work.more?.includes(endpoint)));
  const made = await smokeRound(site, items.round(number, usable, data.descriptors), usable);
  if (made > 0 || data.lists > 0) recordRound();
}

export function probe(): void {
  if (FOR_RUNNER) measureDelayUntilIdle();
}

export async function teardown(data: SetupData): Promise<void> {
  await removeSharedItems(openClient(data.target), data.sharedItems);
}

function openClient(target: Target): SmokeClient {
  const session = openSession(settings, target);
  const transient = Math.min(settings.retryLimit, MOST_REPEATS);
  const limits = { transient, timedOut: 0, longestPauseMs: LONGEST_PAUSE_MS };
  return { session: { ...session, limits }, dataUrl: target.dataUrl };
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return FOR_RUNNER ? {} : direct.smoke.summarize(data);
}
