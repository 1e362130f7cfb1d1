/** Starts programs, keeps all they print, and waits for lines instead of for time. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Clone } from "./clone.ts";

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order of arrival. */
  readonly output: string;
}

export interface Program {
  readonly pid: number;
  readonly child: ChildProcess;
  /** All that was printed so far. */
  output(): string;
  /** Resolves with the match; rejects when the program ends without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

/**
 * Nothing of the developer's settings: only what programs need to run at all. Tests share the cores: that VUs are late,
 * and that runs of seconds do little, is no finding.
 */
function cleanEnvironment(own: Environment = {}): Record<string, string> {
  const environment: Record<string, string> = { K6_NO_USAGE_REPORT: "true", MAX_VU_DELAY: "10m", MIN_SAMPLES: "1" };
  for (const name of ["PATH", "HOME", "TMPDIR", "K6_BIN", "SystemRoot", "TEMP"]) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, ...own };
}

/** @param own a process group of its own, as a terminal gives each line: see interrupt() */
export function start(
  file: string,
  args: readonly string[],
  cwd: string,
  environment: Environment = {},
  own = false,
): Program {
  const env = cleanEnvironment(environment);
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: own });
  const text = { stdout: "", stderr: "", output: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
      text.output += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, ...text }));
  });
  return {
    pid: child.pid ?? 0,
    child,
    output: () => text.output,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text.output);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        ended.then(() => reject(new Error(`ended without printing ${pattern}:\n${text.output}`)), reject);
        look();
      }),
    ended,
  };
}

/** One line as typed at a prompt. */
export function startLine(clone: Clone, line: string, environment?: Environment): Program {
  return start("sh", ["-c", line], clone.root, environment, true);
}

/** Ctrl-C for what startLine() has started: it reaches the shell and all below it at once. */
export function interrupt({ pid }: Program): void {
  process.kill(-pid, "SIGINT");
}

/** One of the project's commands, through the launcher, as `npm run` starts it. */
export function startCommand(
  clone: Clone,
  command: string,
  args: readonly string[],
  environment?: Environment,
): Program {
  return start(process.execPath, ["scripts/launch.mjs", command, ...args], clone.root, environment);
}

export function runCommand(
  clone: Clone,
  command: string,
  args: readonly string[] = [],
  environment?: Environment,
): Promise<Ended> {
  return startCommand(clone, command, args, environment).ended;
}

/** Plain `k6 run` of a bundle, without the runner. */
export function startK6(clone: Clone, args: readonly string[], environment?: Environment): Program {
  return start(process.env.K6_BIN ?? "k6", args, clone.root, environment);
}
