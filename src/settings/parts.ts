/** Settings of the runs that a command starts at once: one for each tenant, or one for each API client. */

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileProblem } from "../base/file-problem.ts";
import type { Config } from "../lib/config/fields.ts";
import type { Layer } from "../lib/config/resolve.ts";
import type { Sharing } from "../lib/contracts/readwrite-plan.ts";
import { LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import { type Client, readClients } from "./clients-file.ts";
import type { Command } from "./command.ts";
import { qualifiedBaseUrl, qualifierProblems } from "./qualified-target.ts";

export interface Part {
  /** Of the tenant or the client. */
  readonly name: string;
  readonly config: Config;
  /** Only of a client: the clients share the items of one data store. */
  readonly sharing?: Sharing;
}

interface Parts {
  readonly parts: readonly Part[];
  /** One line for each. */
  readonly problems: readonly string[];
}

const NONE: Parts = { parts: [], problems: [] };

/** @param config before the tenant is part of its base URL */
export function partsOf(command: Command, config: Config, layers: readonly Layer[]): Parts {
  const { tenants, clientsFile } = config;
  if (tenants === "" && clientsFile === "") return NONE;
  if (tenants !== "" && clientsFile !== "") return failed("API_TENANTS and CLIENTS_FILE cannot be set both");
  const env = tenants === "" ? "CLIENTS_FILE" : "API_TENANTS";
  if (!accepts(command, env)) return failed(`${env}: \`${command.typed}\` cannot do several runs at once; unset it`);
  const common = { ...config, tenants: "", clientsFile: "", json: true };
  return tenants === ""
    ? partsOfClients(common, resolve(clientsFile), layers)
    : partsOfTenants(common, tenants, layers);
}

function failed(problem: string): Parts {
  return { parts: [], problems: [problem] };
}

/** `npm run full` shows the settings of all its phases, but only one of them knows several clients. */
function accepts({ name, groups }: Command, env: string): boolean {
  return env === "CLIENTS_FILE"
    ? name === "run-readwrite-phase"
    : groups.some(({ fields }) => fields.some((field) => field.env === env));
}

function partsOfTenants(config: Config, tenants: string, layers: readonly Layer[]): Parts {
  const names = tenants.split(",").map((name) => name.trim());
  const problems = namesTwice(names).map((name) => `API_TENANTS: "${name}" is named twice`);
  problems.push(...clientProblems(names, layers));
  if (names.includes("")) problems.push(`API_TENANTS: "${tenants}" has an empty name`);
  if (config.tenant !== "") problems.push("API_TENANT and API_TENANTS cannot be set both");
  if (config.apiBaseUrl === "")
    problems.push("API_TENANTS: the embedded sandbox has no tenants; name the target that has them: --target URL");
  else problems.push(...names.flatMap((tenant) => qualifierProblems({ ...config, tenant })));
  const named = names.find((tenant) => tenant !== "" && qualifiedBaseUrl({ ...config, tenant }) === config.apiBaseUrl);
  if (config.apiBaseUrl !== "" && names.length > 1 && named !== undefined)
    problems.push(`API_BASE_URL: ${config.apiBaseUrl} is that of tenant "${named}" alone; set the one of all tenants`);
  const parts = names.map((name) => {
    const own = { ...config, tenant: name, ...clientOf(name, config, layers), ...resultsOf("tenants", name, config) };
    return { name, config: { ...own, apiBaseUrl: qualifiedBaseUrl(own) } };
  });
  return { parts, problems };
}

function partsOfClients(config: Config, path: string, layers: readonly Layer[]): Parts {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    return failed(`CLIENTS_FILE: ${path} cannot be read: ${fileProblem(error)}`);
  }
  const reading = readClients(content);
  if ("problems" in reading) return { parts: [], problems: reading.problems.map((problem) => `${path}: ${problem}`) };
  const { clients } = reading.value;
  const names = clients.map(({ name }) => name);
  const problems = namesTwice(names).map((name) => `${path}: "${name}" is named twice`);
  for (const name of names)
    if (firstValue(`CLIENT_SECRET_${variable(name)}`, layers) === undefined)
      problems.push(`CLIENT_SECRET_${variable(name)} is not set: the secret of client "${name}" in ${path}`);
  problems.push(...clientProblems(names, layers));
  const { vusReadwritePhase: vus, maxVus } = config;
  if (vus < clients.length)
    problems.push(`VUS_READWRITE_PHASE: ${clients.length} clients require at least as many VUs (--vus)`);
  if (maxVus > 0 && maxVus < clients.length)
    problems.push(`MAX_VUS: ${clients.length} clients require at least as many VUs (--max-vus)`);
  const shares = sharesOf(clients);
  const users = divided(vus - clients.length, shares).map((more) => 1 + more);
  const added = divided(maxVus - vus, shares);
  const base = { ...config, apiBaseUrl: qualifiedBaseUrl(config) };
  const parts = clients.map(({ name, mix }, index) => ({
    name,
    sharing: { index, count: clients.length },
    config: {
      ...base,
      ...clientOf(name, config, layers),
      ...resultsOf("clients", name, config),
      dataFile: config.dataFile === "" ? join(config.resultsDirectory, LOAD_DATA_FILE) : config.dataFile,
      ...(mix === undefined ? {} : { mix: /[/\\]|\.json$/.test(mix) ? resolve(dirname(path), mix) : mix }),
      vusReadwritePhase: users[index] as number,
      maxVus: maxVus === 0 ? 0 : Math.max(1, (users[index] as number) + (added[index] as number)),
      rate: config.rate * (shares[index] as number),
    },
  }));
  return { parts, problems };
}

/** Of 1. By way of the greatest, so that the sum of any numbers is one. */
function sharesOf(clients: readonly Client[]): number[] {
  const greatest = Math.max(...clients.map(({ share = 1 }) => share));
  const relative = clients.map(({ share = 1 }) => share / greatest);
  const all = relative.reduce((sum, share) => sum + share, 0);
  return relative.map((share) => share / all);
}

/** Whole numbers in the relation of the shares; their sum is the whole. */
function divided(whole: number, shares: readonly number[]): number[] {
  let upTo = 0;
  let given = 0;
  return shares.map((share) => {
    upTo += share;
    const own = Math.round(whole * upTo) - given;
    given += own;
    return own;
  });
}

function namesTwice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** A key is sent only with its own secret, and is of one tenant or client. */
function clientProblems(names: readonly string[], layers: readonly Layer[]): string[] {
  const problems: string[] = [];
  for (const name of new Set(names.map(variable))) {
    const variables = [`CLIENT_ID_${name}`, `CLIENT_SECRET_${name}`];
    const missing = variables.filter((each) => firstValue(each, layers) === undefined);
    const owners = [...new Set(names.filter((each) => variable(each) === name))];
    if (missing.length === 1) problems.push(`${missing[0]} is not set: ${variables.join(" and ")} belong together`);
    if (missing.length === 0 && owners.length > 1)
      problems.push(`${variables[0]} would be the client of ${owners.map((each) => `"${each}"`).join(" and ")}`);
  }
  return problems;
}

/** As part of the name of an environment variable. */
function variable(name: string): string {
  return name.toUpperCase().replace(/\W/g, "_");
}

function firstValue(name: string, layers: readonly Layer[]): string | undefined {
  return layers.map(({ values }) => values[name]).find((value) => value !== undefined && value !== "");
}

function clientOf(name: string, config: Config, layers: readonly Layer[]): Pick<Config, "clientId" | "clientSecret"> {
  return {
    clientId: firstValue(`CLIENT_ID_${variable(name)}`, layers) ?? config.clientId,
    clientSecret: firstValue(`CLIENT_SECRET_${variable(name)}`, layers) ?? config.clientSecret,
  };
}

/** Each has its own directory, as if it were alone: its newest run, what its load left, what is to be resumed. */
function resultsOf(kind: string, name: string, { resultsDirectory }: Config): Pick<Config, "resultsDirectory"> {
  return { resultsDirectory: join(resultsDirectory, kind, name) };
}
