/** Documents of a data standard that does not exist, made from those of Data Standard 5.2, and a server of it. */

import { indexModel } from "../../src/api-model/build.ts";
import { modelFromOpenApi } from "../../src/api-model/from-openapi.ts";
import { readOpenApi } from "../../src/api-model/openapi-document.ts";
import type { JsonSchema } from "../../src/api-model/openapi-schema.ts";
import type { Model, ResourceModel } from "../../src/api-model/types.ts";
import { descriptorsSpec, resourcesSpec } from "../../src/sandbox/metadata/openapi.ts";
import { loadDataStandard } from "../../src/sandbox/model/data-standard.ts";
import { asKind } from "../../src/sandbox/model/other-standard.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A schema that may be changed. */
export type Draft = Mutable<Omit<JsonSchema, "properties" | "required">> & {
  properties: Record<string, Record<string, unknown>>;
  required: string[];
};

interface Spec {
  readonly paths: Record<string, unknown>;
  readonly components: { readonly schemas: Record<string, Draft> };
}

export interface Specs {
  readonly resources: Spec;
  readonly descriptors: Spec;
  /** @throws Error when there is none of that name */
  schema(name: string): Draft;
}

const IDENTITY = { "x-Ed-Fi-isIdentity": true };
const OPTIONS = { dataUrl: "", tokenUrl: "", version: "" };

/** @param change of the documents of Data Standard 5.2 */
export function modelOf(change: (specs: Specs) => void = () => {}): Model {
  const { resources, descriptors } = specsOf(change);
  return modelFromOpenApi([readOpenApi(descriptors), readOpenApi(resources)], indexModel([]));
}

/** Written once: a copy of it is read for each standard. */
let written: readonly [resources: string, descriptors: string] | undefined;

function writtenSpecs(): readonly [resources: string, descriptors: string] {
  if (written === undefined) {
    const standard = loadDataStandard();
    written = [JSON.stringify(resourcesSpec(standard, OPTIONS)), JSON.stringify(descriptorsSpec(standard, OPTIONS))];
  }
  return written;
}

export function specsOf(change: (specs: Specs) => void): Specs {
  const [resources, descriptors] = writtenSpecs().map((text) => JSON.parse(text) as Spec) as [Spec, Spec];
  const schema = (name: string): Draft => {
    const found = resources.components.schemas[name];
    if (found === undefined) throw new Error(`no schema ${name}`);
    found.required ??= [];
    return found;
  };
  const specs = { resources, descriptors, schema };
  change(specs);
  return specs;
}

/** The property under another name, in the schemas of a list. */
export function rename(specs: Specs, schemas: readonly string[], from: string, to: string, value: object = {}): void {
  for (const name of schemas) {
    const schema = specs.schema(name);
    const { [from]: old, ...others } = schema.properties;
    if (old === undefined) throw new Error(`${name} has no ${from}`);
    schema.properties = { ...others, [to]: { ...old, ...value } };
    schema.required = schema.required.map((each) => (each === from ? to : each));
  }
}

export function drop(specs: Specs, schema: string, property: string): void {
  const { properties, required } = specs.schema(schema);
  if (properties[property] === undefined) throw new Error(`${schema} has no ${property}`);
  delete properties[property];
  const at = required.indexOf(property);
  if (at >= 0) required.splice(at, 1);
}

export function require(specs: Specs, schema: string, property: string, value: Record<string, unknown>): void {
  const draft = specs.schema(schema);
  draft.properties[property] = value;
  draft.required.push(property);
}

export function shorten(specs: Specs, property: string, maxLength: number): void {
  for (const { properties } of Object.values(specs.resources.components.schemas)) {
    if (properties?.[property]?.type === "string") properties[property].maxLength = maxLength;
  }
}

export function withoutPath(spec: Spec, path: string): void {
  for (const each of Object.keys(spec.paths)) if (each === path || each.startsWith(`${path}/`)) delete spec.paths[each];
}

/** Much of what differs on servers that were seen, at once. */
export function otherStandard(specs: Specs): void {
  keyedBySequence(specs);
  for (const name of ["Course", "Assessment", "LearningStandard"]) {
    drop(specs, `EdFi_${name}`, "academicSubjects");
    require(specs, `EdFi_${name}`, "academicSubjectDescriptor", { type: "string", maxLength: 306 });
  }
  drop(specs, "EdFi_CourseTranscript", "sections");
  const employment = "taffEducationOrganizationEmploymentAssociation";
  const assignment = "EdFi_StaffEducationOrganizationAssignmentAssociation";
  rename(specs, [assignment], `employmentS${employment}Reference`, `s${employment}Reference`);
  drop(specs, `EdFi_S${employment}_Reference`, "hireDate");
  specs.schema(`EdFi_S${employment}`).properties.hireDate = { type: "string", format: "date" };
  withoutPath(specs.resources, "/ed-fi/schoolYearTypes");
  const services = "/ed-fi/cteProgramServiceDescriptors";
  specs.descriptors.paths["/ed-fi/cTEProgramServiceDescriptors"] = specs.descriptors.paths[services];
  withoutPath(specs.descriptors, services);
  shorten(specs, "firstName", 5);
  shorten(specs, "sessionName", 12);
  shorten(specs, "courseTitle", 12);
  require(specs, "EdFi_Student", "languageDescriptor", { type: "string", maxLength: 306 });
  require(specs, "EdFi_Student", "nickname", { type: "string", maxLength: 7, minLength: 2 });
}

/** Parents for contacts, as up to Data Standard 4. */
export function parentsForContacts({ resources }: Specs): void {
  const text = JSON.stringify(resources)
    .replaceAll("/ed-fi/contacts", "/ed-fi/parents")
    .replaceAll(/(?<=[Ss]tudent)Contact(?=Association)/g, "Parent")
    .replaceAll("EdFi_Contact", "EdFi_Parent")
    .replaceAll(/contact(?=UniqueId|Reference)/g, "parent");
  Object.assign(resources, JSON.parse(text));
}

/** Students under a name of which nothing tells that they are. */
export function learnersForStudents({ resources }: Specs): void {
  const text = JSON.stringify(resources)
    .replaceAll(/\/ed-fi\/students(?=["/])/g, "/ed-fi/learners")
    .replaceAll(/EdFi_Student(?=["_])/g, "EdFi_Learner");
  Object.assign(resources, JSON.parse(text));
}

export function keyedBySequence(specs: Specs): void {
  drop(specs, "EdFi_GradingPeriod", "gradingPeriodName");
  drop(specs, "EdFi_GradingPeriod", "periodSequence");
  require(specs, "EdFi_GradingPeriod", "periodSequence", { type: "integer", format: "int32", ...IDENTITY });
  const number = { type: "integer", format: "int32", maxLength: undefined, minLength: undefined };
  rename(specs, ["EdFi_GradingPeriod_Reference"], "gradingPeriodName", "periodSequence", number);
  const others = ["EdFi_Grade_Reference", "EdFi_ReportCard_Reference"];
  rename(specs, others, "gradingPeriodName", "gradingPeriodSequence", number);
}

/** The model as a server has it that knows what no document says: kinds of organizations, and school years. */
export function servedModel(model: Model): Model {
  const standard = loadDataStandard();
  const resources = model.resources.map((each) => asKind(each, standard));
  const years = standard.byName.get("SchoolYearType") as ResourceModel;
  return indexModel([...resources.filter(({ name }) => name !== years.name), years], standard.abstracts);
}
