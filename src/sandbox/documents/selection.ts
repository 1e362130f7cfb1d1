/** The documents that filters, change versions and the client's claims leave, in the order of pages. Uses indexes where it can. */
import type { StoredDocument, TextOf } from "../store/types.ts";
import { bodyOf } from "./content.ts";
import type { Call, Engine } from "./engine.ts";
import { comparable, type FieldFilter } from "./filters.ts";
import { type JsonObject, pathSteps, valueAt } from "./json-paths.ts";
import type { ChangeRange } from "./query-parameters.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/** Insertion order. The array may be the store's own. */
export function select(
  engine: Engine,
  { plan, client }: Call,
  filters: readonly FieldFilter[],
  range: ChangeRange,
): readonly StoredDocument[] {
  const found = inRange(filtered(engine, plan, filters), range);
  const visible = engine.limits.visible(client, plan.model);
  return visible === undefined ? found : found.filter(visible);
}

function inRange(found: readonly StoredDocument[], { minimum, maximum }: ChangeRange): readonly StoredDocument[] {
  if (minimum === undefined && maximum === undefined) return found;
  return found.filter(({ version }) => version >= (minimum ?? 0) && version <= (maximum ?? Number.POSITIVE_INFINITY));
}

function filtered(engine: Engine, plan: ResourcePlan, filters: readonly FieldFilter[]): readonly StoredDocument[] {
  const table = engine.store.table(plan.table);
  if (filters.length === 0) return table.all();
  const single = byIdOrKey(engine, plan, filters);
  if (single !== undefined) return single.filter((document) => filters.every((filter) => matches(filter, document)));
  const [best, ...others] = filters
    .map((filter) => ({ filter, count: table.count(filter.field.name, filter.value, textOf(filter)) }))
    .sort((a, b) => a.count - b.count)
    .map(({ filter }) => filter) as [FieldFilter, ...FieldFilter[]];
  const candidates = table.where(best.field.name, best.value, textOf(best));
  if (others.length === 0) return candidates;
  return candidates.filter((document) => others.every((filter) => matches(filter, document)));
}

/** At most one document, when the filters name an id or a whole natural key; undefined when they do not. */
function byIdOrKey(engine: Engine, plan: ResourcePlan, filters: readonly FieldFilter[]): StoredDocument[] | undefined {
  const id = filters.find(({ field }) => field.path === "$.id");
  if (id !== undefined) {
    const document = engine.store.byId(id.value);
    return document?.table === plan.table ? [document] : [];
  }
  const values: string[] = [];
  for (const { path } of plan.key.parts) {
    const filter = filters.find(({ field }) => field.paths.includes(path));
    if (filter === undefined) return undefined;
    values.push(filter.value);
  }
  const key = plan.model.isDescriptor ? values.join("#").toLowerCase() : values.join(KEY_SEPARATOR);
  const document = engine.store.table(plan.table).byKey(key);
  return document === undefined ? [] : [document];
}

const KEY_SEPARATOR = "\u001f";

function matches(filter: FieldFilter, document: StoredDocument): boolean {
  return textOf(filter)(document) === filter.value;
}

function textOf({ field }: FieldFilter): TextOf {
  if (field.path === "$.id") return (document) => document.id;
  const places = field.paths.map(pathSteps);
  return (document) => {
    const body = parsed(document);
    for (const steps of places) {
      const value = valueAt(body, steps);
      if (value !== undefined) return comparable(field, value);
    }
    return undefined;
  };
}

let lastDocument: StoredDocument | undefined;
let lastBody: JsonObject = {};

/** Several fields of one document are asked for in a row. The body is shared: read only. */
function parsed(document: StoredDocument): JsonObject {
  if (document !== lastDocument) {
    lastDocument = document;
    lastBody = bodyOf(document);
  }
  return lastBody;
}
