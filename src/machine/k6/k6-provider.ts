// Provides the k6 binary of the pinned version: finds one, or makes one, or lists the ways to get one.
import { join } from "node:path";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { userCacheFolder } from "../cache-folder.mjs";
import { fromGo } from "./k6-from-go.ts";
import { fromCache, fromPath, fromProject, fromVariable } from "./k6-present.ts";
import { fromRelease } from "./k6-release.ts";
import type { K6Source, K6SourceContext, K6SourceResult } from "./k6-source.ts";
import { K6_VERSION } from "./k6-version.ts";

export interface ProvidedK6 {
  /** Absolute path of the binary. */
  readonly path: string;
  readonly version: string;
  /** Where it came from, as users read it. */
  readonly source: string;
}

export interface EnsureK6Options {
  /** Receives one line for each thing done; nothing when k6 was found at once. */
  log(line: string): void;
  readonly env: NodeJS.ProcessEnv;
  /** The project's folder. */
  readonly root: string;
}

/** A cache folder that cannot be written rules a source out. */
async function find(source: K6Source, context: K6SourceContext): Promise<K6SourceResult> {
  try {
    return await source.find(context);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { kind: "none", reason: `${context.cacheFolder} cannot be written: ${messageOf(error)}` };
  }
}

/** The first that works is used; those that take minutes or a download come last. */
const SOURCES: readonly K6Source[] = [fromVariable, fromPath, fromProject, fromCache, fromGo, fromRelease()];

/** Throws LoadTestError("engine") when K6_BIN is wrong, or when no source has k6. */
export async function ensureK6(options: EnsureK6Options, sources: readonly K6Source[] = SOURCES): Promise<ProvidedK6> {
  const platform = `${process.platform}-${process.arch}`;
  const context = {
    env: options.env,
    root: options.root,
    binaryName: process.platform === "win32" ? "k6.exe" : "k6",
    cacheFolder: join(userCacheFolder(options.env), `k6-${K6_VERSION}-${platform}`),
    log: (line: string) => options.log(line),
  };
  const reasons: string[] = [];
  for (const source of sources) {
    const result = await find(source, context);
    if (result.kind === "found") return { path: result.path, version: K6_VERSION, source: source.name };
    reasons.push(`  ${source.name}: ${result.reason}`);
  }
  throw new LoadTestError("engine", `k6 ${K6_VERSION} is not available:\n${reasons.join("\n")}`, {
    hint:
      `Any of these works: set K6_BIN to a k6 ${K6_VERSION} binary; put it on PATH; copy it to ` +
      `${join(options.root, ".tools", context.binaryName)}; install Go; or allow access to github.com. ` +
      "Go and the download require a cache folder that can be written: set XDG_CACHE_HOME to one.",
  });
}
