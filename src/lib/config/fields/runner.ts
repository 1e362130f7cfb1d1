/** Settings of the runners themselves; k6 never sees them. */

import type { Field, WordsOf } from "../field.ts";

export const RUNNER_FIELDS = [
  { key: "profile", env: "LOAD_TEST_PROFILE", kind: "text", default: "smoke" },
  { key: "caFile", env: "CA_FILE", kind: "path", default: "" },
  { key: "resultsDirectory", env: "RESULTS_DIR", kind: "path", default: "results" },
  { key: "sandboxDirectory", env: "SANDBOX_DIR", kind: "path", default: ".sandbox" },
  { key: "sandboxArguments", env: "SANDBOX_ARGS", kind: "text", default: "" },
  { key: "labels", env: "LABELS", kind: "text", default: "" },
  { key: "assumeYes", env: "ASSUME_YES", kind: "boolean", default: "false" },
  { key: "json", env: "JSON_OUTPUT", kind: "boolean", default: "false" },
  { key: "verbose", env: "VERBOSE", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const RUNNER_WORDS: WordsOf<typeof RUNNER_FIELDS> = {
  profile: { flag: "profile", text: "Profile: a name in profiles/ or the path of a file of settings." },
  caFile: {
    flag: "ca-file",
    text: "PEM file of authorities, or of a self-signed certificate, to trust besides the usual ones: by this program and by k6.",
  },
  resultsDirectory: { flag: "results-dir", text: "Where run folders are written." },
  sandboxDirectory: { flag: "sandbox-dir", text: "Where the embedded sandbox keeps its data." },
  sandboxArguments: { text: "Further arguments for the embedded sandbox, as for `npm run sandbox --`." },
  labels: {
    flag: "label",
    text: "Notes that travel with the results, as name=value pairs separated by commas: build=17,site=north.",
  },
  assumeYes: { flag: "yes", text: "Load a target that is not on this machine without asking." },
  json: { flag: "json", text: "Print one JSON document on standard output instead of text." },
  verbose: { flag: "verbose", text: "Show stack traces and the output of k6." },
};
