/** The example of TARGET_METRICS_FILE at a real Prometheus: every query is one, and finds what exporters write. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { remoteWrite, writeUrlOf } from "../../src/run/prometheus/remote-write.ts";
import { MetricsCollector } from "../../src/target/figures/metrics/metrics-collector.ts";
import { until } from "./support/condition.ts";
import { missingPrometheus, type Prometheus, startPrometheus } from "./support/prometheus.ts";

const missing = missingPrometheus();
const EXAMPLE = join(import.meta.dirname, "../../docs/examples/target-metrics.txt");

let prometheus: Prometheus;

beforeAll(async () => {
  if (missing === undefined) prometheus = await startPrometheus();
});

afterAll(() => prometheus?.stop());

describe.skipIf(missing !== undefined)("figures from a Prometheus server", () => {
  test("every query of the example is accepted, and has the values that were written", async () => {
    const write = { writeUrl: writeUrlOf(prometheus.url), username: "", password: "", token: "" };
    const nowMs = Date.now();
    // Half of one core is busy: of 15 s, 7.5 s are idle.
    for (const ago of [75, 60, 45, 30, 15, 0]) {
      const points = [
        { name: "node_cpu_seconds_total", labels: { mode: "idle", cpu: "0" }, value: 100 - ago / 2 },
        { name: "dotnet_thread_pool_queue_length_total", labels: {}, value: 17 },
        { name: "db_client_connections_usage", labels: { state: "used" }, value: 3 },
        { name: "db_client_connections_usage", labels: { state: "idle" }, value: 4 },
      ];
      await remoteWrite(write, points, { job: "test" }, nowMs - 1000 * ago, 5000);
    }
    const collector = new MetricsCollector({
      targetMetricsUrl: prometheus.url,
      targetMetricsFile: EXAMPLE,
      targetMetricsUsername: "",
      targetMetricsPassword: "",
      targetMetricsToken: "",
    });
    const problems: string[] = [];
    const sample = () => collector.sample((problem) => problems.push(problem));
    await until("the points can be read", async () => "metrics.dotnetThreadQueue" in (await sample()));
    const figures = await sample();
    expect(problems).toEqual([]);
    expect(figures).toEqual({
      "metrics.nodeCpu": expect.closeTo(0.5, 3),
      "metrics.dotnetThreadQueue": 17,
      "metrics.databaseConnections:state=idle": 4,
      "metrics.databaseConnections:state=used": 3,
    });
    expect(await collector.check()).toMatchObject({ name: "target metrics", status: "warn" });
  });
});
