/**
 * Writes the Grafana dashboards from their sources in `scripts/dashboards/` to `docs/grafana/`.
 * `--check` writes nothing and fails if a file differs from its source.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { printError } from "../src/cli/print-error.mjs";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { byOperation } from "./dashboards/by-operation.ts";
import { compareRuns } from "./dashboards/compare-runs.ts";
import { loadProgress } from "./dashboards/load-progress.ts";
import { runOverview } from "./dashboards/run-overview.ts";
import { steeredRuns } from "./dashboards/steered-runs.ts";

const DASHBOARDS = {
  "run-overview": runOverview,
  "by-operation": byOperation,
  "load-progress": loadProgress,
  "compare-runs": compareRuns,
  "steered-runs": steeredRuns,
};

/** Links to a panel hold its number: left to Grafana it would be another after each import. */
function withPanelIds(board: Dashboard): Dashboard {
  return { ...board, panels: (board.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 })) };
}

const checking = process.argv.includes("--check");
for (const [name, build] of Object.entries(DASHBOARDS)) {
  const path = join(PROJECT_ROOT, "docs/grafana", `${name}.json`);
  const wanted = `${JSON.stringify(withPanelIds(build().build()), null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === wanted) continue;
  if (checking) {
    const message = `docs/grafana/${name}.json is out of date`;
    process.exitCode = printError({ exitCode: 1, message, hint: "Run node dist/cli/build-dashboards.js." });
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
    process.stdout.write(`wrote docs/grafana/${name}.json\n`);
  }
}
