/** A service with a database behind it: what limits it is built in, and a capacity run names that first. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../src/machine/free-port.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { HAS_POSTGRES, NEEDS_POSTGRES, type PostgresServer, startPostgres } from "../fakes/postgres-server.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, newestRun, SMALL } from "./support/load.ts";
import { type Environment, runCommand } from "./support/program.ts";
import { readJson } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SERVICE = fileURLToPath(new URL("support/database-service.mjs", import.meta.url));
const ROWS = 400_000;

interface Bottleneck {
  /** Builds it into the database; without one it is in the service. */
  readonly statement?: string;
  /** Of the service at the database: few, so that a machine with many cores has a limit, too. */
  readonly sessions: number;
  readonly says: RegExp;
}

const BUILT_IN: Readonly<Record<string, Bottleneck>> = {
  "service-cpu": { sessions: 2, says: /^one thread of node works or waits for a core (> )?[\d.]+ %/ },
  "row-locks": {
    sessions: 10,
    says: / wait for row locks in (> )?[\d.]+ % .*, mainly for Lock:(transactionid|tuple)$/,
  },
  "expensive-statement": {
    sessions: 2,
    says: / of the database's time.*: select max\(md5\(n::text\)\) from generate_series\(\$1, \$2\)/,
  },
  "missing-index": {
    statement: "drop index document_key",
    sessions: 2,
    says: /^table public\.document is read whole, 40\d,\d{3} rows each time: /,
  },
};

describe.runIf(HAS_POSTGRES)(`capacity of a service with a database${NEEDS_POSTGRES}`, () => {
  let clone: Clone;
  let server: PostgresServer;
  let admin: pg.Client;
  let sandbox: TestSandbox;
  let port: number;
  let environment: Environment;
  let service: ChildProcess | undefined;

  async function startService(bottleneck: string, sessions: number): Promise<void> {
    const own = { SANDBOX_URL: sandbox.baseUrl, SERVICE_PORT: `${port}`, SERVICE_DATABASE_URL: server.url() };
    service = fork(SERVICE, {
      env: { ...process.env, ...own, SERVICE_SESSIONS: `${sessions}`, BOTTLENECK: bottleneck },
    });
    await once(service, "message");
  }

  async function stopService(): Promise<void> {
    const running = service;
    service = undefined;
    if (running === undefined) return;
    const ended = once(running, "exit");
    running.kill();
    await ended;
  }

  beforeAll(async () => {
    clone = createClone();
    server = await startPostgres({ shared_buffers: "128MB", max_parallel_workers_per_gather: "0" });
    admin = await server.connect();
    await admin.query("create extension pg_stat_statements");
    await admin.query("create table counter (id int primary key, value int)");
    await admin.query("insert into counter values (1, 0)");
    await admin.query("create table document (id bigserial primary key, key text, body text)");
    await admin.query(
      `insert into document (key, body) select 'key ' || n, 'body' from generate_series(1, ${ROWS}) as n`,
    );
    await admin.query("create index document_key on document (key)");
    await admin.query("vacuum analyze document");
    sandbox = await startTestSandbox(clone, [...EVERYTHING, "--rate-limit", "off"]);
    port = await freePort();
    environment = {
      ...sandbox.environment,
      ...SMALL,
      API_BASE_URL: `http://127.0.0.1:${port}`,
      TARGET_DATABASE_URL: server.url(),
    };
    await startService("nothing", 10);
    const load = await runCommand(clone, "run-load-phase", [], environment);
    expect(load.code, load.output).toBe(0);
    await stopService();
  });
  afterEach(stopService);
  afterAll(async () => {
    await sandbox.stop();
    await admin.end();
    await server.remove();
    clone.remove();
  });

  // Other tests share the cores: the limit of a service shows only while it has one for itself.
  test.each(Object.entries(BUILT_IN))("names %s first", { retry: 2 }, async (code, { statement, sessions, says }) => {
    if (statement !== undefined) await admin.query(statement);
    await startService(code, sessions);
    const search = ["--objective", "p95<1s", "--start-rate", "30", "--budget", "42s"];
    const { output } = await runCommand(clone, "run-capacity", search, environment);
    const { capacity } = readJson<RunSummary>(newestRun(clone), "summary.json");
    const [first] = capacity?.findings ?? [];
    expect(first?.code, output).toBe(code);
    expect(first?.text).toMatch(says);
    expect(output).toContain(`\n  limit    ${first?.confidence}: ${first?.text}\n`);
    expect(output).toContain(`\n  next     ${first?.advice}\n`);
  });
});
