/** The core of Data Standard 5.2.0, ready for use: 138 resources and 211 descriptor types. */
import { abstractFields, buildResources, indexModel } from "./build.ts";
import { DESCRIPTOR_TYPES } from "./data-standard-52/descriptors.ts";
import { RESOURCES_A_TO_C } from "./data-standard-52/resources-a-to-c.ts";
import { RESOURCES_D_TO_R } from "./data-standard-52/resources-d-to-r.ts";
import { RESOURCES_S_TO_STUDENT_E } from "./data-standard-52/resources-s-to-student-e.ts";
import { RESOURCES_STUDENT_F_TO_Z } from "./data-standard-52/resources-student-f-to-z.ts";
import { SHARED_ITEMS } from "./data-standard-52/shared-items.ts";
import { descriptorResource } from "./descriptor-resource.ts";
import { parseNotation } from "./notation.ts";
import type { Model } from "./types.ts";

let loaded: Model | undefined;

/** Built at the first call; later calls give the same immutable model. */
export function loadDataStandard(): Model {
  loaded ??= buildDataStandard();
  return loaded;
}

function buildDataStandard(): Model {
  const draft = parseNotation(
    SHARED_ITEMS + RESOURCES_A_TO_C + RESOURCES_D_TO_R + RESOURCES_S_TO_STUDENT_E + RESOURCES_STUDENT_F_TO_Z,
  );
  const descriptors = DESCRIPTOR_TYPES.trim()
    .split(/\s+/)
    .map((type) => descriptorResource(`${type}Descriptor`));
  return indexModel([...buildResources(draft), ...descriptors], abstractFields(draft));
}
