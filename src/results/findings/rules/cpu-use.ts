/** How much of the cores is used, and by what. Pure. */

import { figureText } from "../../figures/figure-unit.ts";
import { beyond, type Found, reading, shown, strongest } from "../rule.ts";
import { namesIn, type Place, type Situation } from "../situation.ts";
import { MOST_OF_ONE_CORE, THRESHOLDS } from "../thresholds.ts";

const CPU = "machine.container.cpu:";

/** A container or group of processes that uses all the CPU it may use. */
export function containerAtLimit(situation: Situation, isMeant: (name: string) => boolean): Found | undefined {
  return strongest(
    namesIn(situation.broken, CPU)
      .filter(isMeant)
      .map((name) => {
        const share = reading(situation, `machine.container.cpuShare:${name}`, ({ values }) =>
          containerShare(name, values),
        );
        const cores = figureText("machine.cores", coresOf(name, situation.broken.values) ?? 0);
        const text = (used: string) => `CPU of ${name} ${used} of its ${cores}`;
        return beyond(share, THRESHOLDS.cpu, text, [reading(situation, `${CPU}${name}`)]);
      }),
  );
}

/** Of the cores that it may use, 0 to 1. */
export function containerShare(name: string, values: Place["values"]): number | undefined {
  return quotient(values[`${CPU}${name}`], coresOf(name, values));
}

function coresOf(name: string, values: Place["values"]): number | undefined {
  return values[`machine.container.cpuLimit:${name}`] ?? values["machine.cores"];
}

/** A program that could use more cores uses one: it does its work in one thread. */
export function oneCoreOnly(situation: Situation, isMeant: (name: string) => boolean): Found | undefined {
  return strongest(
    namesIn(situation.broken, CPU)
      .filter((name) => isMeant(name) && (coresOf(name, situation.broken.values) ?? 0) > MOST_OF_ONE_CORE)
      .map((name) => {
        const cores = reading(situation, `${CPU}${name}`);
        if (cores !== undefined && cores.value > MOST_OF_ONE_CORE) return undefined;
        const text = (used: string) => `${name} uses ${used}, one core and no more: it does its work in one thread`;
        return beyond(cores, THRESHOLDS.oneCore, text);
      }),
  );
}

/** What uses most of a machine, without the generator. */
type User = "service" | "database" | "unknown";

/** The cores of the machine are busy, most of them with this. */
export function machineAtLimit(situation: Situation, user: User): Found | undefined {
  if (userOf(situation.broken) !== user) return undefined;
  const readings = ["database.cpu", "machine.generatorCpu", "machine.cores"].map((name) => reading(situation, name));
  const [database] = readings;
  const part = database === undefined ? "" : `; the database uses ${shown(database)}`;
  const text = (used: string) => `CPU of the machine ${used}${part}`;
  return beyond(reading(situation, "machine.cpu"), THRESHOLDS.cpu, text, readings);
}

/** Undefined where the CPU of the machine is unknown. */
function userOf({ values }: Place): User | undefined {
  const { "machine.cpu": cpu, "machine.cores": cores, "database.cpu": database } = values;
  if (cpu === undefined || cores === undefined) return undefined;
  if (database === undefined) return "unknown";
  return 2 * database >= cpu * cores - (values["machine.generatorCpu"] ?? 0) ? "database" : "service";
}

/** Undefined where a part is unknown. */
export function quotient(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
}
