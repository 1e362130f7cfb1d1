/** URLs of a target, as `setup()` finds them. The runner passes them to load and readwrite as JSON. */

import type { DiscoveryUrls } from "../edfi/api-urls.ts";

export const ADDRESSES = "LOAD_TEST_ADDRESSES";

/** Plain data: k6 copies it to every VU as JSON, which has no `undefined`. */
export interface Addresses {
  /** Base of the resources: `{dataUrl}/ed-fi/students`. */
  readonly dataUrl: string;
  readonly tokenUrl: string;
  readonly dependenciesUrl: string;
  readonly tokenInfoUrl: string | null;
  readonly changeQueriesUrl: string | null;
}

/** @param tokenUrl overrides the one in the discovery document, unless empty */
export function addressesOf(urls: DiscoveryUrls, tokenUrl: string): Addresses {
  return {
    dataUrl: urls.dataManagementApi,
    tokenUrl: tokenUrl === "" ? urls.oauth : tokenUrl,
    dependenciesUrl: urls.dependencies,
    tokenInfoUrl: urls.tokenInfo ?? null,
    changeQueriesUrl: urls.changeQueries ?? null,
  };
}

/** @returns part of the environment of k6 */
export function writeAddresses(addresses: Addresses): Record<string, string> {
  return { [ADDRESSES]: JSON.stringify(addresses) };
}

/** @throws Error when the runner has not written them */
export function readAddresses(text: string | undefined): Addresses {
  if (text === undefined) throw new Error(`${ADDRESSES} is not set: this script is started by the runner`);
  return JSON.parse(text) as Addresses;
}
