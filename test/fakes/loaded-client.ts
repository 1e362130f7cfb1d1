/** A client of a sandbox that holds a small load, fresh for each test of a file. */

import { afterEach, beforeEach } from "vitest";
import { createDataClient, type DataClient } from "../../src/target/data-client.ts";
import { fixedToken } from "../../src/target/token-generations.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type LoadedSandbox, loadSandbox } from "./loaded-sandbox.ts";

export interface LoadedClient {
  loaded: LoadedSandbox;
  client: DataClient;
}

/** @returns its members are those of the test under way */
export function useLoadedClient(): LoadedClient {
  const current = {} as LoadedClient;
  beforeEach(async () => {
    current.loaded = await loadSandbox(temporaryFolder());
    const { dataUrl, token } = current.loaded;
    current.client = createDataClient({ dataUrl, tokens: fixedToken(token), width: 8 });
  });
  afterEach(async () => {
    current.client.close();
    await current.loaded.close();
  });
  return current;
}

/** IDs of the students that were loaded, in the order of their numbers. */
export function studentIds({ plan, journal }: LoadedSandbox): string[] {
  const { first = 0, count = 0 } = plan.segments.find(({ endpoint }) => endpoint === "students") ?? {};
  const lines = journal.split("\n");
  return Array.from({ length: count }, (_, index) => {
    const line = lines.find((text) => text.startsWith(`i ${first + index} `));
    return line?.split(" ").at(-1) ?? "";
  });
}
