/** Cores are busy: those of the service, of the database, or of a machine where it is not known whose. Pure. */

import type { Found, Rule } from "../rule.ts";
import { flatFrom, type Situation } from "../situation.ts";
import { containerAtLimit, DATABASE, machineAtLimit, threadAtLimit } from "./cpu-use.ts";

export const SERVICE_CPU: Rule = {
  code: "service-cpu",
  needs: "CPU of the service's container or process; or CPU of the machine and of the database's processes on it",
  means: "The service uses all CPU available to it: requests wait for a core, however fast the database is.",
  advice: "Give the service more cores or more instances, and profile it.",
  find: (situation) => {
    const isService = (name: string): boolean => !DATABASE.test(name);
    return (
      containerAtLimit(situation, isService) ??
      threadAtLimit(situation, isService) ??
      machineAtLimit(situation, "service")
    );
  },
};

export const DATABASE_CPU: Rule = {
  code: "database-cpu",
  needs: "CPU of the database's processes and of the machine; or CPU of the database's container",
  means: "The database uses all CPU available to it, usually for a few statements.",
  advice: "Begin with the most expensive statements; then give the database more cores.",
  find: (situation) => {
    const isDatabase = (name: string): boolean => DATABASE.test(name);
    return withCommits(situation, containerAtLimit(situation, isDatabase) ?? machineAtLimit(situation, "database"));
  },
};

export const MACHINE_CPU: Rule = {
  code: "machine-cpu",
  needs: "CPU of the machine; who uses it is unknown, or neither the service nor the database",
  means: "All cores of the target's machine are busy, and the figures do not say with what, or it is other programs.",
  advice: "See which processes use the CPU, and stop those that do not belong there.",
  find: (situation) => machineAtLimit(situation, "unknown") ?? machineAtLimit(situation, "others"),
};

function withCommits(situation: Situation, found: Found | undefined): Found | undefined {
  const step = flatFrom(situation, "database.commits");
  return found === undefined || step === undefined
    ? found
    : { ...found, text: `${found.text}; commits do not rise above step ${step}` };
}
