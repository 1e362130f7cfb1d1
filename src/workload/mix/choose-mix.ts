/** Finds and reads the mix of a readwrite run, and the settings that are texts with a form of their own. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import { suggestion } from "../../base/nearest.ts";
import type { Reading } from "../../base/schema.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Config } from "../../lib/config/fields.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { shippedRoots, USER_ROOT } from "../../settings/root.ts";
import type { Settings } from "../../settings/settings.ts";
import { loadedEndpoints } from "../data/loaded-data.ts";
import { chooseModel } from "./choose-model.ts";
import type { Shares } from "./compile-mix.ts";
import type { Mix } from "./mix.ts";
import { readMix } from "./mix-file.ts";
import { parseShares } from "./settings.ts";

export interface ChosenMix {
  readonly name: string;
  readonly mix: Mix;
  /** Absent: the mix's own. */
  readonly shares: Shares | undefined;
}

/** @throws LoadTestError "config" or "usage" with every problem of mix and load model at once */
export function chooseMix({ config, origins }: Settings): ChosenMix {
  const problems = [...chooseModel(config, origins).problems];
  const shares = config.mixShares === "" ? undefined : parseShares(config.mixShares);
  if (config.mixShares !== "" && shares === undefined)
    problems.push(
      `MIX_SHARES: "${config.mixShares}" is not GET/POST/PUT/DELETE such as 50/20/20/10, ` +
        "with at most as many deletes as creates",
    );
  const path = findMix(config.mix);
  const reading = read(readFileSync(path, "utf8"), config);
  if ("problems" in reading) problems.push(...reading.problems.map((problem) => `${path}: ${problem}`));
  if ("problems" in reading || problems.length > 0)
    throw new LoadTestError("config", problems.join("\n"), { hint: "For mixes and load models, see docs/mixes.md." });
  return { name: config.mix.replace(/^.*[\\/]/, "").replace(/\.json$/, ""), mix: reading.value, shares };
}

/** The file of a load may be large: it is read only for a mix that names more than the dataset's own resources. */
function read(content: string, config: Config): Reading<Mix> {
  const { endpoints } = createDataset(datasetSettings(config));
  const reading = readMix(content, endpoints);
  return "problems" in reading ? readMix(content, [...endpoints, ...loadedEndpoints(config)]) : reading;
}

/** @returns the path of its file. @throws LoadTestError "usage" when there is none */
export function findMix(name: string): string {
  const folders = shippedRoots(USER_ROOT)
    .map((root) => join(root, "profiles/mixes"))
    .filter(existsSync);
  const named = folders.map((folder) => join(folder, `${name}.json`)).find((path) => existsSync(path));
  if (/^[\w.-]+$/.test(name) && named !== undefined) return named;
  const path = resolve(name);
  if (existsSync(path) && statSync(path).isFile()) return path;
  const known = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : [])),
  );
  throw new LoadTestError("usage", `There is no mix "${name}"${suggestion(name, known)}.`, {
    hint: "Use a name from profiles/mixes/, or the path of a mix file (see docs/mixes.md).",
  });
}
