/** Others than the target's own work keep it from the cores: a limit of its container, or the load generator. Pure. */

import { confidenceIn, known, type Rule, reading, shown, strongest } from "../rule.ts";
import { namesIn } from "../situation.ts";
import { levelOf, THRESHOLDS } from "../thresholds.ts";
import { quotient } from "./cpu-use.ts";

const THROTTLED = "machine.container.throttled:";

export const CONTAINER_THROTTLED: Rule = {
  code: "container-throttled",
  needs: "throttled periods of a container",
  means: "The CPU limit of a container stops its processes for a part of each period, even if the machine has room.",
  advice: "Raise or remove the CPU limit of the container.",
  find: (situation) =>
    strongest(
      namesIn(situation.broken, THROTTLED).map((name) => {
        const throttled = reading(situation, `${THROTTLED}${name}`);
        const confidence = confidenceIn(throttled, THRESHOLDS.throttled);
        if (throttled === undefined || confidence === undefined) return undefined;
        const text = `${name} was throttled by its CPU limit in ${shown(throttled)} of the periods`;
        const cores = ["cpu", "cpuLimit"].map((figure) => reading(situation, `machine.container.${figure}:${name}`));
        return { text, confidence, readings: known([throttled, ...cores]) };
      }),
    ),
};

export const GENERATOR_CPU: Rule = {
  code: "generator-cpu",
  needs: "CPU of the load generator on the target's machine, and CPU of the machine",
  means: "The load generator takes cores that the target would use.",
  advice: "Run the load generator on another machine.",
  find: (situation) => {
    const share = reading(situation, "machine.generatorCpuShare", ({ values }) =>
      quotient(values["machine.generatorCpu"], values["machine.cores"]),
    );
    const cpu = reading(situation, "machine.cpu");
    const confidence = confidenceIn(share, THRESHOLDS.generator);
    const isFull = levelOf(cpu?.value, THRESHOLDS.cpu) !== undefined;
    if (share === undefined || confidence === undefined || !isFull) return undefined;
    const text = `the load generator takes ${shown(share)} of the CPU of the target's machine, which has no more`;
    return { text, confidence, readings: known([share, cpu]) };
  },
};
