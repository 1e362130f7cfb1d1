/** Makes the plan of a readwrite run: mix, permissions, data, load model. */

import { LoadTestError } from "../base/errors.ts";
import type { Config } from "../lib/config/fields.ts";
import type { Skipped } from "../lib/contracts/journal/skip-line.ts";
import { type ReadwritePlan, USUAL_READ_BACK } from "../lib/contracts/readwrite-plan.ts";
import { mayDo, type Operation } from "../lib/edfi/token-info.ts";
import { placeBySchool } from "../lib/mix/by-school.ts";
import type { MixKind } from "../lib/mix/mix.ts";
import { changesOfMix, itemsForMix, touchedBy } from "../lib/mix/touched.ts";
import { leftOutLines } from "../results/left-out.ts";
import { type ClientRights, whyUndeletable } from "../target/authorization/undeletable.ts";
import type { TargetFacts } from "../target/preflight/target-facts.ts";
import type { WorkData } from "./data/find-data.ts";
import type { ChosenMix } from "./mix/choose-mix.ts";
import { type CompiledMix, compileMix, type Refusal } from "./mix/compile-mix.ts";
import { KINDS, METHODS } from "./mix/kinds.ts";
import type { MixOperation } from "./mix/mix.ts";
import { refusalOf } from "./mix/possible.ts";
import { type LimitSettings, limitsOf } from "./mix/settings.ts";
import { thresholdsOf } from "./mix/thresholds.ts";

export interface WorkSetup {
  readonly mix: CompiledMix;
  /** Operations of the mix that cannot be performed, with the reason. */
  readonly leftOut: readonly Skipped[];
  /** Methods of the mix that the client may not use at all. */
  readonly lost: readonly string[];
  /** Each start of k6 has scenarios of its own. */
  readonly plan: Omit<ReadwritePlan, "scenarios" | "startedMs" | "counts">;
}

/** @throws LoadTestError "config" when nothing of an operation of the mix can be done. */
export function setUpWork(
  chosen: ChosenMix,
  data: WorkData,
  facts: TargetFacts,
  config: Config,
  isOpen: boolean,
  isSet: (key: keyof LimitSettings) => boolean,
): WorkSetup {
  const { mix, shares } = chosen;
  const atHand = {
    dataset: data.dataset,
    idCount: (endpoint: string) => data.items[endpoint]?.length ?? 0,
    isHidden: (endpoint: string) => data.hidden.includes(endpoint),
    isLeftOut: (endpoint: string) => data.loaded !== undefined && !(endpoint in data.loaded.resources),
    knowsIndexes: data.knowsIndexes,
  };
  const refuse = (operation: MixOperation, resource: string): Refusal | undefined => {
    if (operation.kind === "changes" && facts.discovery?.urls.changeQueries === undefined)
      return { reason: "the target has no change queries" };
    return denial(facts, operation.kind, resource, config) ?? refusalOf(atHand, operation, resource);
  };
  const compiled = compileMix(mix, refuse, shares);
  const lost = lostParts(chosen, compiled);
  return {
    mix: compiled,
    leftOut: skippedOf(compiled),
    lost,
    plan: {
      mix: { cells: compiled.cells },
      thresholds: thresholdsOf(compiled, limitsOf(mix, config, isSet)),
      readBack: USUAL_READ_BACK,
      ifMatch: config.ifMatch,
      thinkMs: isOpen ? 0 : config.thinkTime,
      timesIterations: isOpen,
      isPaced: false,
      stock: 0,
      dataset: data.dataset.settings,
      usable: data.usable,
      changes: changesOfMix(compiled.cells, data.dataset),
      ...placeBySchool(data.dataset, itemsForMix(compiled.cells, data.items)),
    },
  };
}

/** What the client may not do. It must be able to delete what the run creates, unless the items are kept. */
function denial(rights: ClientRights, kind: MixKind, resource: string, { keep }: Config): Refusal | undefined {
  for (const name of touchedBy(resource, kind)) {
    const missing = KINDS[kind].needs.find((needed) => !mayDo(rights.tokenInfo?.operations, needed, name));
    const denied = missing === undefined ? undefined : `the client may not ${WORDS[missing]} it`;
    const reason = denied ?? (kind === "create" && !keep ? whyUndeletable(name, rights) : undefined);
    if (reason !== undefined)
      return { reason: name === resource ? reason : reason.replace(" it", ` ${name}`), isDenied: true };
  }
  return undefined;
}

const WORDS: Readonly<Record<Operation, string>> = {
  Create: "create",
  Read: "read",
  Update: "update",
  Delete: "delete",
  ReadChanges: "read changes of",
};

/**
 * Checks for a mix without one of its methods, or without its change queries. That is an error, unless the client may not
 * perform them: a vendor's client does its part of a mix.
 * @returns what was lost
 */
function lostParts({ name, mix, shares }: ChosenMix, compiled: CompiledMix): readonly string[] {
  const { cells, leftOut, wanted } = compiled;
  const methods = METHODS.filter((method) => {
    const own = mix.operations.reduce((sum, { kind, weight }) => sum + (KINDS[kind].method === method ? weight : 0), 0);
    return (shares?.[method] ?? own) > 0 && !(wanted[method] > 0);
  });
  const follows = mix.operations.some(({ kind, weight }) => kind === "changes" && weight > 0);
  const isWithoutChanges = follows && !cells.some(({ kind }) => kind === "changes");
  const isDenied = leftOut
    .filter(({ kind }) => methods.includes(KINDS[kind].method) || (isWithoutChanges && kind === "changes"))
    .every((one) => one.isDenied === true);
  const lost = [...methods, ...(isWithoutChanges ? ["change queries"] : [])];
  if (lost.length === 0 || (cells.length > 0 && shares === undefined && isDenied)) return lost;
  const lines = leftOutLines(skippedOf(compiled), "  ");
  throw new LoadTestError(
    "config",
    [`Nothing of ${lost.join(", ")} of the mix ${name} can be performed here:`, ...lines].join("\n"),
    {
      hint: "Load these resources, give the client a claim set that allows them, or choose another mix: --mix NAME",
    },
  );
}

function skippedOf({ leftOut }: CompiledMix): Skipped[] {
  return leftOut.map(({ kind, resource, reason }) => ({ what: `${kind} ${resource}`, reason }));
}
