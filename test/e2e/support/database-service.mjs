// A service with a database behind it, as a process of its own: it does work in PostgreSQL for each request for data, and
// lets a sandbox answer. Its environment: SANDBOX_URL, SERVICE_PORT, SERVICE_DATABASE_URL, SERVICE_SESSIONS (the most
// that it opens at the database), and BOTTLENECK, the name of what it does beside its usual work.
import { Agent, createServer, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const { SANDBOX_URL = "", SERVICE_PORT, SERVICE_DATABASE_URL, SERVICE_SESSIONS, BOTTLENECK = "" } = process.env;
const sandbox = new URL(SANDBOX_URL);
const agent = new Agent({ keepAlive: true });
const pool = new pg.Pool({ connectionString: SERVICE_DATABASE_URL, max: Number(SERVICE_SESSIONS) });

/** CPU time of a request, in microseconds. */
const CPU_US = 12_000;
/** For which a transaction keeps its row, in milliseconds. */
const HOLD_MS = 50;

/** @type {Readonly<Record<string, (method: string) => Promise<unknown>>>} */
const BESIDE = {
  "service-cpu": async () => {
    const before = process.cpuUsage();
    for (let used = 0; used < CPU_US; ) {
      const { user, system } = process.cpuUsage(before);
      used = user + system;
    }
  },
  "row-locks": async (method) => {
    if (method !== "POST" && method !== "PUT") return;
    const session = await pool.connect();
    await session.query("begin");
    await session.query("update counter set value = value + 1 where id = 1");
    await pause(HOLD_MS);
    await session.query("commit");
    session.release();
  },
  "expensive-statement": () => pool.query("select max(md5(n::text)) from generate_series(1, 27000) as n"),
};

/**
 * @param {string} method
 * @param {string} path with its query
 */
async function work(method, path) {
  await BESIDE[BOTTLENECK]?.(method);
  if (method === "GET") await pool.query("select body from document where key = $1", [path]);
  else await pool.query("insert into document (key, body) values ($1, $2)", [path, method]);
}

const server = createServer(async (incoming, outgoing) => {
  const { method = "GET", url = "/", headers } = incoming;
  try {
    if (url.startsWith("/data/")) await work(method, url);
  } catch {
    outgoing.writeHead(500).end();
    return;
  }
  // The Host header stays, so that the addresses in the discovery document lead here.
  const { hostname, port } = sandbox;
  const forward = request({ hostname, port, method, path: url, headers, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forward.on("error", () => outgoing.destroy());
  incoming.pipe(forward);
});
server.listen(Number(SERVICE_PORT), "127.0.0.1", () => process.send?.("ready"));
process.once("disconnect", () => process.exit());
