/**
 * A changed natural key, and everything that follows: items that refer to it hold the new key, which may be part of
 * their own key, and so on. Worked out as a whole first; nothing is written unless all of it can be.
 */
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { StoredDocument } from "../store/types.ts";
import { bodyOf, contentOf } from "./content.ts";
import type { Engine } from "./engine.ts";
import { identityConflict } from "./identity-conflict.ts";
import { type JsonObject, modelPath, replaceAt, valueAt } from "./json-paths.ts";
import { keyOfReference, keyValues } from "./natural-key.ts";
import { movedKey, resolveReferences } from "./references.ts";
import { type ResourcePlan, tableKey } from "./resource-plan.ts";
import { type FoundReference, type ShapedBody, shapeBody } from "./shape.ts";

export interface KeyChange {
  readonly plan: ResourcePlan;
  readonly stored: StoredDocument;
  /** The new body, its references resolved to `refs`. */
  readonly body: JsonObject;
  readonly refs: readonly number[];
  readonly correlationId: string;
}

export type KeyChangeResult = { readonly document: StoredDocument } | { readonly refusal: SandboxResponse };

/** One document that will be rewritten. */
interface Move {
  readonly plan: ResourcePlan;
  readonly stored: StoredDocument;
  readonly body: JsonObject;
  /** Absent for the document of the request itself. */
  readonly shaped?: ShapedBody;
  /** Its references and the keys they held before. */
  readonly references: readonly { readonly reference: FoundReference; readonly keyBefore: string }[];
}

export function changeKey(engine: Engine, change: KeyChange): KeyChangeResult {
  const { plan, stored, body, correlationId } = change;
  const moves = collectMoves(engine, { plan, stored, body, references: [] });
  const moved = new Map<string, StoredDocument>();
  for (const move of moves.values()) {
    const key = tableKey(move.plan, move.body);
    const taken = moved.get(movedKey(move.plan.table, key)) ?? engine.store.table(move.plan.table).byKey(key);
    if (taken !== undefined && taken.seq !== move.stored.seq && !leaves(moves.get(taken.seq)))
      return { refusal: identityConflict(move.plan, move.body, "update a", correlationId) };
    moved.set(movedKey(move.plan.table, key), move.stored);
  }
  const refsOf = new Map<number, readonly number[]>([[stored.seq, change.refs]]);
  for (const move of moves.values()) {
    if (move.shaped === undefined) continue;
    const resolution = resolveReferences(engine, move.shaped, correlationId, moved);
    if ("refusal" in resolution) return { refusal: problem("unresolvedReference", { correlationId }) };
    refsOf.set(move.stored.seq, resolution.refs);
  }
  write(engine, [...moves.values()], refsOf);
  return { document: engine.store.bySeq(stored.seq) as StoredDocument };
}

/** The document gives up its present key. */
function leaves(move: Move | undefined): boolean {
  return move !== undefined && tableKey(move.plan, move.body) !== move.stored.key;
}

/** Breadth first from the changed document; a document reached twice is rewritten once with both changes. */
function collectMoves(engine: Engine, first: Move): Map<number, Move> {
  const moves = new Map<number, Move>([[first.stored.seq, first]]);
  const queue = [first];
  for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
    for (const referrer of engine.store.referrers(target.stored)) {
      if (referrer.seq === first.stored.seq) continue;
      const known = moves.get(referrer.seq);
      const move = known ?? openMove(engine, referrer);
      const keyBefore = tableKey(move.plan, move.body);
      follow(move, target);
      moves.set(referrer.seq, move);
      if (tableKey(move.plan, move.body) !== keyBefore) queue.push(move);
    }
  }
  return moves;
}

function openMove(engine: Engine, stored: StoredDocument): Move {
  const plan = engine.plans.byTable.get(stored.table) as ResourcePlan;
  const shaped = shapeBody(plan.model, bodyOf(stored));
  const references = shaped.references.map((reference) => ({
    reference,
    keyBefore: keyOfReference(reference.property.keys, reference.value),
  }));
  return { plan, stored, body: shaped.body, shaped, references };
}

/** Puts the target's new key into every reference that names it, and into what shares its place with that. */
function follow(move: Move, target: Move): void {
  for (const { reference, keyBefore } of move.references) {
    if (reference.property.target !== target.plan.model.name || keyBefore !== target.stored.key) continue;
    for (const { name, steps } of target.plan.key.parts) {
      const value = valueAt(target.body, steps);
      if (reference.value[name] === value) continue;
      reference.value[name] = value;
      agree(move, `${modelPath(reference.path)}.${name}`, value);
    }
  }
}

/**
 * DMS keeps values that must agree in one column where they stand in the same list, or both in none: they change
 * together. Between a list and the resource around it a key change leaves the other value as it was.
 */
function agree(move: Move, path: string, value: unknown): void {
  for (const { paths, steps, sameList } of move.plan.equalities) {
    if (!sameList) continue;
    if (paths[0] === path) replaceAt(move.body, steps[1], value);
    else if (paths[1] === path) replaceAt(move.body, steps[0], value);
  }
}

function write(engine: Engine, moves: readonly Move[], refsOf: ReadonlyMap<number, readonly number[]>): void {
  const changes = moves.map(({ plan, stored, body }) => ({
    document: stored,
    content: contentOf(plan, body, refsOf.get(stored.seq) ?? []),
  }));
  for (const [index, document] of engine.store.replaceAll(changes).entries()) {
    const { plan, stored, body } = moves[index] as Move;
    if (document.key === stored.key) continue;
    engine.store.track({
      kind: "keyChange",
      table: plan.table,
      id: document.id,
      version: document.version,
      key: document.key,
      oldKeyValues: keyValues(plan.key, bodyOf(stored)),
      newKeyValues: keyValues(plan.key, body),
    });
  }
}
