/** How much of the cores is used, and by what. Pure. */

import { figureText } from "../../figures/figure-unit.ts";
import { beyond, type Found, reading, shown, strongest } from "../rule.ts";
import { namesIn, type Place, type Situation } from "../situation.ts";
import { levelOf, THRESHOLDS } from "../thresholds.ts";

const CPU = "machine.container.cpu:";
export const THREAD = "machine.container.busiestThread:";

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

/** A thread of a program is never idle. Where others keep it from a core, it waits for one as long as they do. */
export function threadAtLimit(situation: Situation, isMeant: (name: string) => boolean): Found | undefined {
  return strongest(
    namesIn(situation.broken, THREAD)
      .filter(isMeant)
      .map((name) => busyThread(situation, name)),
  );
}

function busyThread(situation: Situation, name: string): Found | undefined {
  const cores = reading(situation, `${CPU}${name}`);
  const sessions = reading(situation, "database.wait:CPU");
  const used = cores === undefined ? "" : `; ${name} uses ${shown(cores)}`;
  const text = (share: string) => `one thread of ${name} works or waits for a core ${share} of the time${used}`;
  const found = beyond(reading(situation, `${THREAD}${name}`), THRESHOLDS.thread, text, [cores, sessions]);
  const isDatabaseFirst = isFull(situation.broken) && (sessions?.value ?? 0) > 1;
  return found && isDatabaseFirst ? { ...found, confidence: "possible" } : found;
}

/** Whoever wants a core has to wait for one, so most of them wait for those that want more than one. */
function isFull({ values }: Place): boolean {
  return levelOf(values["machine.cpu"], THRESHOLDS.cpu) !== undefined;
}

/** Programs and units in which PostgreSQL runs. */
export const DATABASE = /postgres|pgsql/i;

/** What uses most of a machine, without the generator. */
type User = "service" | "database" | "others" | "unknown";

/** The cores of the machine are busy, most of them with this. */
export function machineAtLimit(situation: Situation, user: User): Found | undefined {
  if (userOf(situation.broken) !== user) return undefined;
  const readings = ["database.cpu", "machine.generatorCpu", "machine.cores"].map((name) => reading(situation, name));
  const [database] = readings;
  const part = database === undefined ? "" : `; the database uses ${shown(database)}`;
  const whose = user === "others" ? "; neither the service nor the database uses most of it" : "";
  const text = (used: string) => `CPU of the machine ${used}${part}${whose}`;
  return beyond(reading(situation, "machine.cpu"), THRESHOLDS.cpu, text, readings);
}

/** Undefined where the CPU of the machine is unknown. What is known of nobody is the service's, unless that is known too. */
function userOf(place: Place): User | undefined {
  const { "machine.cpu": cpu, "machine.cores": cores, "database.cpu": database } = place.values;
  if (cpu === undefined || cores === undefined) return undefined;
  if (database === undefined) return "unknown";
  const rest = cpu * cores - (place.values["machine.generatorCpu"] ?? 0) - database;
  const service = serviceCpu(place) ?? rest;
  if (rest - service > Math.max(database, service)) return "others";
  return database >= service ? "database" : "service";
}

/** Cores that all containers and processes of the target use but those of the database. */
function serviceCpu(place: Place): number | undefined {
  const names = namesIn(place, CPU).filter((name) => !DATABASE.test(name));
  if (names.length === 0) return undefined;
  return names.reduce((sum, name) => sum + (place.values[`${CPU}${name}`] ?? 0), 0);
}

/** Undefined where a part is unknown. */
export function quotient(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
}
