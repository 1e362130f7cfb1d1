/** Settings of Prometheus and of other k6 outputs. Used by the runner only. */

import type { Field, WordsOf } from "../field.ts";

export const PROMETHEUS_FIELDS = [
  { key: "prometheusUrl", env: "PROMETHEUS_URL", kind: "url", default: "" },
  { key: "prometheusUsername", env: "PROMETHEUS_USERNAME", kind: "text", default: "" },
  { key: "prometheusPassword", env: "PROMETHEUS_PASSWORD", kind: "text", default: "", secret: true },
  { key: "prometheusToken", env: "PROMETHEUS_TOKEN", kind: "text", default: "", secret: true },
  { key: "prometheusInterval", env: "PROMETHEUS_INTERVAL", kind: "duration", default: "5s", min: 1000, max: 60_000 },
  {
    key: "prometheusHistograms",
    env: "PROMETHEUS_HISTOGRAMS",
    kind: "choice",
    choices: ["stats", "native"],
    default: "stats",
  },
  { key: "k6Out", env: "K6_OUT", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const PROMETHEUS_WORDS: WordsOf<typeof PROMETHEUS_FIELDS> = {
  prometheusUrl: {
    flag: "prometheus",
    text:
      "URL of a Prometheus server with remote write enabled, or of its receiver (.../write, .../push). Not " +
      "set: none.",
  },
  prometheusUsername: { text: "User for PROMETHEUS_URL (basic authentication)." },
  prometheusPassword: { text: "Password of PROMETHEUS_USERNAME." },
  prometheusToken: { text: "Bearer token for PROMETHEUS_URL, instead of user and password." },
  prometheusInterval: { flag: "prometheus-interval", text: "How often k6 and the runner write to Prometheus." },
  prometheusHistograms: {
    flag: "prometheus-histograms",
    text:
      "Response times as percentiles of the run so far (stats), or as native histograms if the server " +
      "supports them (native).",
  },
  k6Out: {
    flag: "out",
    text:
      "Additional k6 outputs, separated by commas: opentelemetry, influxdb=http://host:8086/db; configured " +
      "by K6_OTEL_* and K6_INFLUXDB_*.",
  },
};
