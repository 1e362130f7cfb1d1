/** The claim sets of the server: those that come with it and those made through the Configuration Service. */
import { type ClaimSet, type ImportedResourceClaim, importClaimSet, parseClaimSet } from "./claim-set.ts";
import { SYSTEM_CLAIM_SETS } from "./grants.ts";

/** Kept by the Configuration Service; ids of system sets come first. */
export interface StoredClaimSet {
  readonly id: number;
  readonly claimSetName: string;
  readonly isSystemReserved: boolean;
  /** Name of the system set this is a copy of. */
  readonly copyOf?: string;
  readonly resourceClaims?: readonly ImportedResourceClaim[];
}

/** Those for everyday use first, then those for DMS's own tests. */
export function systemClaimSets(): StoredClaimSet[] {
  const isForTests = (name: string): number => Number(name.startsWith("E2E-"));
  const names = Object.keys(SYSTEM_CLAIM_SETS).toSorted((a, b) => isForTests(a) - isForTests(b));
  return names.map((claimSetName, index) => ({
    id: index + 1,
    claimSetName,
    isSystemReserved: true,
  }));
}

/** The claim sets that the data API (DMS) uses. */
export interface ClaimSetRegistry {
  /** Names are compared without regard to case. */
  find(name: string): ClaimSet | undefined;
  /** The stored sets have changed: without a cache, the change applies at once. */
  changed(): void;
  reload(): void;
}

export interface ClaimSetCache {
  /** How long claim sets are used after they were read; 0: no cache. DMS: 600,000. */
  readonly lifetimeMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @param stored reads the current list */
export function createClaimSetRegistry(
  stored: () => readonly StoredClaimSet[],
  { lifetimeMs, now }: ClaimSetCache,
): ClaimSetRegistry {
  let sets = new Map<string, ClaimSet>();
  let readAtMs = 0;
  const reload = (): void => {
    sets = new Map(stored().map((entry) => [entry.claimSetName.toLowerCase(), compile(entry)]));
    readAtMs = now();
  };
  reload();
  return {
    find: (name) => {
      if (lifetimeMs > 0 && now() - readAtMs >= lifetimeMs) reload();
      return sets.get(name.toLowerCase());
    },
    changed: () => {
      if (lifetimeMs === 0) reload();
    },
    reload,
  };
}

/** The checkable form of a stored claim set. */
export function compile(entry: StoredClaimSet): ClaimSet {
  if (entry.resourceClaims !== undefined) return importClaimSet(entry.claimSetName, entry.resourceClaims);
  return parseClaimSet(entry.claimSetName, SYSTEM_CLAIM_SETS[entry.copyOf ?? entry.claimSetName] ?? "");
}
