/** Puts the plan of a readwrite run together: mix, target's rights, data, load model. */

import { LoadTestError } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import type { KnownItem, ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import type { Operation, TokenInfo } from "../../lib/edfi/token-info.ts";
import { operationsOn } from "../../lib/edfi/token-info.ts";
import { placeBySchool } from "../../lib/mix/by-school.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { parentOf } from "../../lib/mix/new-entity.ts";
import type { WantedResource } from "../../target/preflight/claims-check.ts";
import type { TargetFacts } from "../../target/preflight/target-facts.ts";
import { type CompiledMix, compileMix } from "./mix/compile-mix.ts";
import { KINDS, METHODS } from "./mix/kinds.ts";
import type { Mix, MixOperation } from "./mix/mix.ts";
import { isPossible } from "./mix/possible.ts";
import { type LimitSettings, limitsOf } from "./mix/settings.ts";
import { thresholdsOf } from "./mix/thresholds.ts";
import type { ReadwriteData } from "./readwrite-data.ts";
import type { ChosenMix } from "./readwrite-mix.ts";

/** Every resource that a mix names, with what is done to it. */
export function wantedOf(mix: Mix): WantedResource[] {
  const wanted = new Map<string, Set<Operation>>();
  for (const operation of mix.operations) {
    for (const resource of Object.keys(operation.resources ?? mix.resources)) {
      for (const name of withParents(resource, operation.kind)) {
        const operations = wanted.get(name) ?? new Set();
        for (const needed of KINDS[operation.kind].needs) operations.add(needed);
        wanted.set(name, operations);
      }
    }
  }
  return [...wanted].map(([resource, operations]) => ({ resource, operations: [...operations] }));
}

export interface ReadwriteSetup {
  readonly mix: CompiledMix;
  /** Each start of k6 has scenarios of its own. */
  readonly plan: Omit<ReadwritePlan, "scenarios" | "startedMs">;
}

/** @throws LoadTestError "config" when nothing of an operation of the mix can be done. */
export function setUpReadwrite(
  chosen: ChosenMix,
  data: ReadwriteData,
  facts: TargetFacts,
  config: Config,
  isOpen: boolean,
  isSet: (key: keyof LimitSettings) => boolean,
): ReadwriteSetup {
  const { mix, shares } = chosen;
  const atHand = {
    dataset: data.dataset,
    idCount: (endpoint: string) => data.items[endpoint]?.length ?? 0,
    knowsIndexes: data.knowsIndexes,
  };
  const allowed = (operation: MixOperation, resource: string): boolean =>
    isPossible(atHand, operation, resource) &&
    mayDo(facts.tokenInfo, operation.kind, resource) &&
    (operation.kind !== "changes" || facts.discovery?.urls.changeQueries !== undefined);
  const compiled = compileMix(mix, allowed, shares);
  refuseEmpty(chosen, compiled);
  const { cells, readsPaired } = compiled;
  return {
    mix: compiled,
    plan: {
      mix: { cells, readsPaired },
      thresholds: thresholdsOf(compiled, limitsOf(mix, config, isSet), isOpen),
      ifMatch: config.ifMatch,
      thinkMs: isOpen ? 0 : config.thinkTime,
      dataset: data.dataset.settings,
      usable: data.usable,
      ...placeBySchool(data.dataset, itemsFor(compiled, data)),
    },
  };
}

function mayDo(info: TokenInfo | undefined, kind: MixKind, resource: string): boolean {
  if (info === undefined) return true;
  return withParents(resource, kind).every((name) => {
    const operations = operationsOn(info, name);
    return operations === undefined || KINDS[kind].needs.every((needed) => operations.has(needed));
  });
}

/** What is created may need something else created first. */
function withParents(resource: string, kind: MixKind): string[] {
  const parent = kind === "create" || kind === "delete" ? (parentOf(resource) ?? "") : "";
  return parent === "" ? [resource] : [resource, ...withParents(parent, kind)];
}

/** Shares of a mix that lost a whole method would be other shares than were asked for; without change queries it is another mix. */
function refuseEmpty({ mix, shares }: ChosenMix, { cells, leftOut, wanted }: CompiledMix): void {
  const lost = METHODS.filter((method) => {
    const own = mix.operations.reduce((sum, { kind, weight }) => sum + (KINDS[kind].method === method ? weight : 0), 0);
    return (shares?.[method] ?? own) > 0 && !(wanted[method] > 0);
  });
  const follows = mix.operations.some(({ kind, weight }) => kind === "changes" && weight > 0);
  const names = [...lost, ...(follows && !cells.some(({ kind }) => kind === "changes") ? ["change queries"] : [])];
  if (names.length === 0) return;
  throw new LoadTestError(
    "config",
    `Nothing of the mix's ${names.join(", ")} can be done here: ${leftOut.join(", ")}.`,
    {
      hint: "Load these resources, give the client a claim set that allows them, or choose another mix: --mix NAME",
    },
  );
}

function itemsFor({ cells }: CompiledMix, { items }: ReadwriteData): Record<string, readonly KnownItem[]> {
  const wanted = new Set(cells.flatMap(({ resource, kind }) => withParents(resource, kind)));
  return Object.fromEntries([...wanted].map((endpoint) => [endpoint, items[endpoint] ?? []]));
}
