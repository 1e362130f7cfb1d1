/** `npm run sandbox`: the sandbox in the foreground. Prints one ready line; the client's secret never. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { LoadTestError } from "../src/base/errors.ts";
import { writeClientFile } from "../src/sandbox/client-file.ts";
import { type FaultRule, readFaultRules } from "../src/sandbox/faults/rules.ts";
import type { SandboxRequest, SandboxResponse } from "../src/sandbox/http.ts";
import { loadDataStandard } from "../src/sandbox/model/data-standard.ts";
import { modelFromOpenApi } from "../src/sandbox/model/from-openapi.ts";
import { type OpenApiDocument, readOpenApi } from "../src/sandbox/model/openapi-document.ts";
import type { Model } from "../src/sandbox/model/types.ts";
import { parseSandboxOptions, SANDBOX_HELP, type SandboxOptions } from "../src/sandbox/options.ts";
import { problem } from "../src/sandbox/problem.ts";
import { createSandbox, type Sandbox } from "../src/sandbox/sandbox.ts";
import { type SandboxServer, startServer } from "../src/sandbox/server.ts";
import { takeStoreDirectory } from "../src/sandbox/store-directory.ts";

async function main(): Promise<void> {
  const options = parseSandboxOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(SANDBOX_HELP);
    return;
  }
  const model = loadModel(options.openApiFiles);
  const faults = loadFaults(options);
  const directory = takeStoreDirectory(options.storeDirectory);
  try {
    let sandbox: Sandbox | undefined;
    // The port comes first: a start that fails on it must not have emptied the store.
    const server = await startServer({
      app: { handle: (request, isLocal) => sandbox?.app.handle(request, isLocal) ?? notReady(request) },
      host: options.host,
      port: options.port,
      onBytes: (received, sent) => sandbox?.ledger.bytes(received, sent),
      onError: (error) => console.error("sandbox: a request failed:", error),
    });
    if (options.fresh) directory.empty();
    sandbox = createSandbox({
      model,
      flavour: options.flavour,
      tokens: { lifetimeSeconds: options.tokenLifetimeSeconds, liveLimit: options.tokenLimit },
      rateLimit: options.rateLimit,
      faults,
      dataDirectory: directory.data,
      configDirectory: directory.path,
      keys: directory.keys,
    });
    const { close, repository } = sandbox;
    const configServiceUrl = `${server.url}/config`;
    const clientEnvFile = writeClientFile({
      directory: directory.path,
      repository,
      claimSetName: options.claimSet,
      baseUrl: server.url,
      configServiceUrl,
    });
    stopOnSignals(options, server, async () => {
      await close();
      directory.release();
    });
    announce(options, server.url, configServiceUrl, clientEnvFile);
  } catch (error) {
    directory.release();
    throw error;
  }
}

function notReady({ correlationId }: SandboxRequest): SandboxResponse {
  return problem("unavailable", { correlationId, headers: { "Retry-After": "1" } });
}

function announce(options: SandboxOptions, baseUrl: string, configServiceUrl: string, clientEnvFile: string): void {
  const ready = {
    event: "ready",
    baseUrl,
    configServiceUrl,
    adminUrl: `${baseUrl}/sandbox`,
    clientEnvFile: resolve(clientEnvFile),
    pid: process.pid,
  };
  const line = options.json ? JSON.stringify(ready) : `sandbox ready at ${baseUrl} - credentials in ${clientEnvFile}`;
  process.stdout.write(`${line}\n`);
}

function stopOnSignals(options: SandboxOptions, server: SandboxServer, close: () => Promise<void>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    try {
      await server.close();
      await close();
      process.exit(0);
    } catch (error) {
      fail(error);
    }
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  if (options.exitWithParent) {
    process.stdin.on("end", () => void stop());
    process.stdin.on("close", () => void stop());
    process.stdin.resume();
  }
}

function loadModel(openApiFiles: readonly string[]): Model {
  return modelFromOpenApi(openApiFiles.map(readDocument), loadDataStandard());
}

function readDocument(file: string): OpenApiDocument {
  try {
    const content = readFileSync(file);
    const isGzip = content[0] === 0x1f && content[1] === 0x8b;
    return readOpenApi(JSON.parse((isGzip ? gunzipSync(content) : content).toString("utf8")));
  } catch (cause) {
    throw new LoadTestError("config", `reading the OpenAPI document ${file}: ${messageOf(cause)}`, { cause });
  }
}

function loadFaults({ faultsFile, seed }: SandboxOptions): FaultRule[] {
  if (faultsFile === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(faultsFile, "utf8"));
  } catch (cause) {
    throw new LoadTestError("config", `reading fault rules from ${faultsFile}: ${messageOf(cause)}`, { cause });
  }
  return readFaultRules(value, faultsFile).map((rule) => ({ seed, ...rule }));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(error: unknown): never {
  if (error instanceof LoadTestError) {
    for (const line of error.message.split("\n")) console.error(`sandbox: ${line}`);
    if (error.hint !== undefined) console.error(`  ${error.hint}`);
    process.exit(error.exitCode);
  }
  console.error(error);
  process.exit(1);
}

main().catch(fail);
