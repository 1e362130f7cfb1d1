/** Outputs of k6 that are not taken, that need a secret, or that are of another kind: the run is the same. */

import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { type Environment, runCommand } from "./support/program.ts";
import { filesBelow, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SECRET = "hush-hush-3141592653";

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

interface Receiver {
  readonly url: string;
  readonly seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  close(): void;
}

async function startReceiver(status: number | "never"): Promise<Receiver> {
  const seen: Receiver["seen"] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? "", headers: request.headers });
    request.resume();
    if (status !== "never") request.on("end", () => response.writeHead(status).end(status < 300 ? "" : "no\nmore"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const smoke = (environment: Environment, args: readonly string[] = []) =>
  runCommand(clone, "run-smoke-test", args, { ...sandbox.environment, PROMETHEUS_INTERVAL: "1s", ...environment });

function lastRun(): string {
  return runFolders(clone.file("results")).at(-1) ?? "";
}

function warnings(text: string): string[] {
  return text.split("\n").filter((line) => line.startsWith("warning") && line.includes("Prometheus"));
}

describe("a Prometheus that does not take series costs one warning and no verdict", () => {
  test.each([401, 500] as const)("it answers %d", async (status) => {
    const receiver = await startReceiver(status);
    const run = await smoke({ PROMETHEUS_URL: receiver.url });
    receiver.close();
    expect(run.code, run.output).toBe(0);
    expect(run.stdout).toMatch(/^PASS {2}smoke/m);
    expect(warnings(run.stderr)).toEqual([expect.stringContaining(`status ${status} no;`)]);
  });

  test("it never answers", async () => {
    const receiver = await startReceiver("never");
    const run = await smoke({ PROMETHEUS_URL: receiver.url });
    receiver.close();
    expect(run.code, run.output).toBe(0);
    expect(warnings(run.stderr)).toEqual([expect.stringContaining("no response within")]);
  });
});

function expectNothingSecret(output: string): void {
  expect(output).not.toContain(SECRET);
  for (const file of filesBelow(lastRun())) expect(readFileSync(file).includes(SECRET), file).toBe(false);
}

/** Both write there. */
function expectBoth({ seen }: Receiver, authorization: string): void {
  expect(new Set(seen.map(({ path }) => path))).toEqual(new Set(["/api/v1/push"]));
  expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set([authorization]));
  const agents = seen.map(({ headers }) => headers["user-agent"] ?? "");
  expect(agents.some((agent) => agent.startsWith("k6"))).toBe(true);
  expect(agents).toContain("edfi-dms-load-test");
}

test("k6 and the runner show a token; further outputs of k6 have their settings from the environment", async () => {
  const [receiver, other] = [await startReceiver(204), await startReceiver(204)];
  const influx = { K6_INFLUXDB_USERNAME: "load", K6_INFLUXDB_PASSWORD: SECRET };
  const series = { PROMETHEUS_URL: `${receiver.url}/api/v1/push`, PROMETHEUS_TOKEN: SECRET };
  const outputs = ["--out", `csv=samples.csv,influxdb=${other.url}/db`];
  const run = await smoke({ ...series, ...influx }, ["--verbose", ...outputs]);
  receiver.close();
  other.close();
  expect(run.code, run.output).toBe(0);
  expectBoth(receiver, `Bearer ${SECRET}`);
  expect(readFileSync(join(lastRun(), "samples.csv"), "utf8")).toContain("http_reqs");
  expect(other.seen.some(({ path }) => path.startsWith("/write"))).toBe(true);
  expect(other.seen.every(({ headers }) => headers.authorization?.startsWith("Basic ") ?? false)).toBe(true);
  // The record of the run is written as ever.
  expect(existsSync(join(lastRun(), "record.ndjson.gz"))).toBe(true);
  expectNothingSecret(run.output);
});

test("k6 and the runner show a name and a password; OpenTelemetry is one of the outputs of K6_OUT", async () => {
  const [receiver, other] = [await startReceiver(204), await startReceiver(200)];
  const run = await smoke(
    {
      PROMETHEUS_URL: `${receiver.url}/api/v1/push`,
      PROMETHEUS_USERNAME: "load",
      PROMETHEUS_PASSWORD: SECRET,
      K6_OUT: "opentelemetry",
      K6_OTEL_EXPORTER_PROTOCOL: "http/protobuf",
      K6_OTEL_HTTP_EXPORTER_ENDPOINT: other.url.replace("http://", ""),
      K6_OTEL_HTTP_EXPORTER_INSECURE: "true",
    },
    ["--verbose"],
  );
  receiver.close();
  other.close();
  expect(run.code, run.output).toBe(0);
  expectBoth(receiver, `Basic ${Buffer.from(`load:${SECRET}`).toString("base64")}`);
  expect(other.seen.map(({ path }) => path)).toContain("/v1/metrics");
  expectNothingSecret(run.output);
});

test("a password in the address of an output is refused, and not repeated", async () => {
  const run = await smoke({ K6_OUT: `influxdb=http://load:${SECRET}@127.0.0.1:8086/db` });
  expect(run.code).toBe(3);
  expect(run.stderr).toContain("K6_INFLUXDB_PASSWORD");
  expect(run.output).not.toContain(SECRET);
});
