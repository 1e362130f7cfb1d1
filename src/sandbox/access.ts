/** Access control of the sandbox: clients and their tokens, claim sets, and the authorizer of the data API. */

import type { Model } from "../api-model/types.ts";
import { createAuthorizer } from "./claims/authorize.ts";
import { createClaimSetRegistry } from "./claims/registry.ts";
import { createRelations } from "./claims/relations.ts";
import type { IdentityContext } from "./config-service/identity.ts";
import type { ConfigRepository } from "./config-service/state.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { createSecretChecker } from "./oauth/secrets.ts";
import { createTokenService, type KeyStore, type TokenSettings } from "./oauth/token-service.ts";
import type { DocumentStore } from "./store/types.ts";

export interface AccessSettings {
  readonly model: Model;
  readonly tokens: TokenSettings;
  /** How long the data side uses claim sets that it has read, as in DMS as it is delivered. 0: changes apply at once. */
  readonly claimSetCacheMs: number;
  /** Absent: the key exists only in memory. */
  readonly keys?: KeyStore;
}

const UNKEPT_KEYS: KeyStore = { load: () => undefined, save: () => {} };

export function createAccess(
  settings: AccessSettings,
  store: DocumentStore,
  repository: ConfigRepository,
  ledger: Ledger,
  now: () => number,
) {
  const { model } = settings;
  const lifetimeMs = settings.claimSetCacheMs;
  const claimSets = createClaimSetRegistry(() => repository.state.claimSets, { lifetimeMs, now });
  const tokens = createTokenService(settings.tokens, settings.keys ?? UNKEPT_KEYS, now);
  const identity: IdentityContext = {
    repository,
    tokens,
    checkSecret: createSecretChecker(),
    allowRegistration: true,
    onToken: (clientId, outcome) => ledger.token(clientId, outcome),
  };
  const relations = createRelations(model, store);
  return { claimSets, tokens, identity, relations, authorizer: createAuthorizer({ claimSets, model, relations }) };
}
