/** Commands that the texts of a part name, completed so that they are about this part. Pure. */

import type { Config } from "../../lib/config/fields.ts";

export type PartPlace = Pick<Config, "tenant" | "resultsDirectory">;

const COMMAND = /(npm run |npx edfi-load-test )([\w-]+)(?: --(?=[\s`]|$))?/g;

/** Settings that a command needs for its part. Other commands have neither a target nor results. */
const KNOWS: Readonly<Record<string, readonly (keyof PartPlace)[]>> = {
  "setup-client": ["tenant"],
  preflight: ["tenant"],
  ...forEach(["smoke", "load", "readwrite", "full", "cleanup"], ["tenant", "resultsDirectory"]),
  ...forEach(["results", "report", "compare", "baseline"], ["resultsDirectory"]),
};

function forEach(names: readonly string[], known: readonly (keyof PartPlace)[]) {
  return Object.fromEntries(names.map((name) => [name, known]));
}

/** `npm run cleanup -- RUN` as `npm run cleanup -- --tenant a --results-dir results/tenants/a RUN` */
export function withPartNamed(text: string, { tenant, resultsDirectory }: PartPlace): string {
  const flags = {
    tenant: tenant && `--tenant ${tenant}`,
    resultsDirectory: `--results-dir ${quoted(resultsDirectory)}`,
  };
  return text.replace(COMMAND, (whole, program: string, name: string) => {
    const own = (KNOWS[name] ?? []).map((key) => flags[key]).filter((flag) => flag !== "");
    if (own.length === 0) return whole;
    return `${program}${name}${program.startsWith("npm") ? " --" : ""} ${own.join(" ")}`;
  });
}

function quoted(path: string): string {
  return /\s/.test(path) ? JSON.stringify(path) : path;
}
