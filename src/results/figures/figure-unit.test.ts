import { expect, it } from "vitest";
import { figureText } from "./figure-unit.ts";

it.each([
  ["machine.cpu", 0.96, "96.0 %"],
  ["machine.cores", 2, "2 cores"],
  ["machine.generatorCpu", 0.5, "0.500 cores"],
  ["machine.memory", 2e9, "2.00 GB"],
  ["machine.container.cpu:dms", 1.5, "1.50 cores"],
  ["machine.container.cpuLimit:dms", 2, "2 cores"],
  ["machine.container.cpuShare:dms", 0.5, "50.0 %"],
  ["machine.container.throttled:dms", 0.1, "10.0 %"],
  ["machine.container.memoryShare:dms", 0.9, "90.0 %"],
  ["database.cpu", 1.2, "1.20 cores"],
  ["database.cacheHit", 0.99, "99.0 %"],
  ["database.commits", 120, "120/s"],
  ["database.rowsInserted", 12, "12.0/s"],
  ["database.walBytes", 2e6, "2.00 MB/s"],
  ["database.bytes", 3e9, "3.00 GB"],
  ["database.wait:Lock:tuple", 3, "3.00"],
  ["database.waitShare:Lock:tuple", 0.3, "30.0 %"],
  ["database.rowsPerScan:public.document", 5000, "5,000"],
  ["statement.meanMs", 22.7, "22.7 ms"],
  ["requests.rateLimited", 2, "2.00/s"],
  ["metrics.anything", 7, "7.00"],
  ["metrics.nodeCpu", 0.5, "0.500"],
])("%s of %f is %s", (name, value, text) => {
  expect(figureText(name, value)).toBe(text);
});
