/** How much of the cores is used, and by what. Pure. */

import { figureText } from "../../figures/figure-text.ts";
import { confidenceIn, type Found, known, type Reading, reading, shown, strongest } from "../rule.ts";
import { namesIn, type Place, type Situation } from "../situation.ts";
import { THRESHOLDS } from "../thresholds.ts";

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
        const text = (found: Reading): string => `CPU of ${name} ${shown(found)} of its ${cores}`;
        return atLimit(share, text, [reading(situation, `${CPU}${name}`)]);
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

/** What helps a program with one thread of work uses so much of a second core. */
const MOST_OF_ONE_CORE = 1.15;

/** A program that could use more cores uses one: it does its work in one thread. */
export function oneCoreOnly(situation: Situation, isMeant: (name: string) => boolean): Found | undefined {
  return strongest(
    namesIn(situation.broken, CPU)
      .filter((name) => isMeant(name) && (coresOf(name, situation.broken.values) ?? 0) > MOST_OF_ONE_CORE)
      .map((name) => {
        const cores = reading(situation, `${CPU}${name}`);
        const confidence = confidenceIn(cores, THRESHOLDS.oneCore);
        if (cores === undefined || cores.value > MOST_OF_ONE_CORE || confidence === undefined) return undefined;
        const text = `${name} uses ${shown(cores)}, one core and no more: it does its work in one thread`;
        return { text, confidence, readings: [cores] };
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
  return atLimit(reading(situation, "machine.cpu"), (cpu) => `CPU of the machine ${shown(cpu)}${part}`, readings);
}

/** Undefined where the CPU of the machine is unknown. */
function userOf({ values }: Place): User | undefined {
  const { "machine.cpu": cpu, "machine.cores": cores, "database.cpu": database } = values;
  if (cpu === undefined || cores === undefined) return undefined;
  if (database === undefined) return "unknown";
  return 2 * database >= cpu * cores - (values["machine.generatorCpu"] ?? 0) ? "database" : "service";
}

function atLimit(
  share: Reading | undefined,
  text: (share: Reading) => string,
  others: readonly (Reading | undefined)[],
): Found | undefined {
  const confidence = confidenceIn(share, THRESHOLDS.cpu);
  if (share === undefined || confidence === undefined) return undefined;
  return { text: text(share), confidence, readings: known([share, ...others]) };
}

/** Undefined where a part is unknown. */
export function quotient(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
}
