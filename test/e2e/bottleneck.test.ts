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
import { type Ended, type Environment, runCommand } from "./support/program.ts";
import { readJson } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SERVICE = fileURLToPath(new URL("support/database-service.mjs", import.meta.url));
const ROWS = 400_000;
const INDEX = "create index document_key on document (key)";

describe.runIf(HAS_POSTGRES)(`capacity of a service with a database${NEEDS_POSTGRES}`, () => {
  let clone: Clone;
  let server: PostgresServer;
  let admin: pg.Client;
  let sandbox: TestSandbox;
  let port: number;
  let environment: Environment;
  let service: ChildProcess | undefined;

  async function startService(bottleneck: string): Promise<void> {
    const own = { SANDBOX_URL: sandbox.baseUrl, SERVICE_PORT: `${port}`, SERVICE_DATABASE_URL: server.url() };
    service = fork(SERVICE, { env: { ...process.env, ...own, BOTTLENECK: bottleneck } });
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
    server = await startPostgres();
    admin = await server.connect();
    await admin.query("create extension pg_stat_statements");
    await admin.query("create table counter (id int primary key, value int)");
    await admin.query("insert into counter values (1, 0)");
    await admin.query("create table document (id bigserial primary key, key text, body text)");
    await admin.query(
      `insert into document (key, body) select 'key ' || n, 'body' from generate_series(1, ${ROWS}) as n`,
    );
    await admin.query(INDEX);
    await admin.query("vacuum analyze document");
    sandbox = await startTestSandbox(clone, [...EVERYTHING, "--rate-limit", "off"]);
    port = await freePort();
    environment = {
      ...sandbox.environment,
      ...SMALL,
      API_BASE_URL: `http://127.0.0.1:${port}`,
      TARGET_DATABASE_URL: server.url(),
    };
    await startService("none");
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

  async function search(bottleneck: string): Promise<Ended> {
    await startService(bottleneck);
    return runCommand(
      clone,
      "run-capacity",
      ["--objective", "p95<500ms", "--start-rate", "16", "--budget", "35s"],
      environment,
    );
  }

  function firstFinding() {
    return readJson<RunSummary>(newestRun(clone), "summary.json").capacity?.findings?.[0];
  }

  test.each(["service-cpu", "row-locks", "dear-statement"])("%s", async (bottleneck) => {
    const { output } = await search(bottleneck);
    if (process.env.SHOW) console.log(output);
    expect(firstFinding(), output).toMatchObject({ code: bottleneck, confidence: "likely" });
  });

  test("missing-index", async () => {
    await admin.query("drop index document_key");
    const { output } = await search("none");
    await admin.query(INDEX);
    if (process.env.SHOW) console.log(output);
    expect(firstFinding(), output).toMatchObject({ code: "missing-index", confidence: "likely" });
  });
});
