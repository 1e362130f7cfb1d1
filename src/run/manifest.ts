/** What a run was: enough to repeat it and to know what its figures stand for. No secret is in it. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import type { Field } from "../lib/config/field.ts";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import { textOf } from "../lib/config/resolve.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import type { Settings } from "../settings/settings.ts";
import type { Installation } from "../target/installation.ts";
import type { TargetFacts } from "../target/preflight/target-checks.ts";

export interface ManifestInput {
  readonly phase: string;
  readonly startedAt: Date;
  readonly settings: Settings;
  readonly installation: Installation;
  readonly facts: TargetFacts;
  readonly k6: { readonly version: string; readonly source: string };
  /** Absolute path of the bundle. */
  readonly script: string;
}

export function buildManifest(input: ManifestInput): Record<string, unknown> {
  const { settings, facts } = input;
  return {
    phase: input.phase,
    profile: settings.profileName,
    startedAt: input.startedAt.toISOString(),
    versions: {
      tool: packageVersion(),
      commit: commitOf(PROJECT_ROOT),
      k6: input.k6.version,
      node: process.versions.node,
    },
    bundleSha256: createHash("sha256").update(readFileSync(input.script)).digest("hex"),
    target: {
      kind: input.installation.kind,
      baseUrl: input.installation.baseUrl,
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
    settings: maskedSettings(settings),
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
function commitOf(root: string): string | undefined {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}
