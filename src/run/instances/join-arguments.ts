/** The command line of `npm run join`. */

import { parseArgs } from "node:util";
import { LoadTestError, messageOf } from "../../base/errors.ts";

export interface JoinArguments {
  /** This process ends with the one that started it. */
  readonly withParent: boolean;
  /** 0: all. */
  readonly cores: number;
}

const OPTIONS = {
  "with-parent": { type: "boolean", default: false },
  cores: { type: "string", default: "0" },
} as const;
const USE = { hint: "Use: npm run join -- [--cores N] < KEY_FILE" };

/** @throws LoadTestError "usage" */
export function readJoinArguments(args: readonly string[]): JoinArguments {
  const { "with-parent": withParent, cores } = valuesIn(args);
  if (!/^\d+(\.\d+)?$/.test(cores)) throw new LoadTestError("usage", `--cores: "${cores}" is not a number`, USE);
  return { withParent, cores: Number(cores) };
}

function valuesIn(args: readonly string[]): { readonly "with-parent": boolean; readonly cores: string } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new LoadTestError("usage", messageOf(cause), { cause, ...USE });
  }
}
