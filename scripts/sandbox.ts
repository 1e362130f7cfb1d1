/** `npm run sandbox`: the sandbox in the foreground. Prints a ready line for each data store; the client's secret never. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { modelFromOpenApi } from "../src/api-model/from-openapi.ts";
import { type OpenApiDocument, readOpenApi, type Unreadable } from "../src/api-model/openapi-document.ts";
import type { Model } from "../src/api-model/types.ts";
import { LoadTestError } from "../src/base/errors.ts";
import { fileProblem } from "../src/base/file-problem.ts";
import { commandSettings } from "../src/cli/command-settings.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { forTerminal } from "../src/cli/terminal.mjs";
import { asTyped } from "../src/cli/typed.mjs";
import type { Config } from "../src/lib/config/fields.ts";
import { splitPaths } from "../src/lib/config/value.ts";
import type { SandboxApp } from "../src/sandbox/app.ts";
import { readCapacity } from "../src/sandbox/capacity/capacity-file.ts";
import { type CapacityModel, createCapacityModel } from "../src/sandbox/capacity/capacity-model.ts";
import { type ClientFileOptions, writeClientFile } from "../src/sandbox/client-file.ts";
import { type FaultRule, readFaultRules } from "../src/sandbox/faults/rules.ts";
import type { SandboxRequest, SandboxResponse } from "../src/sandbox/http.ts";
import { dependencyGraph } from "../src/sandbox/metadata/dependency-graph.ts";
import { loadDataStandard } from "../src/sandbox/model/data-standard.ts";
import { otherStandard } from "../src/sandbox/model/other-standard.ts";
import { checkSandboxConfig } from "../src/sandbox/options.ts";
import { problem } from "../src/sandbox/problem.ts";
import { createSandbox, type SandboxSettings } from "../src/sandbox/sandbox.ts";
import { type SandboxServer, startServer } from "../src/sandbox/server.ts";
import { type StoreDirectory, takeStoreDirectory } from "../src/sandbox/store-directory.ts";
import { openParts } from "../src/sandbox/tenants/open-parts.ts";
import type { RoutePlan } from "../src/sandbox/tenants/route-plan.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { CLIENT_FILE } from "../src/settings/profile.ts";

try {
  const settings = await commandSettings(COMMANDS.sandbox);
  if (settings !== undefined) await runSandbox(settings.config);
} catch (error) {
  fail(error, wantsStack(process.argv));
}

async function runSandbox(config: Config): Promise<void> {
  const { rateLimit, educationOrganizationIds, routes } = checkSandboxConfig(config);
  const model = modelOf(config);
  dependencyGraph(model, tellCycle);
  const common = {
    model,
    flavour: config.sandboxFlavour === "ods" ? ("ods" as const) : ("dms" as const),
    tokens: { lifetimeSeconds: config.tokenLifetime, liveLimit: config.tokenLimit },
    rateLimit,
    faults: loadFaults(config),
    ...(config.capacityFile === "" ? {} : { capacity: loadCapacity(config.capacityFile) }),
    claimSetCacheMs: config.claimSetCache,
  };
  const directory = takeStoreDirectory(config.sandboxDirectory);
  try {
    await serve(config, directory, common, { educationOrganizationIds, routes });
  } catch (error) {
    directory.release();
    throw error;
  }
}

function modelOf({ sandboxStandard, sandboxOpenApi }: Config): Model {
  const documents = splitPaths(sandboxOpenApi).map(readDocument);
  if (sandboxStandard === "5.2") return modelFromOpenApi(documents, loadDataStandard(), notServed);
  if (documents.length === 0)
    throw new LoadTestError("usage", `--data-standard ${sandboxStandard} needs the documents of --openapi.`);
  return otherStandard(sandboxStandard, documents, loadDataStandard(), notServed);
}

async function serve(
  config: Config,
  directory: StoreDirectory,
  common: Omit<SandboxSettings, "dataDirectory" | "configDirectory" | "keys">,
  {
    educationOrganizationIds,
    routes,
  }: Pick<ReturnType<typeof checkSandboxConfig>, "educationOrganizationIds" | "routes">,
): Promise<void> {
  let sandbox: Served | undefined;
  // The port comes first: a start that fails on it must not have emptied the store.
  const server = await startServer({
    app: { handle: (request, isLocal) => sandbox?.app.handle(request, isLocal) ?? notReady(request) },
    host: config.sandboxHost,
    port: config.sandboxPort,
    onBytes: (received, sent) => sandbox?.onBytes(received, sent),
    onError: (error) => console.error("sandbox: a request failed:", error),
  });
  if (config.sandboxFresh) directory.empty();
  sandbox = open(routes, common, directory);
  const { close } = sandbox;
  const configServiceUrl = `${server.url}/config`;
  const ready = sandbox.parts.map(({ path, ...part }) => {
    const baseUrl = server.url + path;
    const { sandboxClaimSet: claimSetName } = config;
    const rights = { claimSetName, educationOrganizationIds };
    const clientEnvFile = writeClientFile({ ...part, ...rights, baseUrl, configServiceUrl });
    return { baseUrl, adminUrl: `${baseUrl}/sandbox`, clientEnvFile };
  });
  stopOnSignals(config, server, async () => {
    await close();
    directory.release();
  });
  announce(config, configServiceUrl, ready);
}

interface Served {
  readonly app: SandboxApp;
  readonly parts: readonly (Pick<ClientFileOptions, "directory" | "repository" | "tenant" | "dataStoreId"> & {
    readonly path: string;
  })[];
  onBytes(received: number, sent: number): void;
  close(): Promise<void>;
}

function open(
  routes: RoutePlan,
  common: SandboxSettings,
  { data, path: directory, keys, parts }: StoreDirectory,
): Served {
  if (routes.tenants.length + routes.qualifiers.length > 0) {
    const opened = openParts(routes, { ...common, keys }, parts);
    const own = opened.parts.map(({ sandbox: { repository }, ...part }) => ({ ...part, repository }));
    return { ...opened, parts: own, onBytes: () => {} };
  }
  const sandbox = createSandbox({ ...common, dataDirectory: data, configDirectory: directory, keys });
  const { app, repository, ledger, close } = sandbox;
  const part = { directory, repository, path: "" };
  return { app, parts: [part], onBytes: (received, sent) => ledger.bytes(received, sent), close };
}

function notReady({ correlationId }: SandboxRequest): SandboxResponse {
  return problem("unavailable", { correlationId, headers: { "Retry-After": "1" } });
}

interface ReadyPart {
  readonly baseUrl: string;
  readonly adminUrl: string;
  readonly clientEnvFile: string;
}

/** Programs are told of the first data store, and of all of them where there are several. */
function announce({ json }: Config, configServiceUrl: string, parts: readonly ReadyPart[]): void {
  const [first, ...more] = parts.map((part) => ({ ...part, clientEnvFile: resolve(part.clientEnvFile) }));
  const several = more.length > 0 ? { parts: [first, ...more] } : {};
  const ready = { event: "ready", ...first, configServiceUrl, pid: process.pid, ...several };
  const lines = json
    ? [JSON.stringify(ready)]
    : parts.map(({ baseUrl, clientEnvFile }) => `sandbox ready at ${baseUrl} - credentials in ${clientEnvFile}`);
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  if (json) return;
  const use = parts.length > 1 ? [] : [`To use it from another terminal: cp ${parts[0]?.clientEnvFile} ${CLIENT_FILE}`];
  const notes = [...use, "While it runs, commands without a target stop: its data is in use. Ctrl-C ends it."];
  process.stderr.write(`${forTerminal(asTyped(notes.join("\n")), process.stderr)}\n`);
}

function stopOnSignals({ exitWithParent, verbose }: Config, server: SandboxServer, close: () => Promise<void>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    try {
      await server.close();
      await close();
      process.exit(0);
    } catch (error) {
      fail(error, verbose);
    }
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  if (exitWithParent) {
    process.stdin.on("end", () => void stop());
    process.stdin.on("close", () => void stop());
    process.stdin.resume();
  }
}

function notServed({ project, endpoint, reason }: Unreadable): void {
  process.stderr.write(`sandbox: /${project}/${endpoint} is not served: ${reason}\n`);
}

function tellCycle(path: string): void {
  process.stderr.write(`sandbox: nobody can create ${path}: they need each other, and every reference is required\n`);
}

function readDocument(file: string): OpenApiDocument {
  try {
    const content = readFileSync(file);
    const isGzip = content[0] === 0x1f && content[1] === 0x8b;
    return readOpenApi(JSON.parse((isGzip ? gunzipSync(content) : content).toString("utf8")));
  } catch (cause) {
    throw new LoadTestError("config", `reading the OpenAPI document ${file}: ${fileProblem(cause)}`, { cause });
  }
}

function loadFaults({ faultsFile, faultSeed: seed }: Config): readonly FaultRule[] {
  if (faultsFile === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(faultsFile, "utf8"));
  } catch (cause) {
    throw new LoadTestError("config", `reading fault rules from ${faultsFile}: ${fileProblem(cause)}`, { cause });
  }
  return readFaultRules(value, faultsFile).map((rule) => ({ seed, ...rule }));
}

function loadCapacity(path: string): CapacityModel {
  try {
    return createCapacityModel(readCapacity(readFileSync(path, "utf8"), path));
  } catch (cause) {
    if (cause instanceof LoadTestError) throw cause;
    throw new LoadTestError("config", `reading ${path}: ${fileProblem(cause)}`, { cause });
  }
}

function fail(error: unknown, verbose: boolean): never {
  process.exit(printError(error, verbose));
}
