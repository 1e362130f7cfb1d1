/** Compares the operations that a run needs with those that the client may perform. Pure. */
import { type Operation, operationsOn, type TokenInfo } from "../../lib/edfi/token-info.ts";
import { type Check, failed, passed, warned } from "./checklist.ts";

export interface WantedResource {
  /** `students`, `/ed-fi/students` */
  readonly resource: string;
  readonly operations: readonly Operation[];
  /** The run requires it; other resources are left out. */
  readonly isRequired?: boolean;
}

const FIX =
  "Assign another claim set to the client's application, or create a new client: npm run setup-client -- --claim-set NAME";
const MOST_NAMED = 12;

/** Missing operations of required resources fail, those of others warn. */
export function checkClaims(wanted: readonly WantedResource[], info: TokenInfo): Check {
  const claimSet = info.claimSet === undefined ? "the claim set" : info.claimSet;
  if (info.operations === undefined)
    return passed("claims", `${claimSet}; the target does not list the allowed operations`);
  if (info.operations.size === 0) return failed("claims", `${claimSet} allows nothing on this target`, FIX, "auth");
  const gaps = wanted.map((want) => ({ want, missing: missingOperations(want, info) }));
  const incomplete = gaps.filter((gap) => gap.missing.length > 0);
  const names = incomplete.map(({ want, missing }) =>
    missing.length === want.operations.length ? want.resource : `${want.resource} (not ${missing.join(", ")})`,
  );
  const head = `${claimSet}: ${wanted.length - incomplete.length} of ${wanted.length} requested resources are allowed`;
  if (incomplete.length === 0)
    return passed("claims", wanted.length > 0 ? head : `${claimSet}: ${info.operations.size} resources`);
  const text = `${head}; not allowed: ${shortened(names)}`;
  const isHopeless = gaps.every(({ want, missing }) => missing.length === want.operations.length);
  if (isHopeless || incomplete.some((gap) => gap.want.isRequired === true)) return failed("claims", text, FIX, "auth");
  return warned("claims", text, `The run skips resources that are not allowed. ${FIX}`);
}

/** Operations that are wanted and not allowed; empty if the target does not list permissions. */
function missingOperations(want: WantedResource, info: TokenInfo): readonly Operation[] {
  const allowed = operationsOn(info, want.resource);
  return allowed === undefined ? [] : want.operations.filter((operation) => !allowed.has(operation));
}

function shortened(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}
