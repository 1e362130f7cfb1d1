/** Which of a target's OpenAPI documents describe resources. Pure. */

import { asRecord, asRecords, asText } from "../../lib/edfi/json.ts";

export interface Section {
  /** `Resources`, `Descriptors`, `TPDM`; empty: the list has no name for it. */
  readonly name: string;
  readonly url: string;
}

/** Their resources are those of other sections, or are no resources. */
const OTHER_PREFIX = /^(other|profiles?|composites?)$/i;
const OTHER_NAME = /^(change-?queries|identity|identities|discovery|bulk|enrollment|composites?|profiles?)$/i;

/**
 * @param value the list of documents as the target answers it; DMS and ODS/API have the same form
 * @param listUrl where the list was found: addresses may be relative to it
 */
export function readSections(value: unknown, listUrl: string): readonly Section[] {
  const items = Array.isArray(value) ? asRecords(value) : asRecords(asRecord(value)?.urls);
  const byUrl = new Map<string, Section>();
  for (const { name, prefix, endpointUri, url } of items) {
    const address = asText(endpointUri) ?? asText(url);
    if (address === undefined || !URL.canParse(address, listUrl)) continue;
    if (OTHER_PREFIX.test(asText(prefix) ?? "") || OTHER_NAME.test(asText(name) ?? "")) continue;
    const { href } = new URL(address, listUrl);
    if (!byUrl.has(href)) byUrl.set(href, { name: asText(name) ?? "", url: href });
  }
  return [...byUrl.values()];
}
