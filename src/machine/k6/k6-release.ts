// The official release archive, accepted only with the SHA-256 pinned here.
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFileLock } from "../file-lock.mjs";
import { quietShell } from "../shell.ts";
import { webFetch } from "../web-fetch.ts";
import type { K6Source, K6SourceContext, K6SourceResult } from "./k6-source.ts";
import { askK6Version, K6_VERSION } from "./k6-version.ts";

interface ReleaseArchive {
  readonly name: string;
  readonly sha256: string;
}

const RELEASES = "https://github.com/grafana/k6/releases/download";
const DOWNLOAD_TIMEOUT_MS = 300_000;

/** By Node's `platform-arch`. k6 publishes no archive for Windows on arm64. */
const ARCHIVES: Readonly<Record<string, ReleaseArchive>> = {
  "linux-x64": archive("linux-amd64.tar.gz", "b5a8003c86f35f5cd5ceef1490312c48e587696c94d998cefc6d7b3b4cb1597d"),
  "linux-arm64": archive("linux-arm64.tar.gz", "4ecd64cadcc792402d16293836115480419c4447c032858f564852d98f1bf54c"),
  "darwin-x64": archive("macos-amd64.zip", "45a08590511c8a6a9c6331645e60c41624924e848e29472e87c60ac956d50372"),
  "darwin-arm64": archive("macos-arm64.zip", "37a028506bf13578de66c906296803775df28cc2504b1a8c5d786b2803e757c7"),
  "win32-x64": archive("windows-amd64.zip", "ceb2b1e1cf9dbe1303c6c33ec83ffda86dda5c610b4def92064d3c7ebae8d9f4"),
};

export type Download = (url: string) => Promise<Uint8Array>;

/** `platform` is Node's `process.platform-process.arch`; both parameters exist for tests. */
export function fromRelease(
  platform = `${process.platform}-${process.arch}`,
  download: Download = httpDownload,
): K6Source {
  return {
    name: "official release",
    async find(context) {
      const release = ARCHIVES[platform];
      if (release === undefined) return { kind: "none", reason: `k6 publishes none for ${platform}` };
      const onWait = () => context.log("Another command is fetching k6; waiting for it");
      const lock = join(context.cacheFolder, "build.lock");
      return withFileLock(lock, () => fetchOnce(context, release, download), onWait);
    },
  };
}

function archive(suffix: string, sha256: string): ReleaseArchive {
  return { name: `k6-v${K6_VERSION}-${suffix}`, sha256 };
}

async function fetchOnce(
  context: K6SourceContext,
  release: ReleaseArchive,
  download: Download,
): Promise<K6SourceResult> {
  const path = join(context.cacheFolder, context.binaryName);
  if ((await askK6Version(path)) === K6_VERSION) return { kind: "found", path };
  const url = `${RELEASES}/v${K6_VERSION}/${release.name}`;
  context.log(`Downloading ${url}`);
  let bytes: Uint8Array;
  try {
    bytes = await download(url);
  } catch (error) {
    return { kind: "none", reason: `${url} was not downloaded (${causeOf(error)})` };
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== release.sha256) {
    return {
      kind: "none",
      reason: `${release.name} has SHA-256 ${sha256}, expected ${release.sha256}; it was discarded`,
    };
  }
  return unpack(context, release, bytes, path);
}

/** bsdtar, the `tar` of macOS and Windows, reads zip files too; Linux gets a tar.gz. */
async function unpack(
  context: K6SourceContext,
  release: ReleaseArchive,
  bytes: Uint8Array,
  path: string,
): Promise<K6SourceResult> {
  await mkdir(context.cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(context.cacheFolder, "unpack-"));
  try {
    const file = join(folder, release.name);
    await writeFile(file, bytes);
    const $ = await quietShell({ nothrow: false });
    await $`tar -xf ${file} -C ${folder}`;
    const binary = join(folder, release.name.replace(/\.(tar\.gz|zip)$/, ""), context.binaryName);
    await chmod(binary, 0o755);
    await rename(binary, path);
  } catch (error) {
    return { kind: "none", reason: `${release.name} was not unpacked (${causeOf(error)})` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  context.log(`k6 ${K6_VERSION} is unpacked: ${path}`);
  return { kind: "found", path };
}

async function httpDownload(url: string): Promise<Uint8Array> {
  const response = await webFetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** fetch puts the reason of a network failure into `cause`. */
function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
