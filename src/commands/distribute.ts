/** `npm run distribute -- PHASE`: the files with which a cluster does a run, by the k6-operator and a coordinator of ours. */

import { chmodSync, copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { EXIT_CODES, LoadTestError, messageOf } from "../base/errors.ts";
import { writeYaml, type YamlValue } from "../base/yaml.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Config } from "../lib/config/fields.ts";
import { isLoopback } from "../lib/edfi/api-urls.ts";
import { makeDirectory } from "../machine/make-directory.ts";
import { writeJoinKey } from "../run/instances/join-key.ts";
import { createRunKey, writeRunKey } from "../run/instances/run-key.ts";
import { fieldsOf } from "../settings/command.ts";
import { type DistributedPhase, isDistributed } from "../settings/commands.ts";
import { withValues } from "../settings/env-file/env-text.ts";
import type { Settings } from "../settings/settings.ts";
import { checkPhase } from "./distribute/check-phase.ts";
import {
  COORDINATOR_PORT,
  collectorOf,
  coordinatorOf,
  type Distribution,
  kustomizationOf,
  resultsOf,
  SETTINGS_FOLDER,
  testRunOf,
} from "./distribute/objects.ts";
import { type PodSettings, podSettings } from "./distribute/pod-settings.ts";

const CERTIFICATE_DAYS = 30;

/** @returns the exit code */
export async function distribute({ settings, command, output }: CommandContext): Promise<number> {
  const { config } = settings;
  const phase = phaseOf(settings);
  const run = distributionOf(phase, settings);
  checkPhase(phase, settings);
  const pod = podSettings(fieldsOf(command), settings, SETTINGS_FOLDER);
  const names = Object.keys(pod.files);
  const caFile = names.find((name) => pod.values.CA_FILE === `${SETTINGS_FOLDER}/${name}`);
  const folder = resolve(config.distributeOutput);
  if (existsSync(folder))
    throw new LoadTestError("usage", `${folder} already exists; each run has its own key`, {
      hint: "Delete it, or use another directory with --output.",
    });
  const steps = stepsOf(run.name);
  try {
    writeAll(folder, { ...run, files: names, caFile }, pod, config.coordinatorPlain);
    writeFileSync(join(folder, "README.md"), `${readmeOf(run, steps)}\n`);
  } catch (cause) {
    if (cause instanceof LoadTestError) throw cause;
    const text = `The directory ${folder} cannot be written: ${messageOf(cause)}`;
    throw new LoadTestError("usage", text, { hint: "Name another directory with --output.", cause });
  }
  const shown = relative(settings.userDirectory, folder) || ".";
  output.result(`written  ${shown}: a ${phase} run against ${config.apiBaseUrl} by ${run.instances} k6 instances`);
  if (pod.secrets.CLIENT_SECRET === "")
    output.result(`fill in  ${join(shown, "secrets/client.env")}: the client's key and secret`);
  output.result(`key      good for ${CERTIFICATE_DAYS} days, for anyone with access to ${join(shown, "secrets")}`);
  output.result(`next     cd ${shown}`);
  for (const [step] of steps) output.result(`         ${step}`);
  output.document({ folder, phase, name: run.name, instances: run.instances, steps: steps.map(([step]) => step) });
  return EXIT_CODES.pass.code;
}

function phaseOf({ positionals, parts }: Settings): DistributedPhase {
  const [phase, ...more] = positionals;
  if (!isDistributed(phase) || more.length > 0)
    throw new LoadTestError("usage", `distribute does not accept "${positionals.join(" ")}"`, {
      hint: "Use: npm run distribute -- smoke | load | readwrite | full | capacity | soak | spike",
    });
  if (parts.length > 0)
    throw new LoadTestError("usage", "Runs at several tenants or with several clients cannot be distributed.", {
      hint: "Write one distribution for each.",
    });
  return phase;
}

/** The settings that give the VUs of a phase. */
const VUS = {
  smoke: ["VUS_SMOKE_PHASE", "vusSmokePhase"],
  load: ["VUS_LOAD_PHASE", "vusLoadPhase"],
  readwrite: ["VUS_READWRITE_PHASE", "vusReadwritePhase"],
  full: ["VUS_LOAD_PHASE", "vusLoadPhase"],
  capacity: ["VUS_READWRITE_PHASE", "vusCapacity"],
  soak: ["VUS_READWRITE_PHASE", "vusCapacity"],
  spike: ["VUS_READWRITE_PHASE", "vusCapacity"],
} as const satisfies Record<DistributedPhase, readonly [string, keyof Config]>;

function distributionOf(phase: DistributedPhase, { config, profileName }: Settings): Distribution {
  const { apiBaseUrl, remoteInstances, distributeName: name, instanceCpu: cpu, instanceMemory: memory } = config;
  const [variable, key] = VUS[phase];
  const vus = config[key];
  const problems = [
    [
      apiBaseUrl === "" || isLoopback(apiBaseUrl),
      "API_BASE_URL: pods need a target that is not on this machine (--target URL)",
    ],
    [remoteInstances === 0, "REMOTE_INSTANCES: the number of k6 instances is missing (--instances N)"],
    [
      vus < remoteInstances,
      `REMOTE_INSTANCES: ${remoteInstances} instances require as many VUs; there are ${vus} (--vus)`,
    ],
    [
      !config.assumeYes,
      `ASSUME_YES: pods cannot ask for confirmation; --yes confirms that ${apiBaseUrl || "the target"} may be loaded`,
    ],
    [
      !/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name),
      `DISTRIBUTE_NAME: "${name}" is not a short name of a-z, 0-9 and -`,
    ],
    [!/^\S+$/.test(config.runnerImage), `RUNNER_IMAGE: "${config.runnerImage}" is not the name of an image`],
    [!isQuantity(cpu), `INSTANCE_CPU: "${cpu}" is not a quantity such as 1 or 500m`],
    [!isQuantity(memory), `INSTANCE_MEMORY: "${memory}" is not a quantity such as 2Gi`],
  ] as const;
  const messages = problems.flatMap(([isWrong, text]) => (isWrong ? text : []));
  if (messages.length > 0) throw new LoadTestError("config", messages.join("\n"));
  return {
    ...{ name, phase, cpu, memory, image: config.runnerImage, instances: remoteInstances },
    ...{
      settingsFile: `${profileName.replace(/[^\w.-]/g, "_")}.env`,
      files: [],
      caFile: undefined,
      vus: [variable, vus],
    },
  };
}

/** Kubernetes' own form of numbers. 0 would be no limit at all. */
function isQuantity(text: string): boolean {
  return /^\d+(\.\d+)?(m|[kMGT]|[KMGT]i)?$/.test(text) && Number.parseFloat(text) > 0;
}

function writeAll(folder: string, run: Distribution, { values, secrets, files }: PodSettings, isPlain: boolean): void {
  const client = clientFile(secrets);
  makeDirectory(join(folder, "settings"));
  makeDirectory(join(folder, "secrets"));
  chmodSync(join(folder, "secrets"), 0o700);
  const yaml = (name: string, ...documents: readonly YamlValue[]): void =>
    writeFileSync(join(folder, name), writeYaml(...documents));
  const secret = (name: string, text: string): void =>
    writeFileSync(join(folder, "secrets", name), `${text}\n`, { mode: 0o600 });
  yaml("kustomization.yaml", kustomizationOf(run));
  yaml("coordinator.yaml", ...coordinatorOf(run));
  yaml("testrun.yaml", testRunOf(run));
  yaml("results.yaml", resultsOf(run));
  yaml("collect.yaml", collectorOf(run));
  writeFileSync(join(folder, "settings", run.settingsFile), withValues("", values));
  for (const [name, path] of Object.entries(files)) copyFileSync(path, join(folder, "settings", name));
  writeFileSync(join(folder, ".gitignore"), "secrets/\n");
  const runKey = createRunKey(isPlain);
  const url = `${isPlain ? "http" : "https"}://${run.name}-coordinator:${COORDINATOR_PORT}`;
  secret("coordinator-key", writeRunKey(runKey));
  secret("join-key", writeJoinKey({ url, key: runKey.key, certificate: runKey.certificate }));
  secret("client.env", client);
}

/** Kustomize takes each line as it is, without quotes. */
function clientFile(secrets: PodSettings["secrets"]): string {
  for (const [name, value] of Object.entries(secrets))
    if (/[\r\n]/.test(value))
      throw new LoadTestError("config", `${name}: a value of several lines cannot be handed on`);
  return Object.entries(secrets)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

function stepsOf(name: string): readonly (readonly [command: string, text: string])[] {
  return [
    ["kubectl apply -f results.yaml", "once: the volume for the results, which is kept"],
    ["kubectl apply -k .", "starts the run"],
    // kubectl does not wait until the image is pulled.
    [`until kubectl logs -f job/${name}-coordinator; do sleep 5; done`, "progress and verdict"],
    ["kubectl apply -f collect.yaml", "after the run: a pod with access to the results"],
    [`kubectl wait --for=condition=Ready pod/${name}-collect --timeout=5m`, ""],
    [`kubectl cp ${name}-collect:/work/results results`, "collects them"],
    ["kubectl delete -f collect.yaml", ""],
    ["kubectl delete -k .", "removes the run, not its results"],
  ];
}

function readmeOf({ name, phase, instances }: Distribution, steps: ReturnType<typeof stepsOf>): string {
  const width = Math.max(...steps.map(([step]) => step.length));
  const lines = steps.map(([step, text]) => (text === "" ? step : `${step.padEnd(width)}  # ${text}`));
  return [
    `# ${name}: ${phase} by ${instances} k6 instances`,
    "",
    "Written by `npm run distribute`. The cluster needs the k6-operator (1.5 or later) and the image.",
    "`secrets/` holds the client's secret and the key of the run: do not pass it on.",
    "",
    "```sh",
    ...lines,
    "```",
  ].join("\n");
}
