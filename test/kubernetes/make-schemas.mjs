// Makes schemas.json: what Kubernetes and the k6-operator accept of the kinds that `npm run distribute` writes.
//   node test/kubernetes/make-schemas.mjs SWAGGER.json TESTRUNS.yaml > test/kubernetes/schemas.json
// SWAGGER.json is api/openapi-spec/swagger.json of k8s.io/kubernetes, TESTRUNS.yaml is config/crd/bases/k6.io_testruns.yaml
// of github.com/grafana/k6-operator; both modules come from the Go module proxy, under the Apache-2.0.
//
// Texts are left out, and so are large fields that no manifest of ours has: a manifest that gets one is refused until the
// field is no longer named here.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** @typedef {Record<string, any>} Schema */

const KINDS = {
  Job: "io.k8s.api.batch.v1.Job",
  Pod: "io.k8s.api.core.v1.Pod",
  Service: "io.k8s.api.core.v1.Service",
  Secret: "io.k8s.api.core.v1.Secret",
  ConfigMap: "io.k8s.api.core.v1.ConfigMap",
  PersistentVolumeClaim: "io.k8s.api.core.v1.PersistentVolumeClaim",
};
const META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
const VOLUMES = ["configMap", "emptyDir", "name", "persistentVolumeClaim", "secret"];
const LEFT_OUT = [
  ...["affinity", "topologySpreadConstraints", "lifecycle", "startupProbe", "livenessProbe", "readinessProbe"],
  ...["ephemeralContainers", "initContainers", "managedFields", "status", "podFailurePolicy", "successPolicy"],
];

const [swaggerFile = "", crdFile = ""] = process.argv.slice(2);
const swagger = JSON.parse(readFileSync(swaggerFile, "utf8"));
const crd = parse(readFileSync(crdFile, "utf8"));
/** @type {Schema} */
const definitions = {};
for (const name of [...Object.values(KINDS), META]) define(name);
const testRun = strict(crd.spec.versions[0].schema.openAPIV3Schema);
testRun.properties.metadata = { $ref: `#/definitions/${META}` };
definitions.TestRun = testRun;
for (const [kind, name] of Object.entries(KINDS)) definitions[kind] = { $ref: `#/definitions/${name}` };
const comment = "Facts of Kubernetes and of the k6-operator (both Apache-2.0), made by make-schemas.mjs.";
process.stdout.write(`${JSON.stringify({ $comment: comment, definitions }, null, 1)}\n`);

/**
 * With all that it refers to.
 * @param {string} name
 */
function define(name) {
  if (name in definitions) return;
  definitions[name] = true;
  definitions[name] = strict(swagger.definitions[name]);
}

/**
 * The same schema, refusing what it does not name.
 * @param {Schema} schema
 * @returns {Schema}
 */
function strict(schema) {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/definitions/", "");
    define(name);
    return { $ref: `#/definitions/${name}` };
  }
  if (schema["x-kubernetes-int-or-string"] === true || schema.format === "int-or-string")
    return { type: ["integer", "string"] };
  /** @type {Schema} */
  const result = {};
  for (const key of ["type", "enum", "required"]) if (schema[key] !== undefined) result[key] = schema[key];
  if (schema.items !== undefined) result.items = strict(schema.items);
  if (schema.properties !== undefined) {
    result.properties = propertiesOf(schema.properties);
    result.additionalProperties = false;
  } else if (schema.additionalProperties !== undefined)
    result.additionalProperties = strict(schema.additionalProperties);
  return result;
}

/**
 * @param {Schema} properties
 * @returns {Schema}
 */
function propertiesOf(properties) {
  const isVolume = "persistentVolumeClaim" in properties;
  const kept = Object.entries(properties).filter(([name]) =>
    isVolume ? VOLUMES.includes(name) : !LEFT_OUT.includes(name),
  );
  return Object.fromEntries(kept.map(([name, schema]) => [name, strict(schema)]));
}
