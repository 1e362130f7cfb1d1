// Builds k6 from the checksummed module tools/k6. Takes minutes the first time, so it says what it is doing.
import { execFile, spawn } from "node:child_process";
import { chmod, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { withFileLock } from "../file-lock.mjs";
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
  try {
    const options = { env: goEnvironment(env), timeout: GO_VERSION_TIMEOUT_MS };
    const { stdout } = await promisify(execFile)("go", ["env", "GOVERSION"], options);
    return isGoAtLeast(stdout, floor) ? undefined : `${stdout.trim()} is installed, Go ${floor} or later is needed`;
  } catch {
    return `Go ${floor} or later is not installed`;
  }
}

async function buildOnce(context: K6SourceContext, path: string): Promise<K6SourceResult> {
  if ((await askK6Version(path)) === K6_VERSION) return { kind: "found", path };
  context.log(`Building k6 ${K6_VERSION} with Go, once for this user (several minutes on a small machine)`);
  const startMs = performance.now();
  await mkdir(context.cacheFolder, { recursive: true });
  const partial = `${path}.${process.pid}.tmp`;
  try {
    const failure = await goBuild(context, partial, startMs);
    if (failure !== undefined) return { kind: "none", reason: `the build failed: ${failure}` };
    const version = await askK6Version(partial);
    if (version !== K6_VERSION)
      return { kind: "none", reason: `the build gave k6 ${version ?? "that does not start"}` };
    await chmod(partial, 0o755);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  context.log(`k6 ${K6_VERSION} is built (${elapsed(startMs)}): ${path}`);
  return { kind: "found", path };
}

/** Resolves to the last lines of Go's output when it failed. */
function goBuild({ env, root, log }: K6SourceContext, output: string, startMs: number): Promise<string | undefined> {
  const args = ["build", "-v", "-trimpath", "-ldflags", "-s -w", "-o", output, K6_PACKAGE];
  const child = spawn("go", args, {
    cwd: join(root, "tools/k6"),
    env: goEnvironment(env),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let step = "starting";
  let compiled = 0;
  const lastLines: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    for (const line of chunk.split("\n").filter((text) => text !== "")) {
      lastLines.push(line);
      if (lastLines.length > 8) lastLines.shift();
      if (line.startsWith("go: downloading ")) step = line.slice("go: ".length);
      else step = `compiling, ${++compiled} packages done, now ${line}`;
    }
  });
  const timer = setInterval(() => log(`Building k6: ${elapsed(startMs)}, ${step}`), PROGRESS_MS);
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : lastLines.join("; ")));
  }).finally(() => clearInterval(timer)) as Promise<string | undefined>;
}

/** Only the checksummed module with the installed toolchain, whatever the user's own Go settings are. */
function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, GOFLAGS: "-mod=readonly", GOTOOLCHAIN: "local", GOWORK: "off", CGO_ENABLED: "0" };
}

function elapsed(startMs: number): string {
  return `${Math.round((performance.now() - startMs) / 1000)} s`;
}
