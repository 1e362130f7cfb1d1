/** A claim set as the checks use it: which actions it grants on which claims, and with which strategies. */
import { ACTIONS, type Action, claimPath, defaultStrategies, STRATEGIES } from "./hierarchy.ts";

/** Strategies that replace the default ones; undefined: the default ones apply. */
type Override = readonly string[] | undefined;

export interface Grant {
  /** As written: `school`, `people`, `*`, `services/identity`. */
  readonly claim: string;
  readonly actions: ReadonlyMap<Action, Override>;
}

export interface ClaimSet {
  readonly name: string;
  /** By claim in lower case. */
  readonly grants: ReadonlyMap<string, Grant>;
}

const ACTION_LETTERS: Readonly<Record<string, Action>> = {
  C: "Create",
  R: "Read",
  U: "Update",
  D: "Delete",
  H: "ReadChanges",
};

/** Reads the short form of grants.ts. */
export function parseClaimSet(name: string, text: string): ClaimSet {
  const grants = new Map<string, Grant>();
  for (const part of text.split(" ").filter((word) => word !== "")) {
    const [, claim = "", actions = "", letters] = /^([^:]+):([CRUDH]+)(?:=([A-Z]+))?$/.exec(part) ?? [];
    const override =
      letters === undefined ? undefined : [...letters].map((l) => STRATEGIES[l as keyof typeof STRATEGIES]);
    grants.set(claim.toLowerCase(), {
      claim,
      actions: new Map([...actions].map((letter) => [ACTION_LETTERS[letter] as Action, override])),
    });
  }
  return { name, grants };
}

export interface ImportedResourceClaim {
  readonly claimName: string;
  readonly actions: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly overrides: Readonly<Record<string, readonly string[]>>;
}

/** A claim set from the form in which the Configuration Service imports it. */
export function importClaimSet(name: string, claims: readonly ImportedResourceClaim[]): ClaimSet {
  const grants = new Map<string, Grant>();
  for (const claim of claims) {
    const actions = new Map<Action, Override>();
    for (const action of ACTIONS) {
      const granted = claim.actions.some((a) => a.enabled && a.name.toLowerCase() === action.toLowerCase());
      if (granted) actions.set(action, claim.overrides[action]);
    }
    const key = claimKey(claim.claimName);
    grants.set(key.toLowerCase(), { claim: key, actions });
  }
  return { name, grants };
}

/** `http://ed-fi.org/identity/claims/domains/people` -> `people`, `.../ed-fi/school` -> `school`. */
export function claimKey(claimName: string): string {
  const short = claimName.replace(/^.*\/claims\//, "");
  return short.replace(/^(domains|ed-fi|tpdm|sample|homograph)\//, "");
}

export interface ResourceAccess {
  /** The claim set covers the resource. */
  readonly known: boolean;
  /** By action granted, the strategies that apply. */
  readonly actions: ReadonlyMap<Action, readonly string[]>;
}

/** The nearest claim that grants an action decides its strategies. */
export function accessTo(claimSet: ClaimSet, resourceName: string, project: string): ResourceAccess {
  const path = claimPath(resourceName, project);
  const actions = new Map<Action, readonly string[]>();
  for (const action of ACTIONS) {
    for (const claim of [...path, "*"]) {
      const granted = claimSet.grants.get(claim)?.actions;
      if (granted?.has(action)) {
        actions.set(action, granted.get(action) ?? defaultStrategies(path, action));
        break;
      }
    }
  }
  return { known: actions.size > 0, actions };
}

/** Services (not resources) of a claim set: `{ service: "identity", operations: ["Create", ...] }`. */
export function servicesOf(claimSet: ClaimSet): { service: string; operations: string[] }[] {
  return [...claimSet.grants.values()]
    .filter(({ claim }) => claim.startsWith("services/"))
    .map(({ claim, actions }) => ({ service: claim.slice("services/".length), operations: [...actions.keys()] }));
}
