/** Others than the target's own work keep it from the cores: a limit of its container, or the load generator. Pure. */

import { beyond, type Rule, reading, strongest } from "../rule.ts";
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
        const cores = ["cpu", "cpuLimit"].map((figure) => reading(situation, `machine.container.${figure}:${name}`));
        const throttled = reading(situation, `${THROTTLED}${name}`);
        const text = (share: string) => `${name} was throttled by its CPU limit in ${share} of the periods`;
        return beyond(throttled, THRESHOLDS.throttled, text, cores);
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
    if (levelOf(cpu?.value, THRESHOLDS.cpu) === undefined) return undefined;
    const text = (taken: string) =>
      `the load generator takes ${taken} of the CPU of the target's machine, which has no more`;
    return beyond(share, THRESHOLDS.generator, text, [cpu]);
  },
};
