/** Settings of what is written to Prometheus and to other outputs of k6; the script in k6 never reads them. */

import type { Field } from "../field.ts";

export const PROMETHEUS_FIELDS = [
  {
    key: "prometheusUrl",
    env: "PROMETHEUS_URL",
    flag: "prometheus",
    kind: "url",
    default: "",
    text: "Prometheus that takes remote write: its address, or that of its receiver (.../write, .../push). Not set: none.",
  },
  {
    key: "prometheusUsername",
    env: "PROMETHEUS_USERNAME",
    kind: "text",
    default: "",
    text: "User for PROMETHEUS_URL (basic authentication).",
  },
  {
    key: "prometheusPassword",
    env: "PROMETHEUS_PASSWORD",
    kind: "text",
    default: "",
    secret: true,
    text: "Password of PROMETHEUS_USERNAME.",
  },
  {
    key: "prometheusToken",
    env: "PROMETHEUS_TOKEN",
    kind: "text",
    default: "",
    secret: true,
    text: "Bearer token for PROMETHEUS_URL, instead of user and password.",
  },
  {
    key: "prometheusInterval",
    env: "PROMETHEUS_INTERVAL",
    flag: "prometheus-interval",
    kind: "duration",
    default: "5s",
    min: 1000,
    max: 60_000,
    text: "How often k6 and the runner write to Prometheus.",
  },
  {
    key: "prometheusHistograms",
    env: "PROMETHEUS_HISTOGRAMS",
    flag: "prometheus-histograms",
    kind: "choice",
    choices: ["stats", "native"],
    default: "stats",
    text: "Response times as percentiles of the run so far (stats), or as native histograms where the server takes them (native).",
  },
  {
    key: "k6Out",
    env: "K6_OUT",
    flag: "out",
    kind: "text",
    default: "",
    text: "Further outputs of k6, separated by commas: opentelemetry, influxdb=http://host:8086/db; configured by K6_OTEL_* and K6_INFLUXDB_*.",
  },
] as const satisfies readonly Field[];
