/** The command line of `npm run join`. */

import { parseArgs } from "node:util";
import { LoadTestError, messageOf } from "../../base/errors.ts";

export interface JoinArguments {
  /** This process ends with the one that started it. */
  readonly withParent: boolean;
  /** 0: all. */
  readonly cores: number;
  /** Instances of the run on this machine. */
  readonly instancesHere: number;
}

const OPTIONS = {
  "with-parent": { type: "boolean", default: false },
  cores: { type: "string", default: "0" },
  "instances-here": { type: "string", default: "1" },
} as const;
const USE = { hint: "Use: npm run join -- [--cores N] [--instances-here N] < KEY_FILE" };

/** @throws LoadTestError "usage" */
export function readJoinArguments(args: readonly string[]): JoinArguments {
  const { "with-parent": withParent, cores, "instances-here": instancesHere } = valuesIn(args);
  if (!/^\d+(\.\d+)?$/.test(cores)) throw new LoadTestError("usage", `--cores: "${cores}" is not a number`, USE);
  if (!/^[1-9]\d*$/.test(instancesHere))
    throw new LoadTestError("usage", `--instances-here: "${instancesHere}" is not a whole number above 0`, USE);
  return { withParent, cores: Number(cores), instancesHere: Number(instancesHere) };
}

function valuesIn(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new LoadTestError("usage", messageOf(cause), { cause, ...USE });
  }
}
