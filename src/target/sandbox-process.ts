/**
 * Runs the sandbox as a child process, for commands without a target of the user's own. With spawn, not zx: it runs for
 * as long as its standard input stays open.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { LoadTestError } from "../base/errors.ts";

export interface SandboxProcessOptions {
  /** The built command: `dist/cli/sandbox.js`. */
  readonly cliPath: string;
  /** Further options of the command, such as `--token-lifetime 5`. */
  readonly args?: readonly string[];
  readonly storeDirectory: string;
  /** Begin with an empty store. */
  readonly fresh?: boolean;
}

export interface SandboxProcess {
  readonly baseUrl: string;
  readonly configServiceUrl: string;
  readonly adminUrl: string;
  /** Holds the credentials of the ready-made client. */
  readonly clientEnvFile: string;
  readonly pid: number;
  /** Resolves with the exit code when the process ends, however it ends; null after a signal. */
  readonly exited: Promise<number | null>;
  /** Ends it in order, so that the store is complete on disk. */
  stop(): Promise<void>;
}

/** A store with millions of documents takes a while to read. */
const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 30_000;
const HEAP_MB = 8192;
const STDERR_KEPT = 4000;
/** Of src/sandbox/store-directory.ts. */
const IN_USE = /is used by another sandbox, process (\d+)/;

/** @throws LoadTestError with the sandbox's own words when it does not start. */
export async function startSandbox(options: SandboxProcessOptions): Promise<SandboxProcess> {
  const args = [
    `--max-old-space-size=${HEAP_MB}`,
    options.cliPath,
    "--json",
    "--exit-with-parent",
    "--store",
    options.storeDirectory,
    ...(options.fresh === true ? ["--fresh"] : []),
    ...(options.args ?? []),
  ];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  // The child may be gone when its input is closed.
  child.stdin.on("error", () => {});
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", () => resolve(null));
  });
  const ready = await readyLine(child, exited, options.storeDirectory);
  return { ...ready, exited, stop: () => stop(child, exited) };
}

type Ready = Pick<SandboxProcess, "baseUrl" | "configServiceUrl" | "adminUrl" | "clientEnvFile" | "pid">;

async function readyLine(
  child: ChildProcessWithoutNullStreams,
  exited: Promise<number | null>,
  storeDirectory: string,
): Promise<Ready> {
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-STDERR_KEPT);
  });
  const line = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on("line", resolve);
  });
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"timeout">((resolve) => {
    timer = setTimeout(() => resolve("timeout"), READY_TIMEOUT_MS);
  });
  const first = await Promise.race([line, exited, timeout]);
  clearTimeout(timer);
  const ready = typeof first === "string" && first !== "timeout" ? parseReady(first) : undefined;
  if (ready !== undefined) return ready;
  child.kill("SIGKILL");
  const seen = first === "timeout" ? `was not ready after ${READY_TIMEOUT_MS / 1000} s` : "ended before it was ready";
  const [, holder] = IN_USE.exec(stderr) ?? [];
  if (holder !== undefined) throw inUse(storeDirectory, holder);
  const output = stderr.trim().replace(/^error: /gm, "");
  throw new LoadTestError("preflight", `starting the sandbox: it ${seen}${output === "" ? "" : `: ${output}`}`, {
    hint: "Run npm run sandbox to see its output.",
  });
}

/** What the sandbox says of its own options is no help: other commands have one of another name. */
function inUse(storeDirectory: string, pid: string): LoadTestError {
  return new LoadTestError(
    "preflight",
    `A sandbox with the data in ${storeDirectory} is running already, process ${pid}.`,
    {
      hint:
        "Stop it, or use it (its client.env has address and client, to be copied to .env.load-test), or name " +
        "another directory with --sandbox-dir.",
    },
  );
}

function parseReady(line: string): Ready | undefined {
  try {
    const value = JSON.parse(line) as Partial<Ready> & { event?: unknown };
    return value.event === "ready" ? (value as Ready) : undefined;
  } catch {
    return undefined;
  }
}

async function stop(child: ChildProcessWithoutNullStreams, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
