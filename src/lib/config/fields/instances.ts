/** Settings of a run that several k6 processes do together. */

import type { Field, WordsOf } from "../field.ts";

export const INSTANCES_FIELDS = [
  { key: "localInstances", env: "LOCAL_INSTANCES", kind: "integer", default: "0", min: 0, max: 64 },
  { key: "remoteInstances", env: "REMOTE_INSTANCES", kind: "integer", default: "0", min: 0, max: 1000 },
  { key: "coordinatorListen", env: "COORDINATOR_LISTEN", kind: "text", default: "" },
  { key: "coordinatorPlain", env: "COORDINATOR_PLAIN", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const INSTANCES_WORDS: WordsOf<typeof INSTANCES_FIELDS> = {
  localInstances: {
    flag: "local",
    unit: "processes",
    text: "Split the run over so many k6 processes on this machine. 0: one k6 process, without a coordinator.",
  },
  remoteInstances: {
    flag: "instances",
    unit: "instances",
    text: "Wait for so many k6 instances on other machines to join before the run begins.",
  },
  coordinatorListen: {
    flag: "coordinator-listen",
    text: "Address and port at which instances on other machines reach this one, such as 10.0.0.5:7700.",
  },
  coordinatorPlain: {
    flag: "coordinator-plain",
    text: "HTTP instead of HTTPS at that address, for a private network: tokens of the target travel over it.",
  },
};
