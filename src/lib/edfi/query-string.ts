/** The query of an address. Pure: k6 has no URLSearchParams. */

import type { Scalar } from "../data/dataset.ts";

/** Percent-encoded, `?` included; empty for no filter. */
export function queryString(filters: Readonly<Record<string, Scalar>>): string {
  const parts: string[] = [];
  for (const name in filters) parts.push(`${name}=${encodeURIComponent(String(filters[name]))}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
