/** Puts the sandbox together: store, model, services, limits, ledger; with or without a directory. */
import { setTimeout as sleep } from "node:timers/promises";
import { type AccessSettings, createAccess, openTenant, type Tenant } from "./access.ts";
import { createAdminRoutes } from "./admin.ts";
import { type AppParts, createApp, type SandboxApp } from "./app.ts";
import { createManagement } from "./claims/management.ts";
import { FULL_ACCESS } from "./config-service/identity.ts";
import { createConfigService } from "./config-service/service.ts";
import type { ConfigRepository } from "./config-service/state.ts";
import { createDataRoutes } from "./data-route.ts";
import { VERSION } from "./discovery/documents.ts";
import { FLAVOURS, type FlavourName } from "./discovery/flavour.ts";
import { createMetadataRoutes } from "./discovery/metadata-routes.ts";
import { createDataApi } from "./documents/data-api.ts";
import { createFaultEngine, type FaultRule } from "./faults/rules.ts";
import { RecordingStore, silentView } from "./faults/silent-views.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";
import { createCircuitBreaker } from "./limits/circuit-breaker.ts";
import { createRateLimiter, type RateLimit } from "./limits/rate-limit.ts";
import { organizationLookup } from "./organizations.ts";
import { openStore } from "./store/store.ts";

export interface SandboxSettings extends AccessSettings {
  readonly flavour: FlavourName;
  readonly rateLimit: RateLimit;
  readonly faults: readonly FaultRule[];
  readonly capacity?: AppParts["capacity"];
  /** Absent: nothing outlives the process. */
  readonly dataDirectory?: string;
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface Sandbox {
  readonly app: SandboxApp;
  readonly ledger: Ledger;
  readonly repository: ConfigRepository;
  readonly store: RecordingStore;
  /** Writes everything down. */
  close(): Promise<void>;
}

/** DMS: at most 500 items in one page. */
const MAXIMUM_PAGE_SIZE = 500;

/**
 * @param tenant whose data store this is; absent: the only one.
 * @throws LoadTestError when the directories cannot be used.
 */
export function createSandbox(settings: SandboxSettings, tenant: Tenant = openTenant(settings)): Sandbox {
  const { model, now = Date.now } = settings;
  const { resources } = model;
  const flavour = FLAVOURS[settings.flavour];
  const faults = createFaultEngine();
  faults.set(settings.faults, now());
  const disk = openStore({ now, ...(settings.dataDirectory && { directory: settings.dataDirectory }) });
  const store = new RecordingStore(disk, now, () => faults.uses("stale-read"));
  const { repository, claimSets, tokens } = tenant;
  const ledger = createLedger(now);
  const breaker = createCircuitBreaker();
  const health = { healthy: true };
  const { identity, relations, authorizer } = createAccess(model, tenant, store, ledger);
  const data = createDataApi({
    model,
    store,
    authorize: authorizer.authorize,
    limits: authorizer,
    maximumPageSize: MAXIMUM_PAGE_SIZE,
    continuesByVersion: flavour.name === "ods",
  });
  const app = createApp({
    flavour,
    metadata: createMetadataRoutes(model, flavour, () => health.healthy),
    data,
    dataRoute: createDataRoutes(model, flavour.dataPath),
    configService: createConfigService({ identity, claimSets, resources, version: VERSION, now }),
    tokenEndpoint: { identity, bodyCredentials: flavour.bodyCredentials },
    tokenInfo: { tokens, claimSets, resources, organizations: organizationLookup(model, store, relations) },
    tokens,
    management: createManagement({
      claimSets,
      stored: () => repository.state.claimSets,
      requiredScope: FULL_ACCESS,
      isEnabled: settings.claimSetCacheMs === 0,
    }),
    admin: createAdminRoutes({
      faults,
      breaker,
      report: () => ({
        ...ledger.report(),
        rows: data.counts(),
        duplicates: countDuplicates(store),
        faults: faults.list(),
        breaker: breaker.mode,
      }),
      emptyData: () => store.clear(),
      resetLedger: () => ledger.reset(),
      revokeAllTokens: () => tokens.revokeAll(),
      health,
      now,
    }),
    faults,
    capacity: settings.capacity,
    newestSeq: () => store.newestSeq,
    silentView: ({ silent, lagMs }) => silentView(store, silent, lagMs),
    rateLimiter: createRateLimiter(settings.rateLimit),
    breaker,
    ledger,
    now,
    sleep: settings.sleep ?? ((ms) => sleep(ms)),
  });
  return { app, ledger, repository, store, close: () => store.close() };
}

/** Documents beyond the first of their natural key; anything but 0 is a fault of the sandbox. */
function countDuplicates(store: RecordingStore): number {
  return store.tableNames().reduce((sum, name) => {
    const documents = store.table(name).all();
    return sum + documents.length - new Set(documents.map(({ key }) => key)).size;
  }, 0);
}
