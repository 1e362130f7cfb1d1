/**
 * CPU time of the runner itself, in this process, while another one writes a journal as k6 does: what follows the journal,
 * measures, judges, shows and records.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { formatCount, formatNumber } from "../../src/base/figures.ts";
import type { BenchOptions, Measured } from "./figure.ts";
import { openRun, probeLine, secondOfLines } from "./runner-run.ts";

const PER_SECOND = 3000;
/** What k6 uses of a core at this rate, and of that the share that the runner may use. */
const ENGINE_CORES = 0.9;
const LIMIT_PERCENT = 5;
const WARM_UP_MS = 5000;

export async function runnerCost(_k6Path: string, { seconds = 30 }: BenchOptions): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), "bench-runner-"));
  try {
    const { run, end } = openRun(directory);
    const writer = spawn(process.execPath, ["-e", WRITER], {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        FILE: run.folder.file(run.journal),
        SECOND: secondOfLines(PER_SECOND),
        PROBE: probeLine(),
        SECONDS: String(seconds),
      },
    });
    const ended = once(writer, "close");
    run.started(writer.pid ?? 0);
    await pause(WARM_UP_MS);
    const [cpu, startedMs] = [process.cpuUsage(), Date.now()];
    await ended;
    const { user, system } = process.cpuUsage(cpu);
    const cores = (user + system) / 1000 / (Date.now() - startedMs);
    const requests = await end();
    return {
      figures: [
        {
          name: `CPU time of the runner at ${formatCount(PER_SECOND)} requests per second, compared with k6`,
          value: (100 * cores) / ENGINE_CORES,
          unit: "%",
          limit: LIMIT_PERCENT,
          note:
            `${formatNumber(100 * cores)} % of a core while ${formatCount(requests)} lines were written; ` +
            `k6 uses ${ENGINE_CORES} cores at this rate`,
        },
      ],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Appends a fiftieth of the lines of a second fifty times per second, each second with numbers of its own. */
const WRITER = `
const { openSync, writeSync } = require("node:fs");
const { FILE, SECOND, PROBE, SECONDS } = process.env;
const [first, ...lines] = SECOND.split("\\n");
const file = openSync(FILE, "a");
const startedMs = Date.now();
let written = 0;
let probes = 0;
writeSync(file, first + "\\n");
setInterval(() => {
  const ms = Date.now() - startedMs;
  let text = "";
  if (ms >= 1000 * probes) {
    probes++;
    text = PROBE.replace("0", Date.now()) + "\\n";
  }
  for (; written < (ms * lines.length) / 1000; written++)
    text += lines[written % lines.length].replace(/ \\d+/, " " + written) + "\\n";
  writeSync(file, text);
  if (ms > 1000 * SECONDS) process.exit(0);
}, 20);
`;
