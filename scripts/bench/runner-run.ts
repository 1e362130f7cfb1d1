/** The runner in this process, without a target and without k6: for measures that write a journal themselves. */

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

export interface OpenRun {
  readonly run: Run;
  /** k6 has ended. @returns requests of all operations that were measured */
  end(): Promise<number>;
}

/** What follows the journal, measures, judges, shows and records. @param took gets each line of the journal */
export function openRun(directory: string, instances = 1, took: (line: string) => void = () => {}): OpenRun {
  const run = runIn(directory, instances);
  const source = new JournalSource(run);
  const follower = {
    take: (line: string) => {
      source.take(line);
      took(line);
    },
    observeRefusal: () => {},
  };
  const journal = new JournalListener(run, follower);
  const others = [new GeneratorMonitor(run, false), new StopRulesListener(run, false), new LiveViewListener("lines")];
  for (const listener of [source, journal, ...others]) run.subscribe(listener);
  source.begin({ journal: run.journal });
  const ticker = setInterval(() => run.tick(), TICK_MS);
  return {
    run,
    end: async () => {
      clearInterval(ticker);
      journal.partEnded();
      source.partEnded(Date.now(), true);
      await run.engineEnded();
      return (source.totals?.operations ?? []).reduce((sum, own) => sum + own.requests, 0);
    },
  };
}

/** A run without a target: nothing is asked of one here. */
function runIn(directory: string, instances: number): Run {
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
    instances,
  };
  const run = new Run(identity as unknown as RunIdentity);
  run.journal = "journal-1.log";
  return run;
}

/** @returns the line of the resources, and those of a second of operations */
export function secondOfLines(perSecond: number): string {
  const lines = Array.from({ length: perSecond }, (_, at) => {
    const [op, outcome, id] = OPERATIONS[at % OPERATIONS.length] as (typeof OPERATIONS)[number];
    const bin = 300 + ((at * 7919) % 200);
    return writeOperationLine(false, at, (at % RESOURCES.length).toString(36), op, outcome, bin, 1, id);
  });
  return [writeResourcesLine(RESOURCES), ...lines].join("\n");
}

/** Its time is replaced by the writer. */
export function probeLine(): string {
  return writeProbeLine({
    atMs: 0,
    vus: 100,
    vusInitialized: 100,
    delaysMs: Array.from({ length: 18 }, (_, at) => at % 3),
  });
}
