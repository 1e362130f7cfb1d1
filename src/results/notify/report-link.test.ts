import { expect, it } from "vitest";
import { reportUrl } from "./report-link.ts";

it.each([
  ["https://files.example/results", "run-1", "https://files.example/results/run-1/report.html"],
  ["https://files.example/results/", "run 1/load", "https://files.example/results/run%201/load/report.html"],
  ["https://ci.example/runs/7#{run}", "run-1", "https://ci.example/runs/7#run-1"],
  ["", "run-1", undefined],
  ["javascript:alert(1)", "run-1", undefined],
  ["https://x.example/<b>", "run-1", undefined],
])("%j with %j", (prefix, run, url) => {
  expect(reportUrl(prefix, run)).toBe(url);
});
