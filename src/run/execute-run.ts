/** The life of one run: from the files that k6 reads to the exit code. */

import { isAbsolute, join } from "node:path";
import { EXIT_CODES } from "../base/errors.ts";
import { DATASET_FIELDS } from "../lib/config/fields/dataset.ts";
import { TARGET_FIELDS } from "../lib/config/fields/target.ts";
import { addressesOf, writeAddresses } from "../lib/contracts/addresses.ts";
import { writeEngineSettings } from "../lib/contracts/engine-settings.ts";
import { MANIFEST_FILE } from "../lib/contracts/run-files.ts";
import type { ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import { runEngine } from "./engine/engine.ts";
import { subscribeListeners } from "./listeners/listeners.ts";
import { buildManifest } from "./manifest.ts";
import type { AnyPhase, EngineTask, PhaseEnd } from "./phase.ts";
import type { Run } from "./run.ts";
import { runTasks } from "./run-tasks.ts";
import { concludeRun, writeResult } from "./summarize.ts";

export async function executeRun(run: Run, phase: AnyPhase, work: unknown, k6: ProvidedK6): Promise<PhaseEnd> {
  const { context, folder } = run;
  const { cleanup } = context;
  const script = isAbsolute(phase.script) ? phase.script : join(PROJECT_ROOT, phase.script);
  folder.writeJson(MANIFEST_FILE, await buildManifest(run, k6, script));
  const task = await phase.start(run, work);
  const listeners = subscribeListeners(run, task);
  cleanup.add(() => run.engineEnded(true));
  const ended = await runTasks(run, listeners, task, (each) =>
    runEngine(run, {
      k6Path: k6.path,
      script,
      environment: engineSettings(run, phase, each),
      route: run.target.route,
      broker: run.target.token.broker(),
      cleanup,
      verbose: context.settings.config.verbose,
    }),
  );
  if (cleanup.interrupted) {
    const partial = await phase.interrupted(run, work, ended);
    if ("present" in partial) await writeResult(run, listeners, ended, partial);
    else for (const line of partial) context.output.progress(line);
    return { exitCode: EXIT_CODES.interrupted.code, document: undefined };
  }
  return concludeRun(run, listeners, ended, await phase.conclude(run, work, ended));
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
