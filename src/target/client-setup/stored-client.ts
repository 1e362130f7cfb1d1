/** The client in `.env.load-test`. */

import { originOf } from "../../lib/edfi/api-urls.ts";
import { readEnvFile } from "../../settings/env-file/env-file.ts";

export interface StoredClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Undefined when it is incomplete or belongs to another server, which must not see its secret. */
export async function readStoredClient(
  envFile: string,
  baseUrl: string,
  log: (line: string) => void,
): Promise<StoredClient | undefined> {
  const { CLIENT_ID: clientId = "", CLIENT_SECRET: clientSecret = "", API_BASE_URL = "" } = await readEnvFile(envFile);
  if (clientId === "" && clientSecret === "") return undefined;
  if (clientId === "" || clientSecret === "") {
    log(`${envFile} contains only ${clientId === "" ? "CLIENT_SECRET" : "CLIENT_ID"}`);
    return undefined;
  }
  if (API_BASE_URL !== "" && originOf(API_BASE_URL) !== originOf(baseUrl)) {
    log(`${envFile} contains a client for another target, ${originOf(API_BASE_URL)}`);
    return undefined;
  }
  return { clientId, clientSecret };
}
