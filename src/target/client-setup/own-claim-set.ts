/**
 * The claim set of this tool: everything that the Configuration Service has a claim for, without further
 * authorization. It is made from the claim sets of the service, so that claims of extensions are in it.
 */
import { LoadTestError } from "../../base/errors.ts";
import { isLoopback } from "../../lib/edfi/api-urls.ts";
import { type AdminSession, ServiceFailure } from "../config-service/admin-session.ts";
import {
  type ClaimSet,
  exportClaimSet,
  importClaimSet,
  listClaimSets,
  type ResourceClaim,
} from "../config-service/claim-sets.ts";
import { deleteRecord } from "../config-service/config-service.ts";

export const OWN_CLAIM_SET = "EdFiLoadTest";
/** What a vendor's client has: relationships and namespaces. */
export const RELATIONSHIPS_CLAIM_SET = "EdFiSandbox";
/** Part of DMS's test installations. */
export const USUAL_CLAIM_SET = "E2E-NoFurtherAuthRequiredClaimSet";
const FALLBACKS = [USUAL_CLAIM_SET, RELATIONSHIPS_CLAIM_SET] as const;

const ACTIONS = ["Create", "Read", "Update", "Delete", "ReadChanges"];
const WIDE_OPEN = Object.fromEntries(ACTIONS.map((action) => [action, ["NoFurtherAuthorizationRequired"]]));
/** Services and snapshots: no load test needs them. */
const NO_DATA = /\/claims\/(services|publishing)\//i;

export interface ClaimSetChoice {
  readonly name: string;
  /** The claim set was created or changed: the target may not have read it yet. */
  readonly isChanged: boolean;
  /** Why it is not the one that was wanted. */
  readonly refusal?: string;
}

export interface ClaimSetInput {
  readonly claimSetName: string;
  readonly log: (line: string) => void;
  /** Asks before a wide-open claim set is imported into a service on another machine. False: do not import it. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** DMS compares names of claim sets without regard to case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * The claim set that a client can get: as wanted, with the tool's own created or updated; or a claim set
 * that the service has, where it refuses to import one.
 * @throws LoadTestError "preflight" for a name that the service does not have, "usage" without a confirmation.
 */
export async function provideClaimSet(session: AdminSession, input: ClaimSetInput): Promise<ClaimSetChoice> {
  let sets: readonly ClaimSet[] = [];
  try {
    sets = await listClaimSets(session);
    if (isSameName(input.claimSetName, OWN_CLAIM_SET)) return await provideOwn(session, sets, input);
  } catch (error) {
    if (!(error instanceof ServiceFailure && error.isRefusal)) throw error;
    if (isSameName(input.claimSetName, OWN_CLAIM_SET))
      return { name: fallbackAmong(sets), isChanged: false, refusal: error.message };
    return { name: input.claimSetName, isChanged: false };
  }
  const known = sets.find(({ name }) => isSameName(name, input.claimSetName));
  if (known !== undefined) return { name: known.name, isChanged: false };
  const names = sets.map(({ name }) => name).join(", ");
  throw new LoadTestError("preflight", `The Configuration Service has no claim set ${input.claimSetName}`, {
    hint: `Choose one of ${names}; or ${OWN_CLAIM_SET}, which setup-client creates.`,
  });
}

/** @param sets empty: not known */
function fallbackAmong(sets: readonly ClaimSet[]): string {
  return FALLBACKS.find((fallback) => sets.some(({ name }) => isSameName(name, fallback))) ?? USUAL_CLAIM_SET;
}

async function provideOwn(
  session: AdminSession,
  sets: readonly ClaimSet[],
  input: ClaimSetInput,
): Promise<ClaimSetChoice> {
  const own = sets.find(({ name }) => isSameName(name, OWN_CLAIM_SET));
  if (own?.isSystemReserved === true) return { name: own.name, isChanged: false };
  const others = sets.filter((set) => set !== own);
  const exported: ResourceClaim[] = [];
  for (const { id } of others) exported.push(...(await exportClaimSet(session, id)));
  const wanted = coveringClaims(exported).map((claim) => ({ ...claim, actions: WIDE_OPEN }));
  if (own !== undefined && isSameClaims(await exportClaimSet(session, own.id), wanted)) {
    input.log(`Claim set ${own.name} is up to date (${wanted.length} claims)`);
    return { name: own.name, isChanged: false };
  }
  const opens = "lets its clients create, read, update and delete everything in the data stores assigned to them";
  input.log(`Claim set ${OWN_CLAIM_SET} ${opens}`);
  if (!isLoopback(session.baseUrl) && !(await input.confirm(`Import it into ${session.baseUrl}?`)))
    throw new LoadTestError("usage", `No claim set was imported into ${session.baseUrl}.`, {
      hint: `Add --yes to import it, or use an existing one: --claim-set ${fallbackAmong(sets)}`,
    });
  await replaceOwn(session, own, wanted, input.log);
  return { name: own?.name ?? OWN_CLAIM_SET, isChanged: true };
}

async function replaceOwn(
  session: AdminSession,
  own: ClaimSet | undefined,
  claims: readonly ResourceClaim[],
  log: (line: string) => void,
): Promise<void> {
  const name = own?.name ?? OWN_CLAIM_SET;
  const warnings = await importClaimSet(session, name, claims).catch(async (error: unknown) => {
    // A service that imports only new claim sets.
    if (own === undefined || !(error instanceof ServiceFailure && [400, 409].includes(error.status))) throw error;
    await deleteRecord(session, `/v3/claimSets/${own.id}`);
    return await importClaimSet(session, name, claims);
  });
  log(`Claim set ${name} ${own === undefined ? "created" : "brought up to date"} (${claims.length} claims)`);
  for (const warning of warnings) log(`The Configuration Service warned: ${warning}`);
}

/** Every claim of data once, without those below another one: a grant holds for everything below its claim. */
function coveringClaims(claims: readonly ResourceClaim[]): readonly ResourceClaim[] {
  const byName = new Map(claims.map((claim) => [claim.claimName.toLowerCase(), claim]));
  return [...byName.values()].filter(
    ({ claimName, parentClaimName = "" }) => !NO_DATA.test(claimName) && !byName.has(parentClaimName.toLowerCase()),
  );
}

function isSameClaims(some: readonly ResourceClaim[], others: readonly ResourceClaim[]): boolean {
  return contentOf(some) === contentOf(others);
}

function contentOf(claims: readonly ResourceClaim[]): string {
  const lines = claims.map(({ claimName, actions }) => {
    const granted = Object.entries(actions).map(([action, strategies]) => `${action}=${[...strategies].sort()}`);
    return `${claimName} ${granted.sort().join(" ")}`.toLowerCase();
  });
  return lines.sort().join("\n");
}
