/** Which data store a new client will work on. A client without one is refused by every data call. */
import { LoadTestError } from "../../base/errors.ts";
import type { AdminSession } from "../config-service/admin-session.ts";
import { createDataStore, type DataStore, listDataStores } from "../config-service/config-service.ts";

export interface DataStoreChoice {
  /** Name or id; absent: the only one there is. */
  readonly dataStore?: string | number;
  /** Create it when it is missing. The connection string is as seen from the target's server. */
  readonly create?: { readonly connectionString: string; readonly dataStoreType?: string };
}

const NAME_OF_CREATED = "Load test";

/** The id. @throws LoadTestError "preflight" when the choice is not clear, with all data stores listed. */
export async function chooseDataStore(
  session: AdminSession,
  choice: DataStoreChoice,
  log: (line: string) => void,
): Promise<number> {
  const stores = await listDataStores(session);
  const wanted = choice.dataStore === undefined ? undefined : String(choice.dataStore).trim();
  const matching = stores.filter((store) => wanted === undefined || isNamed(store, wanted));
  const [only, another] = matching;
  if (only !== undefined && another === undefined) {
    log(`Data store ${describe(only)}`);
    return only.id;
  }
  const exact = matching.find((store) => String(store.id) === wanted);
  if (exact !== undefined) return exact.id;
  if (only === undefined && choice.create !== undefined) {
    const name = wanted ?? NAME_OF_CREATED;
    const { connectionString, dataStoreType = "Production" } = choice.create;
    const id = await createDataStore(session, { name, dataStoreType, connectionString });
    log(`Data store ${id} "${name}" created`);
    return id;
  }
  throw unclear(stores, wanted);
}

function isNamed(store: DataStore, wanted: string): boolean {
  return String(store.id) === wanted || store.name.toLowerCase() === wanted.toLowerCase();
}

function unclear(stores: readonly DataStore[], wanted: string | undefined): LoadTestError {
  const listed = stores.slice(0, 20).map(describe).join(", ");
  const more = stores.length > 20 ? ` and ${stores.length - 20} more` : "";
  const there =
    stores.length === 0 ? "The Configuration Service has no data store" : `Data stores are ${listed}${more}`;
  const message = wanted === undefined ? there : `No unique data store is named "${wanted}". ${there}`;
  const hint =
    stores.length === 0
      ? "Create one with --create-data-store and DATA_STORE_CONNECTION_STRING, as the target's server reaches its database."
      : "Choose one with --data-store (name or ID).";
  return new LoadTestError("preflight", message, { hint });
}

function describe(store: DataStore): string {
  return `${store.id} "${store.name}"`;
}
