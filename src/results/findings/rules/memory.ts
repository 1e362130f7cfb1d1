/** Memory runs out: of a container, or of the machine. Pure. */

import { beyond, type Found, type Rule, reading, strongest } from "../rule.ts";
import { namesIn, type Place, type Situation } from "../situation.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { quotient } from "./cpu-use.ts";

const MEMORY = "machine.container.memory:";

export const CONTAINER_MEMORY: Rule = {
  code: "container-memory",
  needs: "memory of a container and its limit",
  means: "A container is near its memory limit. Cached files are included, so this is never more than possible.",
  advice: "Raise the limit of the container, and check whether its processes were killed for lack of memory.",
  find: (situation) =>
    strongest(
      namesIn(situation.broken, MEMORY).map((name) => {
        const figure = `machine.container.memoryShare:${name}`;
        const found = memoryAtLimit(situation, `memory of ${name}`, figure, ({ values }) =>
          quotient(values[`${MEMORY}${name}`], values[`machine.container.memoryLimit:${name}`]),
        );
        return found && { ...found, confidence: "possible" };
      }),
    ),
};

export const MACHINE_MEMORY: Rule = {
  code: "machine-memory",
  needs: "memory of the target's machine",
  means: "The machine has almost no memory left, so that it reads files again and may swap.",
  advice: "Give the machine more memory, or the database and the service smaller limits.",
  find: (situation) =>
    memoryAtLimit(situation, "memory of the machine", "machine.memoryShare", ({ values }) =>
      quotient(values["machine.memory"], values["machine.memoryTotal"]),
    ),
};

function memoryAtLimit(
  situation: Situation,
  what: string,
  figure: string,
  valueIn: (place: Place) => number | undefined,
): Found | undefined {
  return beyond(reading(situation, figure, valueIn), THRESHOLDS.memory, (share) => `${what} ${share} of its limit`);
}
