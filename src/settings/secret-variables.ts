/** The environment of processes that need no secret. Pure. */

import type { Field } from "../lib/config/field.ts";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import { COMMON_CLIENT } from "./client-variables.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export function withoutSecretVariables(environment: Environment): Environment {
  const fields: readonly Field[] = ALL_FIELDS;
  const secret = new Set(fields.flatMap((field) => (field.secret === true ? [field.env] : [])));
  const isSecret = (name: string): boolean => secret.has(name) || name.startsWith(`${COMMON_CLIENT.secret}_`);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isSecret(name)));
}
