import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isGoAtLeast } from "./k6-from-go.ts";
import { fromCache, fromPath, fromProject, fromVariable } from "./k6-present.ts";
import { ensureK6 } from "./k6-provider.ts";
import { fromRelease } from "./k6-release.ts";
import type { K6Source } from "./k6-source.ts";
import { K6_VERSION } from "./k6-version.ts";

const PRESENT = [fromVariable, fromPath, fromProject, fromCache];

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "k6-provider-"));
  lines = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** A file that answers `version` as k6 does. */
async function fakeK6(name: string, version: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "k6 v${version} (go1.26.8, linux/amd64)"\n`);
  await chmod(path, 0o755);
  return path;
}

function options(env: NodeJS.ProcessEnv = {}) {
  return {
    root: folder,
    env: { XDG_CACHE_HOME: join(folder, "cache"), ...env },
    log: (line: string) => lines.push(line),
  };
}

describe.skipIf(process.platform === "win32")("ensureK6", () => {
  test("takes K6_BIN before everything else and says nothing", async () => {
    const named = await fakeK6("named/k6", K6_VERSION);
    await fakeK6("path/k6", K6_VERSION);
    const k6 = await ensureK6(options({ K6_BIN: named, PATH: join(folder, "path") }), PRESENT);
    expect(k6).toEqual({ path: named, version: K6_VERSION, source: "K6_BIN" });
    expect(lines).toEqual([]);
  });

  test.each([
    ["1.3.0", "is k6 1.3.0"],
    ["not a version", "is not k6"],
  ])("refuses a K6_BIN of version %s instead of skipping it", async (version, said) => {
    const named = await fakeK6("named/k6", version);
    await fakeK6(".tools/k6", K6_VERSION);
    const attempt = ensureK6(options({ K6_BIN: named }), PRESENT);
    await expect(attempt).rejects.toMatchObject({ kind: "engine", message: expect.stringContaining(said) });
  });

  test("skips another version on PATH with one line, and takes the right one behind it", async () => {
    const old = await fakeK6("old/k6", "1.3.0");
    const right = await fakeK6("right/k6", K6_VERSION);
    const k6 = await ensureK6(options({ PATH: `${join(folder, "old")}:${join(folder, "right")}` }), PRESENT);
    expect(k6.path).toBe(right);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(old);
  });

  test("takes .tools/k6 before the user's cache, and the cache before making one", async () => {
    const cached = await fakeK6(
      `cache/edfi-load-test/k6-${K6_VERSION}-${process.platform}-${process.arch}/k6`,
      K6_VERSION,
    );
    const made: K6Source = { name: "made now", find: async () => ({ kind: "found", path: "/made" }) };
    expect((await ensureK6(options(), [...PRESENT, made])).path).toBe(cached);
    const own = await fakeK6(".tools/k6", K6_VERSION);
    expect((await ensureK6(options(), [...PRESENT, made])).path).toBe(own);
  });

  test("lists every way when none works", async () => {
    const attempt = ensureK6(options(), [...PRESENT, fromRelease("aix-ppc64")]);
    await expect(attempt).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(
        /K6_BIN: not set[\s\S]*on PATH[\s\S]*\.tools[\s\S]*official release: k6 publishes none for aix/,
      ),
      hint: expect.stringContaining("K6_BIN"),
    });
  });

  test("names a cache folder that cannot be written, and the way out", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const release = fromRelease("linux-x64", async () => new Uint8Array());
    await expect(ensureK6(options({ XDG_CACHE_HOME: file }), [release])).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(/official release: \S+a-file\S+ cannot be written: /),
      hint: expect.stringContaining("set XDG_CACHE_HOME"),
    });
  });

  test("discards a download with another SHA-256", async () => {
    const release = fromRelease("linux-x64", async () => new TextEncoder().encode("not the archive"));
    const attempt = ensureK6(options(), [release]);
    await expect(attempt).rejects.toMatchObject({ message: expect.stringContaining("discarded") });
    expect(
      await readdir(join(folder, "cache/edfi-load-test", `k6-${K6_VERSION}-${process.platform}-${process.arch}`)),
    ).toEqual([]);
  });
});

test.each([
  ["go1.25.0", true],
  ["go1.26.8", true],
  ["go2.0", true],
  ["go1.24.9", false],
  ["devel", false],
])("Go %s is enough for 1.25.0: %s", (version, enough) => {
  expect(isGoAtLeast(version, "1.25.0")).toBe(enough);
});
