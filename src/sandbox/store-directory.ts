/** The directory of a sandbox: one sandbox at a time, what is in it, and how it is emptied. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError, messageOf } from "../base/errors.ts";
import { writePrivateFile } from "./config-service/state.ts";
import type { KeyStore } from "./oauth/token-service.ts";

export const CLIENT_FILE = "client.env";
const DATA_DIRECTORY = "data";
const LOCK_FILE = "sandbox.lock";
const KEY_FILE = "signing.key";
/** Of `processFields`: ticks between boot and the start of the process. */
const BEGIN_FIELD = 19;
const DYING_MS = 1000;
const DYING_STEP_MS = 20;
/** Of tenants and route qualifiers. */
const PARTS_DIRECTORY = "parts";
const CONTENTS = [DATA_DIRECTORY, PARTS_DIRECTORY, KEY_FILE, CLIENT_FILE, "config-service.json"];

export interface StoreDirectory {
  readonly path: string;
  /** For the document store. */
  readonly data: string;
  /** For the stores of tenants and route qualifiers. */
  readonly parts: string;
  readonly keys: KeyStore;
  /** Removes what earlier sandboxes left in it, and nothing else. */
  empty(): void;
  /** Releases the directory. */
  release(): void;
}

/**
 * Takes a directory for this process.
 * @throws LoadTestError when another sandbox uses it, or it cannot be written.
 */
export function takeStoreDirectory(path: string): StoreDirectory {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    lock(path);
  } catch (cause) {
    if (cause instanceof LoadTestError) throw cause;
    throw new LoadTestError("preflight", `taking the store directory ${path}: ${messageOf(cause)}`, {
      hint: "name a directory that can be written with --store",
      cause,
    });
  }
  const keyFile = join(path, KEY_FILE);
  return {
    path,
    data: join(path, DATA_DIRECTORY),
    parts: join(path, PARTS_DIRECTORY),
    keys: {
      load: () => (existsSync(keyFile) ? readFileSync(keyFile) : undefined),
      save: (key) => writePrivateFile(keyFile, key),
    },
    empty: () => {
      for (const name of CONTENTS) rmSync(join(path, name), { recursive: true, force: true });
    },
    release: () => rmSync(join(path, LOCK_FILE), { force: true }),
  };
}

interface Holder {
  readonly pid: number;
  /** When that process began, to detect a process number that is used again; Linux only. */
  readonly began: string | undefined;
}

function lock(path: string): void {
  const file = join(path, LOCK_FILE);
  const own: Holder = { pid: process.pid, began: processFields(process.pid)?.[BEGIN_FIELD] };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: "wx", mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && isStillRunning(holder)) {
      throw new LoadTestError(
        "preflight",
        `the store directory ${path} is used by another sandbox, process ${holder.pid}`,
        {
          hint: "stop that one, or name another directory with --store",
        },
      );
    }
    rmSync(file, { force: true });
  }
}

/** A process that was just killed may take a moment to be gone. */
function isStillRunning(holder: Holder): boolean {
  const end = Date.now() + DYING_MS;
  while (isAlive(holder)) {
    if (Date.now() >= end) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, DYING_STEP_MS);
  }
  return false;
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    return typeof holder.pid === "number" ? { pid: holder.pid, began: holder.began } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const fields = processFields(pid);
  // An ended process stays in the table until its parent has read its exit code.
  if (fields?.[0] === "Z") return false;
  return began === undefined || fields?.[BEGIN_FIELD] === began;
}

/** Fields of /proc/PID/stat from the third (the state) on; Linux only. */
function processFields(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
