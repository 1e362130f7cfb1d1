/** Reading a whole list that is served in pages. */
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { AdminSession } from "./admin-session.ts";

const PAGE = 25;
/** A list longer than this is not one that a set-up reads. */
const MAX_PAGES = 400;

/**
 * All items of a list route, or undefined when the service has no such route (404, 405).
 * Stops at a page that brings nothing new, so a service that ignores `offset` does no harm.
 * @throws LoadTestError for any other status or for something that is not a list.
 */
export async function listAll(session: AdminSession, route: string): Promise<readonly JsonRecord[] | undefined> {
  const items = new Map<string, JsonRecord>();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const path = `${route}?offset=${page * PAGE}&limit=${PAGE}`;
    const answer = await session.call("GET", path);
    if (page === 0 && (answer.status === 404 || answer.status === 405)) return undefined;
    const rows = answer.status === 200 ? parseJson(answer.text) : undefined;
    if (!Array.isArray(rows)) throw session.failure("GET", path, answer);
    const known = items.size;
    for (const row of rows) {
      const record = asRecord(row);
      if (record !== undefined) items.set(String(record.id ?? `${page}/${items.size}`), record);
    }
    if (rows.length < PAGE || items.size === known) break;
  }
  return [...items.values()];
}
