import { describe, expect, test } from "vitest";
import { importProblems } from "./import-rules.ts";

describe("importProblems", () => {
  test.each([
    ["src/lib/plan/mix.ts", 'import { hash } from "../data/hash.ts";'],
    ["src/k6/http-client.ts", 'import http from "k6/http";\nimport { LoadTestError } from "../lib/errors.ts";'],
    ["src/k6/ids.ts", 'import { uuidv4 } from "https://jslib.k6.io/k6-utils/1.6.0/index.js";'],
    ["src/report-page/charts.ts", 'import uPlot from "uplot";\nimport type { Chart } from "../lib/report/chart.ts";'],
    ["src/tools/runner/run.ts", 'import { ensureK6 } from "../k6/k6-provider.ts";'],
    ["scripts/sandbox.ts", 'import { startSandbox } from "../src/sandbox/server.ts";'],
    ["src/lib/a.ts", '// import { x } from "node:fs";\n/** import { y } from "k6"; */'],
    ["src/lib/a.ts", 'type A = Pick<B, "from" | "to">;\nconst a = { flag: "e-mail-from",\n  kind: "text" };'],
  ])("allows what the arrows allow: %s", (file, text) => {
    expect(importProblems(file, text)).toEqual([]);
  });

  test.each([
    ["src/lib/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/lib/a.ts", 'import type { Response } from "k6/http";'],
    ["src/lib/a.ts", 'export { x } from "../tools/x.ts";'],
    ["src/k6/a.ts", 'import * as v from "valibot";'],
    ["src/k6/a.ts", 'import { smoke } from "../scenarios/smoke.ts";'],
    ["src/report-page/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/tools/a.ts", 'import { Store } from "../sandbox/store.ts";'],
    ["src/tools/a.ts", 'import { settings } from "../k6/settings.ts";'],
    ["src/tools/a.ts", 'const http = await import("k6/http");'],
    ["src/sandbox/a.ts", 'import "../tools/a.ts";'],
  ])("names the file and the target otherwise: %s %s", (file, text) => {
    expect(importProblems(file, text)).toHaveLength(1);
    expect(importProblems(file, text)[0]).toContain(file);
  });
});
