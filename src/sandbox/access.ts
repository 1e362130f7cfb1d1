/** Access control of the sandbox: clients and their tokens, claim sets, and the authorizer of the data API. */

import type { Model } from "../api-model/types.ts";
import { createAuthorizer } from "./claims/authorize.ts";
import { type ClaimSetRegistry, createClaimSetRegistry } from "./claims/registry.ts";
import { createRelations } from "./claims/relations.ts";
import type { IdentityContext } from "./config-service/identity.ts";
import { ensureDevelopmentClients } from "./config-service/service.ts";
import { type ConfigRepository, openConfigRepository } from "./config-service/state.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { createSecretChecker } from "./oauth/secrets.ts";
import { createTokenService, type KeyStore, type TokenService, type TokenSettings } from "./oauth/token-service.ts";
import type { DocumentStore } from "./store/types.ts";

export interface AccessSettings {
  readonly model: Model;
  readonly tokens: TokenSettings;
  /** How long the data side uses claim sets that it has read, as in DMS as it is delivered. 0: changes apply at once. */
  readonly claimSetCacheMs: number;
  /** Absent: the key exists only in memory. */
  readonly keys?: KeyStore;
  /** Absent: clients and claim sets do not outlive the process. */
  readonly configDirectory?: string;
  readonly now?: () => number;
}

/** The clients and claim sets of a tenant, for all its data stores. */
export interface Tenant {
  readonly repository: ConfigRepository;
  readonly claimSets: ClaimSetRegistry;
  readonly tokens: TokenService;
}

const UNKEPT_KEYS: KeyStore = { load: () => undefined, save: () => {} };

/** @param others tenants of the same installation: they share its tokens, and no two things have the same id. */
export function openTenant(settings: AccessSettings, others: readonly Tenant[] = []): Tenant {
  const { now = Date.now, claimSetCacheMs: lifetimeMs } = settings;
  const lastId = (): number => Math.max(0, ...others.map(({ repository }) => repository.state.lastId));
  const repository = openConfigRepository(settings.configDirectory, lastId);
  ensureDevelopmentClients(repository);
  const tokens = others[0]?.tokens ?? createTokenService(settings.tokens, settings.keys ?? UNKEPT_KEYS, now);
  return {
    repository,
    claimSets: createClaimSetRegistry(() => repository.state.claimSets, { lifetimeMs, now }),
    tokens,
  };
}

export function createAccess(
  model: Model,
  { repository, claimSets, tokens }: Tenant,
  store: DocumentStore,
  ledger: Ledger,
) {
  const identity: IdentityContext = {
    repository,
    tokens,
    checkSecret: createSecretChecker(),
    allowRegistration: true,
    onToken: (clientId, outcome) => ledger.token(clientId, outcome),
  };
  const relations = createRelations(model, store);
  return { identity, relations, authorizer: createAuthorizer({ claimSets, model, relations }) };
}
