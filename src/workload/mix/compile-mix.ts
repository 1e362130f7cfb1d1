/**
 * Turns a mix into cells with cumulative shares, so that one number from 0 to 1 chooses an operation and its resource.
 * Pure.
 */

import type { Cell } from "../../lib/contracts/readwrite-plan.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { KINDS, METHODS, type Method } from "./kinds.ts";
import type { Mix, MixOperation } from "./mix.ts";

export type Shares = Readonly<Record<Method, number>>;

export interface CompiledMix {
  readonly cells: readonly Cell[];
  /** 0 to 1, of operations; adds up to 1. */
  readonly wanted: Shares;
  /** Operations on resources that are not possible at this target; each once. */
  readonly leftOut: readonly LeftOutOperation[];
}

/** Why an operation cannot be done. */
export interface Refusal {
  readonly reason: string;
  /** The client may not: its claims or its relationships do not allow it. */
  readonly isDenied?: boolean;
}

export interface LeftOutOperation extends Refusal {
  readonly kind: MixKind;
  readonly resource: string;
}

/** Undefined for what can be done on a resource, at this target and with this data. */
export type Refuse = (operation: MixOperation, resource: string) => Refusal | undefined;

interface Part extends Omit<Cell, "upTo"> {
  readonly weight: number;
}

/**
 * What is not allowed is left out, and the rest of its operation, else of its method, takes its share. `shares`
 * replaces the mix's own weights of methods. The result has no cells when nothing is left.
 */
export function compileMix(mix: Mix, refuse: Refuse, shares?: Shares): CompiledMix {
  const leftOut = new Map<string, LeftOutOperation>();
  const parts = mix.operations.flatMap((operation) => partsOf(mix, operation, refuse, leftOut));
  const scaled = scale(parts, shares ?? weightsByMethod(mix.operations));
  const weights = weightsByMethod(scaled);
  const total = METHODS.reduce((sum, method) => sum + weights[method], 0);
  const wanted = Object.fromEntries(METHODS.map((method) => [method, weights[method] / total])) as unknown as Shares;
  return { cells: cumulate(scaled), wanted, leftOut: [...leftOut.values()] };
}

function partsOf(mix: Mix, operation: MixOperation, refuse: Refuse, leftOut: Map<string, LeftOutOperation>): Part[] {
  const { weight, resources = mix.resources, ...manner } = operation;
  const possible = Object.entries(resources).filter(([resource, share]) => {
    const { kind } = operation;
    const refusal = refuse(operation, resource);
    if (refusal !== undefined) leftOut.set(`${kind} ${resource}`, { kind, resource, ...refusal });
    return refusal === undefined && share > 0;
  });
  const all = possible.reduce((total, [, share]) => total + share, 0);
  if (weight === 0 || all === 0) return [];
  return possible.map(([resource, share]) => ({ ...manner, resource, weight: (weight * share) / all }));
}

function scale(parts: readonly Part[], shares: Shares): Part[] {
  const own = weightsByMethod(parts);
  return parts
    .map((part) => {
      const method = KINDS[part.kind].method;
      return { ...part, weight: (part.weight * shares[method]) / own[method] };
    })
    .filter(({ weight }) => weight > 0);
}

function cumulate(parts: readonly Part[]): Cell[] {
  const kept = parts.filter(({ weight }) => weight > 0);
  const all = sum(kept);
  let before = 0;
  return kept.map(({ weight, ...cell }, index) => {
    before += weight;
    return { ...cell, upTo: index === kept.length - 1 ? 1 : before / all };
  });
}

export function weightsByMethod(parts: readonly Pick<Part, "kind" | "weight">[]): Record<Method, number> {
  const weights: Record<Method, number> = { GET: 0, POST: 0, PUT: 0, DELETE: 0 };
  for (const { kind, weight } of parts) weights[KINDS[kind].method] += weight;
  return weights;
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { weight }) => total + weight, 0);
}
