/** Commands of the project against a target behind the hostile proxy. */
import { expect } from "vitest";
import { type Clone, createClone } from "./clone.ts";
import { type HostileProxy, type ProxyAnswer, startHostileProxy } from "./hostile-proxy.ts";
import { EVERYTHING } from "./load.ts";
import { type Ended, runCommand } from "./program.ts";
import { runFolders } from "./run-folder.ts";
import { startTestSandbox, type TestSandbox, totalRows } from "./sandbox.ts";

export interface HostileTarget {
  readonly clone: Clone;
  readonly sandbox: TestSandbox;
  readonly proxy: HostileProxy;
  smoke(...args: readonly string[]): Promise<Ended>;
  /** A load of two schools, each call with items of its own. */
  load(...args: readonly string[]): Promise<Ended>;
  /** The same items as the last load. */
  loadAgain(...args: readonly string[]): Promise<Ended>;
  readwrite(...args: readonly string[]): Promise<Ended>;
  cleanup(): Promise<Ended>;
  stop(): Promise<void>;
}

/** @param path of the API below the proxy's address */
export async function startHostileTarget(sandboxArgs: readonly string[] = [], path = ""): Promise<HostileTarget> {
  const clone = createClone();
  const sandbox = await startTestSandbox(clone, [...EVERYTHING, ...sandboxArgs]);
  const proxy = await startHostileProxy(sandbox.baseUrl);
  const environment = { CLIENT_ID: sandbox.clientId, CLIENT_SECRET: sandbox.clientSecret };
  let datasets = 0;
  const run = async (command: string, args: readonly string[]): Promise<Ended> => {
    const ended = await runCommand(clone, command, [...args, "--target", proxy.baseUrl + path], environment);
    expectClean(ended, sandbox);
    return ended;
  };
  const load = (args: readonly string[]): Promise<Ended> => {
    const size = ["--schools", "2", "--students", "4", "--staff", "2", "--courses-per-school", "2", "--vus", "8"];
    return run("run-load-phase", [...size, "--dataset-id", `${datasets}`, ...args]);
  };
  return {
    clone,
    sandbox,
    proxy,
    smoke: (...args) => run("run-smoke-test", args),
    load: (...args) => {
      datasets++;
      return load(args);
    },
    loadAgain: (...args) => load(args),
    readwrite: (...args) => run("run-readwrite-phase", args),
    cleanup: () => run("cleanup", [lastRun(clone), "--yes"]),
    stop: async () => {
      await proxy.close();
      await sandbox.stop();
      clone.remove();
    },
  };
}

/** Whatever a target does: no stack, nothing that a terminal obeys, no secret. */
function expectClean({ output }: Ended, { clientSecret }: TestSandbox): void {
  expect(output).not.toMatch(/\n\s+at .+:\d+:\d+|internal error/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(output).not.toContain(clientSecret);
}

function lastRun(clone: Clone): string {
  const folder = runFolders(clone.file("results")).at(-1) ?? "";
  return folder.slice(folder.lastIndexOf("/") + 1);
}

/** The load came through: everything is there once, and the run says so. */
export async function expectComplete({ sandbox }: HostileTarget, run: Ended, rowsBefore = 0): Promise<void> {
  expect(run.output).toMatch(/^PASS {2}load on .+?: ([\d,]+) planned = [\d,]+ created \+ [\d,]+ already present, in/m);
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/^ {2}verified counts and a sample of [\d,]+ items agree with the target/m);
  const ledger = await sandbox.ledger();
  expect(ledger.duplicates).toBe(0);
  const [, planned = 0, present = 0] =
    /: ([\d,]+) planned = [\d,]+ created \+ ([\d,]+) already/
      .exec(run.output)
      ?.map((count) => Number(count.replaceAll(",", ""))) ?? [];
  const rows = totalRows(ledger) - rowsBefore;
  // What answered "already there" may be this load's own, its first answer lost.
  expect(rows).toBeGreaterThanOrEqual(planned - present);
  expect(rows).toBeLessThanOrEqual(planned);
}

/** Smoke, load and clean-up, each as it should be. */
export async function expectAllPhases(server: HostileTarget): Promise<void> {
  const smoke = await server.smoke();
  expect(smoke.output).toMatch(/^PASS/m);
  await expectComplete(server, await server.load());
  const cleanup = await server.cleanup();
  expect(cleanup.output).toMatch(/^PASS {2}cleanup: [\d,]+ deleted, 0 gone already, 0 left/m);
  expect(totalRows(await server.sandbox.ledger())).toBe(0);
}

/** Each text of an answer changed, in headers and in a JSON body; names of headers in small letters. */
export function mapped(answer: Required<ProxyAnswer>, change: (text: string) => string): Required<ProxyAnswer> {
  const type = answer.headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? "";
  const headers = answer.headers.map(([name, value]) => [name.toLowerCase(), change(value)] as const);
  return { ...answer, headers, body: /json/.test(type) ? change(answer.body.toString()) : answer.body };
}
