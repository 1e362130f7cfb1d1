// Builds k6 from the checksummed module tools/k6. The first time takes minutes, so progress is shown.
import { chmod, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ProcessOutput, ProcessPromise } from "zx/core";
import { withFileLock } from "../file-lock.mjs";
import { quietShell } from "../shell.ts";
import type { K6Source, K6SourceContext, K6SourceResult } from "./k6-source.ts";
import { askK6Version, K6_VERSION } from "./k6-version.ts";

const K6_PACKAGE = "go.k6.io/k6/v2";
const PROGRESS_MS = 10_000;
const GO_VERSION_TIMEOUT_MS = 30_000;

export const fromGo: K6Source = {
  name: "built with Go",
  async find(context) {
    const unusable = await whyGoCannotBuild(context);
    if (unusable !== undefined) return { kind: "none", reason: unusable };
    const path = join(context.cacheFolder, context.binaryName);
    const onWait = () => context.log("Another command is building k6; waiting for it");
    return withFileLock(join(context.cacheFolder, "build.lock"), () => buildOnce(context, path), onWait);
  },
};

/** True when `go version` text or `go env GOVERSION` names at least `floor` (`1.25.0`). */
export function isGoAtLeast(version: string, floor: string): boolean {
  const seen = /go(\d+)\.(\d+)/.exec(version);
  const wanted = /^(\d+)\.(\d+)/.exec(floor);
  if (seen === null || wanted === null) return false;
  const difference = Number(seen[1]) - Number(wanted[1]) || Number(seen[2]) - Number(wanted[2]);
  return difference >= 0;
}

async function whyGoCannotBuild({ env, root }: K6SourceContext): Promise<string | undefined> {
  const modFile = await readFile(join(root, "tools/k6/go.mod"), "utf8");
  const floor = /^go (\S+)/m.exec(modFile)?.[1] ?? "";
  const $ = await quietShell({ env: goEnvironment(env), signal: AbortSignal.timeout(GO_VERSION_TIMEOUT_MS) });
  const { exitCode, stdout } = await $`go env GOVERSION`;
  if (exitCode !== 0) return `Go ${floor} or later is not installed`;
  return isGoAtLeast(stdout, floor) ? undefined : `${stdout.trim()} is installed, Go ${floor} or later is required`;
}

async function buildOnce(context: K6SourceContext, path: string): Promise<K6SourceResult> {
  if ((await askK6Version(path)) === K6_VERSION) return { kind: "found", path };
  context.log(`Building k6 ${K6_VERSION} with Go, once for this user (several minutes on a small machine)`);
  const startMs = performance.now();
  await mkdir(context.cacheFolder, { recursive: true });
  const partial = `${path}.${process.pid}.tmp`;
  try {
    const failure = await goBuild(context, partial);
    if (failure !== undefined) return { kind: "none", reason: `the build failed: ${failure}` };
    const version = await askK6Version(partial);
    if (version !== K6_VERSION)
      return { kind: "none", reason: `the build produced k6 ${version ?? "that does not start"}` };
    await chmod(partial, 0o755);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  context.log(`k6 ${K6_VERSION} is built (${elapsed(startMs)}): ${path}`);
  return { kind: "found", path };
}

/** Resolves to the last lines of Go's output when it failed. */
async function goBuild({ env, root, log }: K6SourceContext, output: string): Promise<string | undefined> {
  const $ = await quietShell({ cwd: join(root, "tools/k6"), env: goEnvironment(env) });
  const building = $`go build -v -trimpath -ldflags ${"-s -w"} -o ${output} ${K6_PACKAGE}`;
  const { exitCode, stderr } = await (process.stderr.isTTY ? withSpinner(building) : withLines(building, log));
  return exitCode === 0 ? undefined : stderr.trim().split("\n").slice(-8).join("; ");
}

async function withSpinner(building: ProcessPromise): Promise<ProcessOutput> {
  const { spinner } = await import("zx");
  return spinner("building k6", () => building);
}

async function withLines(building: ProcessPromise, log: (line: string) => void): Promise<ProcessOutput> {
  const startMs = performance.now();
  let last = "starting";
  building.stderr.on("data", (chunk: Buffer) => {
    last = chunk.toString().trim().split("\n").at(-1) ?? last;
  });
  const timer = setInterval(() => log(`Building k6: ${elapsed(startMs)}, ${last}`), PROGRESS_MS);
  return building.finally(() => clearInterval(timer));
}

/** Only the checksummed module with the installed toolchain, regardless of the user's Go settings. */
function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, GOFLAGS: "-mod=readonly", GOTOOLCHAIN: "local", GOWORK: "off", CGO_ENABLED: "0" };
}

function elapsed(startMs: number): string {
  return `${Math.round((performance.now() - startMs) / 1000)} s`;
}
