// A k6 that is already on this machine.
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import type { K6Source, K6SourceResult } from "./k6-source.ts";
import { askK6Version, K6_VERSION } from "./k6-version.ts";

/** The binary that the user names. A wrong one is an error: no other k6 is used instead. */
export const fromVariable: K6Source = {
  name: "K6_BIN",
  async find({ env, root }) {
    const named = env.K6_BIN;
    if (named === undefined || named === "") return { kind: "none", reason: "not set" };
    const path = isAbsolute(named) ? named : resolve(root, named);
    const version = await askK6Version(path);
    if (version === K6_VERSION) return { kind: "found", path };
    const seen = version === undefined ? "does not start or is not k6" : `is k6 ${version}`;
    throw new LoadTestError("engine", `K6_BIN names ${path}, which ${seen}; expected k6 ${K6_VERSION}.`, {
      hint: `Set K6_BIN to a k6 ${K6_VERSION} binary, or unset it to let this command find or build one.`,
    });
  },
};

/** Every `k6` on PATH in order; one of another version is skipped, with a message. */
export const fromPath: K6Source = {
  name: "k6 on PATH",
  async find({ env, binaryName, log }) {
    let reason = "none there";
    for (const folder of (env.PATH ?? "").split(delimiter).filter((entry) => entry !== "")) {
      const path = join(folder, binaryName);
      if (!(await isExecutable(path))) continue;
      const version = await askK6Version(path);
      if (version === K6_VERSION) return { kind: "found", path };
      const seen = version === undefined ? "not k6" : `k6 ${version}`;
      reason = `${path} is ${seen}, not k6 ${K6_VERSION}`;
      log(`Skipping ${path}: it is ${seen}; this project is pinned to k6 ${K6_VERSION}`);
    }
    return { kind: "none", reason };
  },
};

/** Put there by hand, on machines without Go and internet access. */
export const fromProject: K6Source = {
  name: ".tools/k6",
  find: ({ root, binaryName }) => keptBinary(join(root, ".tools", binaryName)),
};

/** Built or downloaded by an earlier command, in this clone or another. */
export const fromCache: K6Source = {
  name: "cache",
  find: ({ cacheFolder, binaryName }) => keptBinary(join(cacheFolder, binaryName)),
};

async function keptBinary(path: string): Promise<K6SourceResult> {
  if (!(await isExecutable(path))) return { kind: "none", reason: `${path} does not exist` };
  const version = await askK6Version(path);
  if (version === K6_VERSION) return { kind: "found", path };
  return { kind: "none", reason: `${path} is ${version === undefined ? "not a working k6" : `k6 ${version}`}` };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
