/** Entity tags in the form of DMS (`57-1f3a9c07.j._.l.i`) and the conditions that clients put on them. */
import type { Model } from "../../api-model/types.ts";
import type { StoredDocument } from "../store/types.ts";

/** Eight hexadecimal digits that differ between resource models. */
export function schemaEpoch(model: Model): string {
  let hash = 0x811c9dc5;
  for (const { name, properties } of model.resources) {
    for (const char of `${name}:${properties.length};`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** Bare, as in `_etag`; the header has quotes around it. JSON, no profile, with links, identity coding. */
export function etagOf(document: StoredDocument, epoch: string): string {
  return `${document.version}-${epoch}.j._.l.i`;
}

export function etagHeader(document: StoredDocument, epoch: string): string {
  return `"${etagOf(document, epoch)}"`;
}

/** If-Match: content version and epoch must agree; quotes may be left out; `*` and lists are understood. */
export function ifMatchHolds(header: string, document: StoredDocument, epoch: string): boolean {
  const current = `${document.version}-${epoch}`;
  return tags(header).some((tag) => tag === "*" || tag.split(".", 1)[0] === current);
}

/** If-None-Match: whether the current representation is among those named, compared as a whole. */
export function ifNoneMatchNames(header: string, document: StoredDocument, epoch: string): boolean {
  const current = etagOf(document, epoch);
  return tags(header).some((tag) => tag === "*" || tag === current);
}

function tags(header: string): string[] {
  return header.split(",").map((tag) =>
    tag
      .trim()
      .replace(/^W\//, "")
      .replace(/^"(.*)"$/, "$1"),
  );
}
