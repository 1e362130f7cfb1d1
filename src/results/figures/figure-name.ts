/** What figures of the target are called on pages and in a terminal. Pure. */

/** By the name of a figure without its part; `{}` is the part: `machine.container.cpu:dms` is `CPU of dms`. */
const WORDS: Readonly<Record<string, string>> = {
  "machine.cores": "cores of the machine",
  "machine.cpu": "CPU of the machine",
  "machine.load": "processes that run or wait for a disk",
  "machine.memory": "memory in use on the machine",
  "machine.memoryTotal": "memory of the machine",
  "machine.memoryShare": "share of the machine's memory in use",
  "machine.diskBusy": "time in which the busiest disk worked",
  "machine.generatorCpu": "CPU of the load generator",
  "machine.generatorCpuShare": "share of the machine's CPU that the load generator uses",
  "machine.container.cpu": "CPU of {}",
  "machine.container.cpuLimit": "CPU limit of {}",
  "machine.container.cpuShare": "CPU of {}, of what it may use",
  "machine.container.busiestThread": "busiest thread of {}",
  "machine.container.throttled": "periods in which {} was throttled",
  "machine.container.memory": "memory of {}",
  "machine.container.memoryLimit": "memory limit of {}",
  "machine.container.memoryShare": "memory of {}, of its limit",
  "database.cpu": "CPU of the database",
  "database.sessions": "sessions",
  "database.active": "active sessions",
  "database.blocked": "blocked sessions",
  "database.maxConnections": "connections allowed",
  "database.sessionShare": "share of the allowed connections in use",
  "database.activeShare": "share of the sessions that are active",
  "database.wait": "sessions waiting for {}",
  "database.waitShare": "share of active time spent waiting for {}",
  "database.commits": "commits",
  "database.rollbacks": "rollbacks",
  "database.deadlocks": "deadlocks",
  "database.checkpoints": "checkpoints",
  "database.rowsReturned": "rows read",
  "database.rowsFetched": "rows fetched through an index",
  "database.rowsInserted": "rows inserted",
  "database.rowsUpdated": "rows updated",
  "database.rowsDeleted": "rows deleted",
  "database.rowsScanned": "rows read by scans",
  "database.rowsPerScan": "rows in each scan of {}",
  "database.scannedPerRow": "rows scanned for each row returned",
  "database.cacheHit": "pages found in the database's cache",
  "database.tempBytes": "temporary files written",
  "database.walBytes": "write-ahead log written",
  "database.bytes": "size of the database",
  "requests.rateLimited": "answers of the rate limiter",
  "requests.breakerOpen": "answers of the circuit breaker",
  "requests.heldShare": "time in which the target held the run back (Retry-After)",
  "statement.share": "the statement's share of the database's time",
  "statement.sessions": "sessions that the statement keeps busy",
  "statement.meanMs": "mean time of the statement",
  "statement.callsPerSecond": "calls of the statement",
  "step.askedPerSecond": "requested operations",
  "step.donePerSecond": "operations done",
  "step.share": "share of the operations that ended {}",
  "operation.timeShare": "{} operations, share of the time",
  "operation.share": "{} operations, share of the number",
};

/** The database's own word for a session that waits for nothing. */
const RUNNING = "database.wait:CPU";

/** A figure that the user named keeps that name. */
export function figureName(name: string): string {
  if (name === RUNNING) return "sessions using the CPU";
  const [stem = ""] = name.split(":", 1);
  const words = WORDS[stem];
  return words === undefined
    ? name.slice(name.indexOf(".") + 1)
    : words.replace("{}", () => name.slice(stem.length + 1));
}
