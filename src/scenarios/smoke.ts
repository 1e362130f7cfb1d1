/** Smoke: is the target alive and correct? `k6 run dist/smoke.js`, or `npm run smoke`. */

import exec from "k6/execution";
import type { Options } from "k6/options";
import { itemsDone } from "../k6/metrics.ts";
import { readPhaseSettings } from "../k6/settings.ts";
import { smokeRound } from "../k6/smoke/round.ts";
import { makeSharedItems, removeSharedItems } from "../k6/smoke/shared-items.ts";
import type { Created, SmokeClient } from "../k6/smoke/steps.ts";
import { type SummaryData, writeSummary } from "../k6/summary.ts";
import { openSession, openTarget, readDependencies, readOperations, type Target } from "../k6/target.ts";
import { SMOKE_FIELDS } from "../lib/config/fields/smoke.ts";
import { ITEM_FAILURES, ITEMS_DONE } from "../lib/contracts/metrics.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import { type DependencyRow, endpointsIn } from "../lib/edfi/dependency-rows.ts";
import { mayCreate } from "../lib/edfi/token-info.ts";
import { isShared } from "../lib/plan/shared-values.ts";
import { smokeDatasetSettings, smokeEndpoints } from "../lib/plan/smoke-selection.ts";
import { usableEndpoints } from "../lib/plan/usable.ts";

/** A response that takes longer fails the smoke test anyway. */
const LONGEST_WAIT_MS = 15_000;

const given = readPhaseSettings(SMOKE_FIELDS);
const settings = { ...given, requestTimeout: Math.min(given.requestTimeout, LONGEST_WAIT_MS) };
const vus = settings.vusSmokePhase;
/** A smoke test should report quickly: five repeats take about three seconds. */
const MOST_REPEATS = 5;

export const options: Options = {
  scenarios: {
    smoke: {
      executor: "per-vu-iterations",
      exec: "smoke",
      vus,
      iterations: 1,
      maxDuration: "10m",
      gracefulStop: "30s",
    },
  },
  setupTimeout: "5m",
  teardownTimeout: "5m",
  summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
  thresholds: {
    checks: ["rate==1"],
    [ITEM_FAILURES]: ["rate==0"],
    [ITEMS_DONE]: [`count>=${vus}`],
    http_req_duration: [`p(95)<${settings.smokeMaxP95}`],
  },
};

interface SetupData {
  readonly target: Target;
  /** Endpoints to work on, in load order. */
  readonly endpoints: readonly string[];
  readonly sharedItems: readonly Created[];
}

/** Not async: k6 2.2 exits with 107 for what is thrown here, but with 255 for a rejected promise. */
export function setup(): Promise<SetupData> {
  itemsDone.add(0);
  const target = openTarget(settings);
  return prepare(target, readDependencies(target, settings.requestTimeout));
}

async function prepare(target: Target, rows: readonly DependencyRow[]): Promise<SetupData> {
  const known = endpointsIn(rows);
  const client = openClient(target);
  const operations = await readOperations(client.session, target);
  const dataset = createDataset(smokeDatasetSettings(1, settings.seed, settings.schoolYear));
  const wanted = smokeEndpoints(dataset);
  const allowed = (endpoint: string): boolean => mayCreate(operations, endpoint);
  const shared = await makeSharedItems(client, dataset, wanted, allowed);
  const { endpoints, leftOut } = usableEndpoints(
    dataset,
    {
      canCreate: (endpoint) => allowed(endpoint) && !isShared(endpoint),
      isPresent: (endpoint) => shared.present.includes(endpoint),
      isKnown: (endpoint) => known.has(endpoint) || isShared(endpoint),
    },
    wanted,
  );
  for (const { endpoint, reason } of leftOut) console.log(`left out: ${endpoint} (${reason})`);
  return { target, endpoints, sharedItems: shared.created };
}

export async function smoke(data: SetupData): Promise<void> {
  const client = openClient(data.target);
  const dataset = createDataset(smokeDatasetSettings(exec.vu.idInTest, settings.seed, settings.schoolYear));
  const usable = new Set(data.endpoints);
  const items = await smokeRound(client, dataset, data.endpoints, { canUse: (endpoint) => usable.has(endpoint) });
  if (items > 0) itemsDone.add(1);
}

export async function teardown(data: SetupData): Promise<void> {
  await removeSharedItems(openClient(data.target), data.sharedItems);
}

function openClient(target: Target): SmokeClient {
  const session = openSession(settings, target);
  const transient = Math.min(settings.retryLimit, MOST_REPEATS);
  const limits = { transient, timedOut: 0, longestPauseMs: LONGEST_WAIT_MS };
  return { session: { ...session, limits }, dataUrl: target.dataUrl };
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return writeSummary("smoke", data);
}
