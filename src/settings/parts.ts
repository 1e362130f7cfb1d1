/** Settings of the runs that a command starts at once: one for each tenant, or one for each API client. */

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileProblem } from "../base/file-problem.ts";
import type { Config } from "../lib/config/fields.ts";
import type { Layer } from "../lib/config/resolve.ts";
import type { Sharing } from "../lib/contracts/readwrite-plan.ts";
import { LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import { type ClientVariables, COMMON_CLIENT, clientVariables } from "./client-variables.ts";
import { type Client as ListedClient, readClients } from "./clients-file.ts";
import type { Command } from "./command.ts";
import { CLIENT_FILE } from "./profile.ts";
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
  /** What to do about problems that are the same for all parts. */
  readonly hint?: string | undefined;
}

export const NO_PARTS: Parts = { parts: [], problems: [] };

/** @param config before the tenant is part of its base URL */
export function partsOf(command: Command, config: Config, layers: readonly Layer[]): Parts {
  const { tenants, clientsFile } = config;
  if (tenants === "" && clientsFile === "") return NO_PARTS;
  if (tenants !== "" && clientsFile !== "") return failed("API_TENANTS and CLIENTS_FILE cannot be set both");
  const env = tenants === "" ? "CLIENTS_FILE" : "API_TENANTS";
  if (!accepts(command, env)) return failed(cannotDo(command, env));
  if (config.remoteInstances > 0)
    return failed(`${env}: instances on other machines (--instances) join one run, not several at once; use --local`);
  // The text of a plan is for people; of a run only its result is shown.
  const json = config.json || !plansOnly(command.name, config);
  const common = { ...config, tenants: "", clientsFile: "", json };
  return tenants === ""
    ? partsOfClients(common, resolve(clientsFile), layers)
    : partsOfTenants(common, tenants, layers, makesClients(command));
}

function failed(problem: string): Parts {
  return { parts: [], problems: [problem] };
}

/** The command is a load. @param command as in `scripts/` */
export function isLoad(command: string, { phase }: Pick<Config, "phase">): boolean {
  return command === "run-load-phase" || (command === "run-load-test" && phase === "load");
}

const WITH_PLAN = ["run-load-phase", "run-load-test", "run-full-test"];

/** The command only shows what its load would do. @param command as in `scripts/` */
export function plansOnly(command: string, { planOnly }: Pick<Config, "planOnly">): boolean {
  return planOnly && WITH_PLAN.includes(command);
}

function cannotDo({ typed }: Command, env: string): string {
  const instead = env === "API_TENANTS" ? "select one with --tenant" : "unset it";
  return `${env}: \`${typed}\` cannot do several runs at once; ${instead}`;
}

/** Every other command needs clients that are there. */
function makesClients({ name }: Command): boolean {
  return name === "setup-client";
}

/** `npm run full` shows the settings of all its phases, but only one of them knows several clients. */
function accepts({ name, groups }: Command, env: string): boolean {
  return env === "CLIENTS_FILE"
    ? name === "run-readwrite-phase"
    : groups.some(({ fields }) => fields.some((field) => field.env === env));
}

function partsOfTenants(config: Config, tenants: string, layers: readonly Layer[], areClientsMade: boolean): Parts {
  const names = tenants.split(",").map((name) => name.trim());
  const problems = namesTwice(names).map((name) => `API_TENANTS: "${name}" is named twice`);
  problems.push(...ambiguousClients(names, (variable) => areClientsMade || firstValue(variable, layers) !== undefined));
  const clients = areClientsMade ? [] : missingTenantClients(names, config, layers);
  problems.push(...clients);
  if (names.includes("")) problems.push(`API_TENANTS: "${tenants}" has an empty name`);
  if (config.tenant !== "") problems.push("API_TENANT and API_TENANTS cannot be set both");
  if (config.apiBaseUrl === "")
    problems.push("API_TENANTS: the embedded sandbox has no tenants; set the target that has them: --target URL");
  else problems.push(...names.flatMap((tenant) => qualifierProblems({ ...config, tenant })));
  const named = names.find((tenant) => tenant !== "" && qualifiedBaseUrl({ ...config, tenant }) === config.apiBaseUrl);
  if (config.apiBaseUrl !== "" && names.length > 1 && named !== undefined)
    problems.push(`API_BASE_URL: ${config.apiBaseUrl} is that of tenant "${named}" alone; set the one of all tenants`);
  const parts = names.map((name) => {
    const own = { ...config, tenant: name, ...clientOf(name, config, layers), ...resultsOf("tenants", name, config) };
    return { name, config: { ...own, apiBaseUrl: qualifiedBaseUrl(own) } };
  });
  const make = `Create them with: npm run setup-client -- --target ${config.apiBaseUrl} --tenants ${names.join(",")}`;
  return { parts, problems, hint: clients.length > 0 ? make : undefined };
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
  problems.push(...ambiguousClients(names, () => true));
  const missing = names.flatMap((name) => missingVariables(name, path, layers));
  problems.push(...missing);
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
  const hint = `Set them in ${CLIENT_FILE} or the environment. To create a client: npm run setup-client -- --save-as NAME`;
  return { parts, problems, hint: missing.length > 0 ? hint : undefined };
}

/** Of 1. By way of the greatest, so that the sum of any numbers is one. */
function sharesOf(clients: readonly ListedClient[]): number[] {
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

/** A key is of one tenant or client. @param isUsed whether a variable counts */
function ambiguousClients(names: readonly string[], isUsed: (variable: string) => boolean): string[] {
  return [...new Set(names.map((name) => clientVariables(name).id))].filter(isUsed).flatMap((variable) => {
    const owners = [...new Set(names.filter((name) => clientVariables(name).id === variable))];
    if (owners.length === 1) return [];
    return `${variable} would be the client of ${owners.map((owner) => `"${owner}"`).join(" and ")}`;
  });
}

/** A key is sent only with its own secret. */
function missingTenantClients(names: readonly string[], config: Config, layers: readonly Layer[]): string[] {
  const isCommon = config.clientId !== "" && config.clientSecret !== "";
  return [...new Set(names)].flatMap((name) => {
    const variables = Object.values(clientVariables(name));
    const missing = variables.filter((variable) => firstValue(variable, layers) === undefined);
    if (missing.length === 1) return `${missing[0]} is not set: ${variables.join(" and ")} belong together`;
    return missing.length === 0 || isCommon
      ? []
      : `${missing.join(" and ")} are not set: the client of tenant "${name}"`;
  });
}

function missingVariables(name: string, path: string, layers: readonly Layer[]): string[] {
  const { id, secret } = clientVariables(name);
  const missing = (variable: string, what: string): string[] =>
    firstValue(variable, layers) === undefined
      ? [`${variable} is not set: the ${what} of client "${name}" in ${path}`]
      : [];
  return [...missing(id, "key"), ...missing(secret, "secret")];
}

function firstValue(name: string, layers: readonly Layer[]): string | undefined {
  return layers.map(({ values }) => values[name]).find((value) => value !== undefined && value !== "");
}

type Client = Pick<Config, "clientId" | "clientSecret">;

/** Of a tenant or a client: its own, or else the common one. */
function clientOf(name: string, { clientId, clientSecret }: Config, layers: readonly Layer[]): Client {
  const { id, secret } = clientVariables(name);
  return {
    clientId: firstValue(id, layers) ?? clientId,
    clientSecret: firstValue(secret, layers) ?? clientSecret,
  };
}

/** Of the tenant of `--tenant`: its own, unless a stronger layer has the common one. */
export function clientOfTenant(config: Config, layers: readonly Layer[]): Client {
  const own = clientVariables(config.tenant);
  const has = ({ values }: Layer, { id }: ClientVariables): boolean => (values[id] ?? "") !== "";
  const layer = layers.find((each) => has(each, COMMON_CLIENT) || has(each, own));
  return config.tenant !== "" && layer !== undefined && has(layer, own)
    ? clientOf(config.tenant, config, layers)
    : { clientId: config.clientId, clientSecret: config.clientSecret };
}

/** Each has its own directory, as if it were alone: its newest run, what its load left, what is to be resumed. */
function resultsOf(kind: string, name: string, { resultsDirectory }: Config): Pick<Config, "resultsDirectory"> {
  return { resultsDirectory: join(resultsDirectory, kind, name) };
}
