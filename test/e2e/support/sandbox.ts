/** A sandbox of the test's own, with its admin address: ledger, faults, tokens. */
import { join } from "node:path";
import type { FaultRule } from "../../../src/sandbox/faults/rules.ts";
import type { LedgerReport } from "../../../src/sandbox/ledger/ledger.ts";
import { readEnvFile } from "../../../src/settings/env-file/env-file.ts";
import { startSandbox } from "../../../src/target/sandbox-process.ts";
import type { Clone } from "./clone.ts";
import type { Environment } from "./program.ts";

export type Ledger = LedgerReport & {
  /** Documents by resource. */
  readonly rows: Readonly<Record<string, number>>;
  readonly duplicates: number;
};

export interface TestSandbox {
  readonly baseUrl: string;
  readonly pid: number;
  readonly ledgerUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What makes the sandbox the target of a command. */
  readonly environment: Environment;
  ledger(): Promise<Ledger>;
  resetLedger(): Promise<void>;
  setFaults(rules: readonly FaultRule[]): Promise<void>;
  revokeTokens(): Promise<void>;
  stop(): Promise<void>;
}

/** @param store folder inside the clone */
export async function startTestSandbox(
  clone: Clone,
  args: readonly string[] = [],
  store = ".sandbox-test",
): Promise<TestSandbox> {
  const sandbox = await startSandbox({
    cliPath: clone.file("dist/cli/sandbox.js"),
    storeDirectory: join(clone.root, store),
    args,
  });
  const client = await readEnvFile(sandbox.clientEnvFile);
  const clientId = client.CLIENT_ID ?? "";
  const clientSecret = client.CLIENT_SECRET ?? "";
  const admin = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(sandbox.adminUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} /sandbox${path} returned ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    baseUrl: sandbox.baseUrl,
    pid: sandbox.pid,
    ledgerUrl: `${sandbox.adminUrl}/ledger`,
    clientId,
    clientSecret,
    environment: { API_BASE_URL: sandbox.baseUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret },
    ledger: async () => (await (await admin("GET", "/ledger")).json()) as Ledger,
    resetLedger: async () => void (await admin("DELETE", "/ledger")),
    setFaults: async (rules) => void (await admin("PUT", "/faults", rules)),
    revokeTokens: async () => void (await admin("DELETE", "/tokens")),
    stop: () => sandbox.stop(),
  };
}

/** Requests of a ledger by method and route, all statuses together. */
export function byRoute(ledger: Ledger): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { method, route, count } of ledger.requests) {
    const name = `${method} ${route}`;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
}

export function totalRows(ledger: Ledger): number {
  return Object.values(ledger.rows).reduce((sum, rows) => sum + rows, 0);
}

/** Requests for data that were answered 401. */
export function refusedData({ requests }: Ledger): number {
  return requests
    .filter(({ route, status }) => status === 401 && route.startsWith("/data/"))
    .reduce((sum, { count }) => sum + count, 0);
}
