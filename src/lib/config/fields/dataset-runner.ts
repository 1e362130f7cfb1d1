/** Settings of the dataset that k6 never sees: the runner writes what follows from them into the run folder. */

import type { Field, WordsOf } from "../field.ts";

export const DATASET_RUNNER_FIELDS = [
  { key: "resources", env: "RESOURCES", kind: "file", default: "core" },
  { key: "descriptorNamespace", env: "DESCRIPTOR_NAMESPACE", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const DATASET_RUNNER_WORDS: WordsOf<typeof DATASET_RUNNER_FIELDS> = {
  resources: {
    flag: "resources",
    text:
      "core: the resources of the dataset. all: also every other resource and descriptor that the target's documents " +
      "describe. Or a JSON file of resources and counts.",
  },
  descriptorNamespace: {
    flag: "descriptor-namespace",
    text: "Namespace of the descriptors that --resources creates. Empty: that of their project.",
  },
};
