/** A real Prometheus of the test's own, on loopback, that takes remote write. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../src/machine/free-port.ts";
import { until } from "./condition.ts";

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Time in seconds, and the value as text. */
  readonly values: readonly (readonly [number, string])[];
}

export interface Prometheus {
  readonly url: string;
  /** Series at one moment, in seconds since 1970. @throws Error with Prometheus's own words for a query that is none */
  query(expr: string, at: number): Promise<Series[]>;
  queryRange(expr: string, start: number, end: number, step: number): Promise<Series[]>;
  labelValues(label: string, match: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** What keeps the test from having a Prometheus; undefined when there is one. */
export function missingPrometheus(): string | undefined {
  const isThere = spawnSync("prometheus", ["--version"], { stdio: "ignore" }).status === 0;
  return isThere ? undefined : "no `prometheus` on PATH (Debian: apt-get install prometheus)";
}

export async function startPrometheus(): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), "e2e-prometheus-"));
  const port = await freePort();
  writeFileSync(join(folder, "prometheus.yml"), "global: {}\n");
  const child = spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--web.enable-remote-write-receiver",
      "--enable-feature=native-histograms",
      "--log.level=error",
    ],
    { stdio: "ignore" },
  );
  const url = `http://127.0.0.1:${port}`;
  await until("Prometheus is ready", () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const ask = async <T>(path: string, parameters: Record<string, string>): Promise<T> => {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const { status, data, error } = (await response.json()) as { status: string; data: T; error?: string };
    if (status !== "success") throw new Error(`${error}: ${parameters.query ?? path}`);
    return data;
  };
  return {
    url,
    query: async (query, at) => {
      const { result } = await ask<{ result: (Omit<Series, "values"> & { value: Series["values"][number] })[] }>(
        "query",
        { query, time: String(at) },
      );
      return result.map(({ metric, value }) => ({ metric, values: [value] }));
    },
    queryRange: async (query, start, end, step) => {
      const parameters = { query, start: String(start), end: String(end), step: String(step) };
      return (await ask<{ result: Series[] }>("query_range", parameters)).result;
    },
    labelValues: (label, match) => ask(`label/${label}/values`, { "match[]": match }),
    stop: async () => {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
