/** Settings of the runner itself. */

import type { Field, WordsOf } from "../field.ts";

export const RUNNER_FIELDS = [
  { key: "caFile", env: "CA_FILE", kind: "path", default: "" },
  { key: "resultsDirectory", env: "RESULTS_DIR", kind: "path", default: "results" },
  { key: "sandboxDirectory", env: "SANDBOX_DIR", kind: "path", default: ".sandbox" },
  { key: "k6Binary", env: "K6_BIN", kind: "path", default: "" },
  { key: "sandboxArguments", env: "SANDBOX_ARGS", kind: "text", default: "" },
  { key: "labels", env: "LABELS", kind: "text", default: "" },
  { key: "assumeYes", env: "ASSUME_YES", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const RUNNER_WORDS: WordsOf<typeof RUNNER_FIELDS> = {
  caFile: {
    flag: "ca-file",
    text:
      "PEM file with additional certificate authorities, or with a self-signed certificate, for the runner " +
      "and k6 to trust.",
  },
  resultsDirectory: { flag: "results-dir", text: "Directory for run folders." },
  sandboxDirectory: { flag: "sandbox-dir", text: "Data directory of the sandbox." },
  k6Binary: { text: "Path of a k6 binary of the pinned version. Not set: k6 is found, built or downloaded." },
  sandboxArguments: { text: "Arguments for the embedded sandbox, as for `npm run sandbox --`." },
  labels: {
    flag: "label",
    text: "Labels to store with the results, as name=value pairs separated by commas: build=17,site=north.",
  },
  assumeYes: {
    flag: "yes",
    text:
      "Do not ask for confirmation. By default, you have to confirm a large load on another machine, the import of a " +
      "claim set there, and the deletion of more than a smoke dataset.",
  },
};

/** For a run with several k6 processes. */
export const INSTANCES_FIELDS = [
  { key: "localInstances", env: "LOCAL_INSTANCES", kind: "integer", default: "0", min: 0, max: 64 },
  { key: "remoteInstances", env: "REMOTE_INSTANCES", kind: "integer", default: "0", min: 0, max: 1000 },
  { key: "coordinatorListen", env: "COORDINATOR_LISTEN", kind: "text", default: "" },
  { key: "coordinatorPlain", env: "COORDINATOR_PLAIN", kind: "boolean", default: "false" },
  { key: "coordinatorKeyFile", env: "COORDINATOR_KEY_FILE", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const INSTANCES_WORDS: WordsOf<typeof INSTANCES_FIELDS> = {
  localInstances: {
    flag: "local",
    unit: "processes",
    text: "Split the run over this many k6 processes on this machine. 0: one k6 process, without a coordinator.",
  },
  remoteInstances: {
    flag: "instances",
    unit: "instances",
    text: "Wait for this many k6 instances on other machines to join before the run begins.",
  },
  coordinatorListen: {
    flag: "coordinator-listen",
    text: "Address and port for instances on other machines to connect to, such as 10.0.0.5:7700.",
  },
  coordinatorPlain: {
    flag: "coordinator-plain",
    text: "Use HTTP instead of HTTPS at that address. Only for a private network: tokens of the target are sent over it.",
  },
  coordinatorKeyFile: {
    text: "File with the key of the run, written by `npm run distribute`. Not set: a new key, in a join-key file.",
  },
};

/** Settings of `npm run distribute`. */
export const DISTRIBUTE_FIELDS = [
  { key: "distributeOutput", env: "DISTRIBUTE_OUTPUT", kind: "path", default: "distributed" },
  { key: "distributeName", env: "DISTRIBUTE_NAME", kind: "text", default: "edfi-load-test" },
  { key: "runnerImage", env: "RUNNER_IMAGE", kind: "text", default: "edfi-load-test:latest" },
  { key: "instanceCpu", env: "INSTANCE_CPU", kind: "text", default: "1" },
  { key: "instanceMemory", env: "INSTANCE_MEMORY", kind: "text", default: "2Gi" },
] as const satisfies readonly Field[];

export const DISTRIBUTE_WORDS: WordsOf<typeof DISTRIBUTE_FIELDS> = {
  distributeOutput: { flag: "output", text: "Directory to create. It must not exist." },
  distributeName: { flag: "name", text: "Name of the TestRun, and prefix of the names of all other objects." },
  runnerImage: { flag: "image", text: "Image with the load test (deploy/Dockerfile) that the cluster pulls." },
  instanceCpu: { flag: "cpu", text: "CPU of each k6 instance, such as 1 or 500m: request and limit." },
  instanceMemory: { flag: "memory", text: "Memory of each k6 instance, such as 2Gi: request and limit." },
};
