import { describe, expect, test } from "vitest";
import { ALL_FIELDS, type Config } from "../../lib/config/fields.ts";
import { resolveConfig } from "../../lib/config/resolve.ts";
import { checkOutputs, engineOutputs } from "./outputs.ts";
import { writeUrlOf } from "./remote-write.ts";

function configOf(values: Record<string, string>): Config {
  return resolveConfig(ALL_FIELDS, [{ origin: "test", values }]).config as Config;
}

const LABELS = { run: "r1", phase: "load" };

describe("engineOutputs", () => {
  test("without any, k6 is started as ever", () => {
    expect(engineOutputs(configOf({}), LABELS, {})).toEqual({ outputs: [], arguments: [], environment: {} });
  });

  test("Prometheus first, then the user's, each once; labels as tags", () => {
    const config = configOf({ PROMETHEUS_URL: "http://p:9090/", K6_OUT: "opentelemetry, csv=a.csv,web-dashboard" });
    const found = engineOutputs(config, LABELS, {});
    expect(found.outputs).toEqual(["experimental-prometheus-rw", "opentelemetry", "csv=a.csv"]);
    expect(found.arguments).toEqual(["--tag=run=r1", "--tag=phase=load"]);
    expect(found.environment).toMatchObject({
      K6_PROMETHEUS_RW_SERVER_URL: "http://p:9090/api/v1/write",
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "5000ms",
      K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM: "false",
    });
    expect(found.environment.K6_SYSTEM_TAGS?.split(",")).not.toContain("url");
  });

  test("a token goes before a user; what is set for k6 itself stays", () => {
    const secrets = { PROMETHEUS_TOKEN: "t", PROMETHEUS_USERNAME: "u", PROMETHEUS_PASSWORD: "p" };
    const given = { K6_PROMETHEUS_RW_TREND_STATS: "p(90)" };
    const { environment } = engineOutputs(configOf({ PROMETHEUS_URL: "http://p", ...secrets }), LABELS, given);
    expect(environment).toMatchObject({ K6_PROMETHEUS_RW_BEARER_TOKEN: "t", K6_PROMETHEUS_RW_TREND_STATS: "p(90)" });
    expect(environment).not.toHaveProperty("K6_PROMETHEUS_RW_PASSWORD");
  });
});

test.each([
  ["http://p:9090", "http://p:9090/api/v1/write"],
  ["http://p/prometheus", "http://p/prometheus/api/v1/write"],
  ["http://p/api/v1/write", "http://p/api/v1/write"],
  ["http://mimir/api/v1/push", "http://mimir/api/v1/push"],
])("the receiver of %s is %s", (url, expected) => {
  expect(writeUrlOf(url)).toBe(expected);
});

test("an output with a password in its address is refused, others are not", () => {
  expect(() => checkOutputs(configOf({ K6_OUT: "influxdb=http://u:p@h:8086/db" }), "environment")).toThrow(/K6_OUT/);
  expect(() =>
    checkOutputs(configOf({ K6_OUT: "influxdb=http://h:8086/db,csv=a@b.csv" }), "environment"),
  ).not.toThrow();
});
