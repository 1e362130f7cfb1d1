/** Kubernetes' and the k6-operator's own judgement of a manifest: unknown fields are refused (schemas.json). */

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { parseAllDocuments } from "yaml";

const VERSIONS: Readonly<Record<string, string>> = {
  Job: "batch/v1",
  Pod: "v1",
  Service: "v1",
  PersistentVolumeClaim: "v1",
  Secret: "v1",
  ConfigMap: "v1",
  TestRun: "k6.io/v1alpha1",
};

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: judged by the schema, read by tests
  readonly [name: string]: any;
}

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(JSON.parse(readFileSync(new URL("schemas.json", import.meta.url), "utf8")), "kubernetes");

export function manifestsIn(yaml: string): readonly Manifest[] {
  return parseAllDocuments(yaml).map((each) => each.toJS() as Manifest);
}

/** One line for each thing that is wrong. */
export function manifestProblems({ apiVersion, kind, ...rest }: Manifest): readonly string[] {
  if (VERSIONS[kind] !== apiVersion) return [`${kind} is not of ${apiVersion}`];
  const schema = ajv.getSchema(`kubernetes#/definitions/${kind}`);
  if (schema === undefined) return [`no schema of ${kind}`];
  schema({ apiVersion, kind, ...rest });
  return (schema.errors ?? []).map(
    ({ instancePath, message, params }) => `${kind}${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}
