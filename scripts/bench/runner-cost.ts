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
import { ALL_FIELDS } from "../../src/lib/config/fields.ts";
import { resolveConfig } from "../../src/lib/config/resolve.ts";
import { writeProbeLine } from "../../src/lib/contracts/journal/engine-lines.ts";
import { writeOperationLine, writeResourcesLine } from "../../src/lib/contracts/journal/operation-line.ts";
import type { Outcome } from "../../src/lib/http/outcome.ts";
import { GeneratorMonitor } from "../../src/run/listeners/generator-monitor.ts";
import { JournalListener } from "../../src/run/listeners/journal-listener.ts";
import { LiveViewListener } from "../../src/run/listeners/live-view.ts";
import { StopRulesListener } from "../../src/run/listeners/stop-rules.ts";
import { JournalSource } from "../../src/run/measurements/journal-source.ts";
import { Run, type RunIdentity } from "../../src/run/run.ts";
import { createRunFolder } from "../../src/store/run-folder.ts";
import type { BenchOptions, Measured } from "./figure.ts";

const PER_SECOND = 3000;
/** What k6 uses of a core at this rate, and of that the share that the runner may use. */
const ENGINE_CORES = 0.9;
const LIMIT_PERCENT = 5;
const WARM_UP_MS = 5000;
const TICK_MS = 250;
const RESOURCES = Array.from({ length: 25 }, (_, at) => `resource${at}`);
const ID = "0123456789abcdef0123456789abcdef";
/** Ten operations of the mix 50/20/20/10. */
const OPERATIONS: readonly (readonly [op: string, outcome: Outcome, id: string])[] = [
  ["read", "read", ""],
  ["read", "read", ""],
  ["query", "read", ""],
  ["query", "read", ""],
  ["page", "read", ""],
  ["create", "created", ID],
  ["create", "created", ID],
  ["update", "updated", ID],
  ["update", "updated", ID],
  ["delete", "deleted", ID],
];

export async function runnerCost(_k6Path: string, { seconds = 30 }: BenchOptions): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), "bench-runner-"));
  try {
    const run = runIn(directory);
    const source = new JournalSource(run);
    const journal = new JournalListener(run, source);
    const view = new LiveViewListener("lines");
    const others = [new GeneratorMonitor(run, false), new StopRulesListener(run, false), view];
    for (const listener of [source, journal, ...others]) run.subscribe(listener);
    source.begin({ journal: run.journal });
    const writer = spawn(process.execPath, ["-e", WRITER], {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        FILE: run.folder.file(run.journal),
        SECOND: secondOfLines(),
        PROBE: probeLine(),
        SECONDS: String(seconds),
      },
    });
    const ended = once(writer, "close");
    run.started(writer.pid ?? 0);
    const ticker = setInterval(() => run.tick(), TICK_MS);
    await pause(WARM_UP_MS);
    const [cpu, startedMs] = [process.cpuUsage(), Date.now()];
    await ended;
    const { user, system } = process.cpuUsage(cpu);
    const cores = (user + system) / 1000 / (Date.now() - startedMs);
    clearInterval(ticker);
    journal.partEnded();
    source.partEnded(Date.now(), true);
    await run.engineEnded();
    const requests = (source.totals?.operations ?? []).reduce((sum, own) => sum + own.requests, 0);
    return {
      figures: [
        {
          name: `CPU time of the runner at ${formatCount(PER_SECOND)} requests a second, compared with k6`,
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

/** A run without a target: nothing is asked of one here. */
function runIn(directory: string): Run {
  const { config, origins } = resolveConfig(ALL_FIELDS, []);
  const settings = { config, origins, profileName: "bench" };
  const broker = { statistics: () => ({ issued: 1, refused: 0, held: 0 }) };
  const target = { facts: {}, installation: { baseUrl: "" }, token: { broker: () => broker } };
  const folder = createRunFolder(directory, "bench", "readwrite", new Date());
  const identity = {
    context: { settings },
    target,
    phase: "readwrite",
    folder,
    partOf: undefined,
    effective: undefined,
  };
  const run = new Run(identity as unknown as RunIdentity);
  run.journal = "journal-1.log";
  return run;
}

function secondOfLines(): string {
  const lines = Array.from({ length: PER_SECOND }, (_, at) => {
    const [op, outcome, id] = OPERATIONS[at % OPERATIONS.length] as (typeof OPERATIONS)[number];
    const bin = 300 + ((at * 7919) % 200);
    return writeOperationLine(false, at, (at % RESOURCES.length).toString(36), op, outcome, bin, 1, id);
  });
  return [writeResourcesLine(RESOURCES), ...lines].join("\n");
}

/** Its time is replaced by the writer. */
function probeLine(): string {
  return writeProbeLine({
    atMs: 0,
    vus: 100,
    vusInitialized: 100,
    delaysMs: Array.from({ length: 18 }, (_, at) => at % 3),
  });
}

/** Appends a fiftieth of the lines of a second fifty times a second, each second with numbers of its own. */
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
