/** The life of one run: from the files that k6 reads to the exit code. */

import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { EXIT_CODES } from "../base/errors.ts";
import { DATASET_FIELDS } from "../lib/config/fields/dataset.ts";
import { TARGET_FIELDS } from "../lib/config/fields/target.ts";
import { addressesOf, writeAddresses } from "../lib/contracts/addresses.ts";
import { writeEngineSettings } from "../lib/contracts/engine-settings.ts";
import * as files from "../lib/contracts/run-files.ts";
import type { ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import type { RunFolder } from "../store/run-folder.ts";
import { runEngine } from "./engine/engine.ts";
import type { Coordinator } from "./instances/coordinator.ts";
import { subscribeListeners } from "./listeners/listeners.ts";
import { buildManifest } from "./manifest.ts";
import type { AnyPhase, EngineTask, PhaseEnd } from "./phase.ts";
import type { Run } from "./run.ts";
import { runTasks } from "./run-tasks.ts";
import { concludeRun, writeResult } from "./summarize.ts";
import { writeUnfinished } from "./unfinished-report.ts";

/** What k6 reads: the files of its phase. */
const ENGINE_FILES = [
  files.WORK_FILE,
  files.TARGET_DATA_FILE,
  files.READWRITE_VU_FILE,
  files.SMOKE_WORK_FILE,
  files.SMOKE_ROUNDS_FILE,
];

interface ReadyEngines {
  readonly k6: ProvidedK6;
  /** Of several k6 instances. */
  readonly coordinator?: Coordinator | undefined;
}

export async function executeRun(
  run: Run,
  phase: AnyPhase,
  prepared: unknown,
  engines: ReadyEngines,
): Promise<PhaseEnd> {
  const { k6, coordinator } = engines;
  const { context, folder } = run;
  const { cleanup } = context;
  const script = isAbsolute(phase.script) ? phase.script : join(PROJECT_ROOT, phase.script);
  folder.writeJson(files.MANIFEST_FILE, await buildManifest(run, k6, script));
  writeUnfinished(run, []);
  const work: unknown = phase.learn === undefined ? prepared : await phase.learn(run, prepared);
  const task = await phase.start(run, work);
  const listeners = subscribeListeners(run, task);
  cleanup.add(() => run.engineEnded(true));
  const ended = await runTasks(run, listeners, task, (each) => {
    const start = {
      script,
      environment: engineSettings(run, phase, each),
      route: run.target.route,
      broker: run.target.token.broker(),
      cleanup,
      verbose: context.settings.config.verbose,
    };
    if (coordinator === undefined) return runEngine(run, { ...start, k6Path: k6.path });
    const instances = Math.min(run.instances, each.mostInstances ?? run.instances);
    return coordinator.run(run, { ...start, instances, files: filesOf(folder) });
  });
  if (cleanup.interrupted) {
    const partial = await phase.interrupted(run, work, ended);
    if ("present" in partial) await writeResult(run, listeners, ended, partial);
    else {
      writeUnfinished(run, partial);
      for (const line of partial) context.output.progress(line);
    }
    return { exitCode: EXIT_CODES.interrupted.code, document: undefined };
  }
  return concludeRun(run, listeners, ended, await phase.conclude(run, work, ended));
}

/** What k6 reads, as far as the run has it. */
function filesOf(folder: RunFolder): string[] {
  return ENGINE_FILES.filter((name) => existsSync(folder.file(name)));
}

/** The client's secret stays here: k6 gets its tokens from the broker. */
function engineSettings(run: Run, phase: AnyPhase, task: EngineTask): Record<string, string> {
  const { installation, facts } = run.target;
  const { baseUrl, tokenUrl = "", clientId } = installation;
  const target = { apiBaseUrl: baseUrl, oauthTokenUrl: tokenUrl, clientId, clientSecret: "" };
  const fields = [...TARGET_FIELDS, ...DATASET_FIELDS, ...phase.fields];
  const settings = writeEngineSettings(fields, { ...run.context.settings.config, ...target, ...task.config });
  const addresses = facts.discovery && writeAddresses(addressesOf(facts.discovery.urls, tokenUrl));
  return { ...settings, ...addresses };
}
