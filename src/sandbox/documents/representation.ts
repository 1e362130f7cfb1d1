/** A stored document as a client sees it: with id, links inside references, etag and time of the last change. */
import type { Property } from "../../api-model/types.ts";
import type { StoredDocument } from "../store/types.ts";
import { bodyOf } from "./content.ts";
import type { Engine } from "./engine.ts";
import { etagOf } from "./etag.ts";
import type { JsonObject } from "./json-paths.ts";
import { referencedDocument } from "./references.ts";
import type { ResourcePlan } from "./resource-plan.ts";

export function representation(engine: Engine, plan: ResourcePlan, document: StoredDocument): JsonObject {
  const body = bodyOf(document);
  addLinks(engine, plan.model.properties, body);
  return {
    id: document.id,
    ...body,
    _etag: etagOf(document, engine.epoch),
    _lastModifiedDate: utcSeconds(document.modified),
  };
}

function addLinks(engine: Engine, properties: readonly Property[], body: JsonObject): void {
  for (const property of withReferences(properties)) {
    const value = body[property.name];
    if (value === undefined) continue;
    if (property.kind === "reference") {
      const reference = value as JsonObject;
      const target = referencedDocument(engine, property, reference);
      if (target !== undefined) reference.link = link(engine, target);
    } else if (property.kind === "object") addLinks(engine, property.properties, value as JsonObject);
    else if (property.kind === "collection") {
      for (const item of value as JsonObject[]) addLinks(engine, property.properties, item);
    }
  }
}

/** `rel` and `href` name the concrete resource, also for an abstract reference. */
function link(engine: Engine, target: StoredDocument): JsonObject {
  const rel = engine.plans.byTable.get(target.table)?.model.name;
  return { rel, href: `/${target.table}/${target.id}` };
}

const cache = new WeakMap<readonly Property[], readonly Property[]>();

function withReferences(properties: readonly Property[]): readonly Property[] {
  let found = cache.get(properties);
  if (found === undefined) {
    found = properties.filter(holdsReference);
    cache.set(properties, found);
  }
  return found;
}

function holdsReference(property: Property): boolean {
  if (property.kind === "reference") return true;
  return (property.kind === "object" || property.kind === "collection") && property.properties.some(holdsReference);
}

let lastSecond = -1;
let lastText = "";

/** `2026-08-21T14:03:11Z` */
function utcSeconds(seconds: number): string {
  if (seconds !== lastSecond) {
    lastSecond = seconds;
    lastText = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  }
  return lastText;
}
