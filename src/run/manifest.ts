/** Facts about a run that are needed to repeat it and to interpret its results. Contains no secrets. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import type { Field } from "../lib/config/field.ts";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import { textOf } from "../lib/config/resolve.ts";
import { DATASET_VERSION } from "../lib/data/dataset.ts";
import type { ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { quietShell } from "../machine/shell.ts";
import { IS_PACKAGE, PROJECT_ROOT } from "../settings/root.ts";
import type { Settings } from "../settings/settings.ts";
import type { Run } from "./run.ts";

/** @param script absolute path of the bundle */
export async function buildManifest(
  run: Run,
  k6: Pick<ProvidedK6, "version">,
  script: string,
): Promise<Record<string, unknown>> {
  const { settings } = run.context;
  const { facts, installation, route, proxy, startedAt } = run.target;
  return {
    phase: run.phase,
    profile: settings.profileName,
    startedAt: startedAt.toISOString(),
    versions: {
      tool: packageVersion(),
      commit: IS_PACKAGE ? undefined : await commitOf(PROJECT_ROOT),
      k6: k6.version,
      node: process.versions.node,
    },
    datasetVersion: DATASET_VERSION,
    bundleSha256: createHash("sha256").update(readFileSync(script)).digest("hex"),
    target: {
      kind: installation.kind,
      baseUrl: installation.baseUrl,
      addressFamily: route?.family,
      proxy,
      version: facts.discovery?.version,
      applicationName: facts.discovery?.applicationName,
      informationalVersion: facts.discovery?.informationalVersion,
      dataModels: facts.discovery?.dataModels,
      claimSet: facts.tokenInfo?.claimSet,
    },
    machine: {
      platform: `${platform()} ${release()} ${arch()}`,
      cpu: cpus()[0]?.model,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
    },
    settings: maskedSettings({ ...settings, config: run.config }),
  };
}

/** Value and origin by environment name; secrets as `***`. */
function maskedSettings({ config, origins }: Settings): Record<string, { value: string; from: string }> {
  const fields: readonly Field[] = ALL_FIELDS;
  return Object.fromEntries(
    fields.map((field) => {
      const value = config[field.key as keyof typeof config];
      const shown = field.secret === true && value !== "" ? "***" : textOf(field, value);
      return [field.env, { value: shown, from: origins[field.key] ?? "default" }];
    }),
  );
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as { version: string }).version;
}

/** Undefined where the project was not checked out with git. */
async function commitOf(root: string): Promise<string | undefined> {
  const $ = await quietShell({ cwd: root });
  const { exitCode, stdout } = await $`git rev-parse HEAD`;
  return exitCode === 0 ? stdout.trim() : undefined;
}
