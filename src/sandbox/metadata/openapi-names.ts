/** How Ed-Fi names schemas and operations in its OpenAPI documents. */
import { acronymsAsWords, plural, projectName, upperFirst } from "../../api-model/names.ts";
import type { Model, ResourceModel } from "../../api-model/types.ts";

/** `ed-fi` -> `EdFi`, `tpdm` -> `Tpdm`, `sample` -> `Sample`. */
export function projectPrefix(project: string): string {
  return project.split("-").map(upperFirst).join("");
}

/** `Student`; the school-year enumeration and descriptors go by shorter names in operations. */
export function operationNoun(resource: ResourceModel): string {
  if (resource.name === "SchoolYearType") return "SchoolYear";
  return resource.isDescriptor ? resource.name.replace(/Descriptor$/, "") : resource.name;
}

/** `getStudents`, `postStudent`, `getStudentsById`; outside the core `get_TPDMCandidates`. Acronyms stay in capitals. */
export function operationId(resource: ResourceModel, verb: string, plural: boolean, ending = ""): string {
  const noun = operationNoun(resource);
  const stem = plural ? pluralNoun(resource, noun) : noun;
  const marker = resource.project === "ed-fi" ? "" : `_${projectName(resource.project)}`;
  return `${verb}${marker}${stem}${ending}`;
}

/** As the endpoint has it, but descriptors by the rules of English, which their endpoints need not. */
function pluralNoun(resource: ResourceModel, noun: string): string {
  if (resource.isDescriptor || resource.name === "SchoolYearType") return plural(noun);
  const regular = resource.endpoint.toLowerCase() === `${resource.name.toLowerCase()}s`;
  return regular ? `${noun}s` : upperFirst(resource.endpoint);
}

/** `EdFi_Student`, `EdFi_IdeaPartDescriptor`. */
export function resourceSchema(resource: ResourceModel): string {
  return memberSchemaName(resource.project, resource.isDescriptor ? resource.name : operationNoun(resource));
}

/** `EdFi_School_GradeLevel`: of an item or object inside a resource of the project. */
export function memberSchemaName(project: string, schema: string): string {
  return `${projectPrefix(project)}_${acronymsAsWords(schema)}`;
}

/** `EdFi_Student_TrackedChangeKey`: of what `/deletes` and `/keyChanges` list, and the key values in it. */
export function trackedChangeSchema(resource: ResourceModel, kind: "Delete" | "Key" | "KeyChange"): string {
  return `${resourceSchema(resource)}_TrackedChange${kind}`;
}

/** `EdFi_Student_Reference`; abstract targets belong to the core. */
export function referenceSchema(target: string, model: Model): string {
  if (target === "SchoolYearType") return "EdFi_SchoolYearTypeReference";
  return `${memberSchemaName(model.byName.get(target)?.project ?? "ed-fi", target)}_Reference`;
}

export function schemaRef(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
