/** The default listeners of a run. */

import { openCollectors } from "../../target/figures/collectors.ts";
import { JournalSource } from "../measurements/journal-source.ts";
import type { MeasurementSource } from "../measurements/source.ts";
import type { EngineTask } from "../phase.ts";
import { openPublisher, outputsListener } from "../prometheus/run-series.ts";
import type { Run } from "../run.ts";
import { answerFigures } from "./answer-figures.ts";
import { DashboardListener } from "./dashboard.ts";
import { ExceptionsListener } from "./exceptions.ts";
import { GeneratorMonitor } from "./generator-monitor.ts";
import { JournalListener } from "./journal-listener.ts";
import { LiveViewListener, viewKind } from "./live-view.ts";
import { StopRulesListener } from "./stop-rules.ts";
import { TargetFigures } from "./target-figures.ts";
import { TargetHealth } from "./target-health.ts";
import { TargetWarnings } from "./target-warnings.ts";

export interface Listeners {
  readonly source: MeasurementSource;
  readonly generator: GeneratorMonitor;
  readonly journal: JournalListener;
  readonly exceptions: ExceptionsListener;
}

/** @param task the first start of k6 */
export function subscribeListeners(run: Run, task: EngineTask): Listeners {
  const { config } = run.context.settings;
  const source = new JournalSource(run);
  const generator = new GeneratorMonitor(run, task.isOpenModel === true);
  const rules = new StopRulesListener(run, task.toleratesFailures === true);
  const journal = new JournalListener(run, source);
  const exceptions = new ExceptionsListener(run);
  const kind = viewKind(process.stderr, process.env, config);
  const publisher = openPublisher(run);
  const broker = run.target.token.broker();
  const collectors = openCollectors({ config, baseUrl: run.target.installation.baseUrl });
  const listeners = [
    generator,
    source,
    outputsListener(run),
    rules,
    new TargetHealth(run, (health, isGateway) => {
      rules.observeHealth(health);
      source.observeHealth(isGateway);
    }),
    journal,
    exceptions,
    ...(config.dashboard ? [new DashboardListener(run, kind === "frame")] : []),
    new TargetWarnings(run),
    new LiveViewListener(kind),
    new TargetFigures(run, [...collectors, answerFigures(journal.refusals, () => broker.waiting().heldMs)]),
    ...(publisher === undefined ? [] : [publisher]),
  ];
  for (const listener of listeners) run.subscribe(listener);
  return { source, generator, journal, exceptions };
}
