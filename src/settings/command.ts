/** What one command accepts; help and docs are generated from it. */

import type { Setting } from "../lib/config/field.ts";
import type { FieldGroup } from "../lib/config/fields.ts";

export interface Command {
  /** File name in `scripts/` without ending. */
  readonly name: string;
  /** As typed: `npm run smoke`. */
  readonly typed: string;
  readonly summary: string;
  readonly groups: readonly FieldGroup[];
  /** Arguments, and what the command does with them. */
  readonly examples: readonly (readonly [args: string, text: string])[];
  /** The flags that most users need, at most ten, in the order of `--help`. */
  readonly usual: readonly string[];
  /** Name of a positional argument, with one line on it. */
  readonly positional?: {
    readonly name: string;
    readonly text: string;
    readonly required: boolean;
    /** Any number of them. */
    readonly many?: boolean;
  };
  /** The arguments are for another program: none is read as a flag. */
  readonly passesArgumentsOn?: true;
}

export function fieldsOf(command: Command): readonly Setting[] {
  return command.groups.flatMap((group) => group.fields);
}
