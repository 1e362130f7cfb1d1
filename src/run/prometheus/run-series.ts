/** Joins a run to Prometheus: its labels, its writer, and one warning if no server accepts the series. */

import { runLabels } from "../../results/prometheus/series.ts";
import { parseLabels } from "../../settings/labels.ts";
import { targetIdentity } from "../ready-target.ts";
import type { Run, RunListener } from "../run.ts";
import { engineOutputs } from "./outputs.ts";
import { writeUrlOf } from "./remote-write.ts";
import { RunPublisher } from "./run-publisher.ts";

/** k6's own outputs. */
export function outputsListener(run: Run): RunListener {
  const options = engineOutputs(run.context.settings.config, labelsOf(run), process.env);
  return { engineOptions: () => options };
}

/** Undefined where no Prometheus is set. */
export function openPublisher(run: Run): RunPublisher | undefined {
  const { config } = run.context.settings;
  if (config.prometheusUrl === "") return undefined;
  const { kind, baseUrl, version } = targetIdentity(run.target);
  return new RunPublisher({
    target: {
      writeUrl: writeUrlOf(config.prometheusUrl),
      username: config.prometheusUsername,
      password: config.prometheusPassword,
      token: config.prometheusToken,
    },
    labels: labelsOf(run),
    about: { kind, target: baseUrl, version },
    intervalMs: config.prometheusInterval,
    run,
  });
}

/** A full run is one run with several phases. */
function labelsOf(run: Run): Record<string, string> {
  const { config, profileName } = run.context.settings;
  return runLabels(run.partOf?.name ?? run.folder.name, profileName, run.phase, parseLabels(config.labels));
}
