/** The core of Data Standard 5.2.0, ready for use: 138 resources and 211 descriptor types. */
import { abstractFields, buildResources, indexModel } from "../../api-model/build.ts";
import { descriptorResource } from "../../api-model/descriptor-resource.ts";
import { parseNotation } from "../../api-model/notation.ts";
import type { Model } from "../../api-model/types.ts";
import { DESCRIPTOR_TYPES } from "./data-standard-52/descriptors.ts";
import { DOMAINS } from "./data-standard-52/domains.ts";
import { RESOURCES_A_TO_C } from "./data-standard-52/resources-a-to-c.ts";
import { RESOURCES_D_TO_R } from "./data-standard-52/resources-d-to-r.ts";
import { RESOURCES_S_TO_STUDENT_E } from "./data-standard-52/resources-s-to-student-e.ts";
import { RESOURCES_STUDENT_F_TO_Z } from "./data-standard-52/resources-student-f-to-z.ts";
import { SHARED_ITEMS } from "./data-standard-52/shared-items.ts";

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
  const domains = domainsByResource(DOMAINS);
  const resources = buildResources(draft).map((each) => ({ ...each, domains: domains.get(each.name) ?? [] }));
  return indexModel([...resources, ...descriptors], abstractFields(draft));
}

/** @param text lines of the form `Domain: Resource Resource`, which an indented line continues */
function domainsByResource(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.replaceAll("\n ", " ").trim().split("\n")) {
    const [domain = "", ...names] = line.split(/:? /);
    for (const name of names) found.set(name, [...(found.get(name) ?? []), domain]);
  }
  return found;
}
