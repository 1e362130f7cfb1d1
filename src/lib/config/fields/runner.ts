/** Settings of the runners themselves; k6 never sees them. */

import type { Field } from "../field.ts";

export const RUNNER_FIELDS = [
  {
    key: "profile",
    env: "LOAD_TEST_PROFILE",
    flag: "profile",
    kind: "text",
    default: "smoke",
    text: "Profile: a name in profiles/ or the path of a file of settings.",
  },
  {
    key: "caFile",
    env: "CA_FILE",
    flag: "ca-file",
    kind: "path",
    default: "",
    text: "PEM file of authorities, or of a self-signed certificate, to trust besides the usual ones: by this program and by k6.",
  },
  {
    key: "resultsDirectory",
    env: "RESULTS_DIR",
    flag: "results-dir",
    kind: "path",
    default: "results",
    text: "Where run folders are written.",
  },
  {
    key: "sandboxDirectory",
    env: "SANDBOX_DIR",
    flag: "sandbox-dir",
    kind: "path",
    default: ".sandbox",
    text: "Where the embedded sandbox keeps its data.",
  },
  {
    key: "sandboxArguments",
    env: "SANDBOX_ARGS",
    kind: "text",
    default: "",
    text: "Further arguments for the embedded sandbox, as for `npm run sandbox --`.",
  },
  {
    key: "labels",
    env: "LABELS",
    flag: "label",
    kind: "text",
    default: "",
    text: "Notes that travel with the results, as name=value pairs separated by commas: build=17,site=north.",
  },
  {
    key: "assumeYes",
    env: "ASSUME_YES",
    flag: "yes",
    kind: "boolean",
    default: "false",
    text: "Load a target that is not on this machine without asking.",
  },
  {
    key: "json",
    env: "JSON_OUTPUT",
    flag: "json",
    kind: "boolean",
    default: "false",
    text: "Print one JSON document on standard output instead of text.",
  },
  {
    key: "verbose",
    env: "VERBOSE",
    flag: "verbose",
    kind: "boolean",
    default: "false",
    text: "Show stack traces and the output of k6.",
  },
] as const satisfies readonly Field[];
