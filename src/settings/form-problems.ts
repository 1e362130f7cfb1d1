/** Values that are texts with a form of their own: one line for each that does not have it. */

import { ALL_FIELDS, type Config } from "../lib/config/fields.ts";
import { caFileProblem } from "./ca-file.ts";
import { addressProblem } from "./database-address.ts";
import { headerProblem } from "./header-name.ts";

/**
 * @param origins where each value was set, by key
 * @param root that relative paths are relative to
 */
export function formProblems(config: Config, origins: Readonly<Record<string, string>>, root: string): string[] {
  const { caFile, targetDatabaseUrl, descriptorNamespace, correlationHeader } = config;
  const problems = [
    ...ALL_FIELDS.filter(({ kind }) => kind === "url").map(({ key, env }) => ({
      key,
      env,
      problem: urlProblem(String(config[key])),
    })),
    { key: "caFile", env: "CA_FILE", problem: caFileProblem(caFile, root) },
    { key: "descriptorNamespace", env: "DESCRIPTOR_NAMESPACE", problem: namespaceProblem(descriptorNamespace) },
    { key: "correlationHeader", env: "CORRELATION_HEADER", problem: headerProblem(correlationHeader) },
    { key: "targetDatabaseUrl", env: "TARGET_DATABASE_URL", problem: addressProblem(targetDatabaseUrl) },
  ];
  return problems
    .filter(({ problem }) => problem !== undefined)
    .map(({ key, env, problem }) => `${env}: ${problem} (set in ${origins[key]})`);
}

/** Only its beginning was looked at before. */
function urlProblem(url: string): string | undefined {
  return url === "" || URL.canParse(url) ? undefined : `"${url}" has a host or a port that no URL can have`;
}

/** An Ed-Fi API takes any text, but a client may write only what begins with its prefixes, which are URIs. */
function namespaceProblem(namespace: string): string | undefined {
  return namespace === "" || /^[a-z][\w+.-]*:\/\/[^\s#]+$/i.test(namespace)
    ? undefined
    : `"${namespace}" is not a URI such as uri://state.example.org`;
}
