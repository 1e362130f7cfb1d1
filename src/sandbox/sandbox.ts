/** Puts the sandbox together: store, model, services, limits, ledger; with or without a directory. */
import { setTimeout as sleep } from "node:timers/promises";
import { createAdminRoutes } from "./admin.ts";
import { createApp, type SandboxApp } from "./app.ts";
import { createAuthorizer } from "./claims/authorize.ts";
import { createManagement } from "./claims/management.ts";
import { createClaimSetRegistry } from "./claims/registry.ts";
import { createRelations } from "./claims/relations.ts";
import { FULL_ACCESS, type IdentityContext } from "./config-service/identity.ts";
import { createConfigService, ensureDevelopmentClients } from "./config-service/service.ts";
import { type ConfigRepository, openConfigRepository } from "./config-service/state.ts";
import { createDataRoutes } from "./data-route.ts";
import { VERSION } from "./discovery/documents.ts";
import { FLAVOURS, type FlavourName } from "./discovery/flavour.ts";
import { createMetadataRoutes } from "./discovery/metadata-routes.ts";
import { createDataApi } from "./documents/data-api.ts";
import { createFaultEngine, type FaultRule } from "./faults/rules.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";
import { createCircuitBreaker } from "./limits/circuit-breaker.ts";
import { createRateLimiter, type RateLimit } from "./limits/rate-limit.ts";
import type { Model } from "./model/types.ts";
import { createSecretChecker } from "./oauth/secrets.ts";
import { createTokenService, type KeyStore, type TokenSettings } from "./oauth/token-service.ts";
import { organizationLookup } from "./organizations.ts";
import { openStore } from "./store/store.ts";
import type { DocumentStore } from "./store/types.ts";

export interface SandboxSettings {
  readonly model: Model;
  readonly flavour: FlavourName;
  readonly tokens: TokenSettings;
  readonly rateLimit: RateLimit;
  readonly faults: readonly FaultRule[];
  /** How long the data side uses claim sets that it has read, as in DMS as it is delivered. 0: changes apply at once. */
  readonly claimSetCacheMs: number;
  /** Absent: nothing outlives the process. */
  readonly dataDirectory?: string;
  readonly configDirectory?: string;
  readonly keys?: KeyStore;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface Sandbox {
  readonly app: SandboxApp;
  readonly ledger: Ledger;
  readonly repository: ConfigRepository;
  readonly store: DocumentStore;
  /** Writes everything down. */
  close(): Promise<void>;
}

/** DMS: at most 500 items in one page. */
const MAXIMUM_PAGE_SIZE = 500;

/** @throws LoadTestError when the directories cannot be used. */
export function createSandbox(settings: SandboxSettings): Sandbox {
  const { model } = settings;
  const now = settings.now ?? Date.now;
  const flavour = FLAVOURS[settings.flavour];
  const store = openStore({ now, ...(settings.dataDirectory && { directory: settings.dataDirectory }) });
  const repository = openConfigRepository(settings.configDirectory);
  ensureDevelopmentClients(repository);
  const claimSets = createClaimSetRegistry(() => repository.state.claimSets, {
    lifetimeMs: settings.claimSetCacheMs,
    now,
  });
  const tokens = createTokenService(settings.tokens, settings.keys ?? unkeptKeys(), now);
  const ledger = createLedger(now);
  const faults = createFaultEngine();
  faults.set(settings.faults, now());
  const breaker = createCircuitBreaker();
  const health = { healthy: true };
  const identity: IdentityContext = {
    repository,
    tokens,
    checkSecret: createSecretChecker(),
    allowRegistration: true,
    onToken: (clientId, outcome) => ledger.token(clientId, outcome),
  };
  const relations = createRelations(model, store);
  const authorizer = createAuthorizer({ claimSets, model, relations });
  const { authorize } = authorizer;
  const data = createDataApi({
    model,
    store,
    authorize,
    limits: authorizer,
    maximumPageSize: MAXIMUM_PAGE_SIZE,
    continuesByVersion: flavour.name === "ods",
  });
  const app = createApp({
    flavour,
    metadata: createMetadataRoutes(model, flavour, () => health.healthy),
    data,
    dataRoute: createDataRoutes(model, flavour.dataPath),
    configService: createConfigService({ identity, claimSets, resources: model.resources, version: VERSION, now }),
    tokenEndpoint: { identity, bodyCredentials: flavour.bodyCredentials },
    tokenInfo: {
      tokens,
      claimSets,
      resources: model.resources,
      organizations: organizationLookup(model, store, relations),
    },
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
      resetLedger: () => ledger.reset(),
      revokeAllTokens: () => tokens.revokeAll(),
      health,
      now,
    }),
    faults,
    rateLimiter: createRateLimiter(settings.rateLimit),
    breaker,
    ledger,
    now,
    sleep: settings.sleep ?? ((ms) => sleep(ms)),
  });
  return { app, ledger, repository, store, close: () => store.close() };
}

/** Documents beyond the first of their natural key; anything but 0 is a fault of the sandbox. */
function countDuplicates(store: DocumentStore): number {
  return store.tableNames().reduce((sum, name) => {
    const documents = store.table(name).all();
    return sum + documents.length - new Set(documents.map(({ key }) => key)).size;
  }, 0);
}

/** For a sandbox without a directory: the key lives as long as the process. */
function unkeptKeys(): KeyStore {
  return { load: () => undefined, save: () => {} };
}
