/**
 * The values of a resource that relationships are checked for, as MetaEd finds them: education organization
 * ids and ids of people in the natural key. Organizations in a role (a program's, a feeder school) do not
 * count, except where DMS's schema is configured otherwise.
 */

import { upperFirst } from "../../api-model/names.ts";
import type { Model, ReferenceProperty, ResourceModel } from "../../api-model/types.ts";
import { type PathStep, pathSteps } from "../documents/json-paths.ts";
import type { SecurableKind } from "./strategies.ts";

export interface SecurableElement {
  readonly kind: SecurableKind;
  /** As refusals call it: `SchoolId`. */
  readonly name: string;
  /** Last segment of the path: `schoolId`. */
  readonly field: string;
  readonly steps: readonly PathStep[];
}

interface Origin {
  readonly kind: SecurableKind;
  readonly roles: readonly string[];
}

const ORGANIZATION = "EducationOrganization";
const PEOPLE: readonly string[] = ["Student", "Contact", "Staff"] satisfies SecurableKind[];

/** Reference paths that count beside those of the natural key, or instead of them. */
const CONFIGURED: Readonly<Record<string, { readonly name: string; readonly path: string; readonly only?: true }>> = {
  DisciplineAction: { name: "ResponsibilitySchool", path: "$.responsibilitySchoolReference.schoolId" },
  StudentAssessment: { name: "ReportedSchool", path: "$.reportedSchoolReference.schoolId" },
  OrganizationDepartment: {
    name: "ParentEducationOrganization",
    path: "$.parentEducationOrganizationReference.educationOrganizationId",
    only: true,
  },
};

/** Here the organization of the program counts, though it is in the role `program`; it is called after the reference. */
const BY_PROGRAM = new Set([
  "ProgramEvaluation",
  "ProgramEvaluationElement",
  "ProgramEvaluationObjective",
  "EvaluationRubricDimension",
]);

/** Organizations first, then students, contacts and staff. */
export function securableElements(model: Model, resource: ResourceModel): readonly SecurableElement[] {
  const configured = CONFIGURED[resource.name];
  const found: SecurableElement[] = [];
  for (const path of resource.identity) {
    const origin = originOf(model, resource, path);
    if (origin === undefined) continue;
    if (origin.kind === ORGANIZATION && (configured?.only || !counts(resource, origin))) continue;
    const isOfProgram = origin.kind === ORGANIZATION && origin.roles.length > 0;
    found.push({ ...element(origin.kind, path), ...(isOfProgram && { name: referenceName(path) }) });
  }
  if (configured !== undefined) found.push({ ...element(ORGANIZATION, configured.path), name: configured.name });
  const order: readonly string[] = [ORGANIZATION, ...PEOPLE];
  return found.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || compare(a.name, b.name));
}

function counts(resource: ResourceModel, { roles }: Origin): boolean {
  return BY_PROGRAM.has(resource.name) ? roles.includes("program") || roles.length === 0 : roles.length === 0;
}

function element(kind: SecurableKind, path: string): SecurableElement {
  const field = path.slice(path.lastIndexOf(".") + 1);
  return { kind, name: upperFirst(field), field, steps: pathSteps(path) };
}

/** `$.programEvaluationReference.x` -> `ProgramEvaluation`. */
function referenceName(path: string): string {
  return upperFirst(path.slice(2).replace(/Reference\..*$/, ""));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the value at an identity path is the id of; undefined: of nothing that counts. */
function originOf(model: Model, resource: ResourceModel, path: string): Origin | undefined {
  const [first = "", field] = path.slice(2).split(".");
  if (field === undefined) return ownOrigin(resource, first);
  const reference = resource.properties.find(({ name }) => name === first);
  return reference?.kind === "reference" ? originInReference(model, reference, field) : undefined;
}

function ownOrigin(resource: ResourceModel, field: string): Origin | undefined {
  if (resource.subclassOf === ORGANIZATION && resource.abstractKeys?.get("educationOrganizationId") === `$.${field}`)
    return { kind: ORGANIZATION, roles: [] };
  const isPerson = PEOPLE.includes(resource.name) && field.endsWith("UniqueId");
  return isPerson ? { kind: resource.name as SecurableKind, roles: [] } : undefined;
}

/** Where several ways lead to a value, the one without roles counts. */
function originInReference(model: Model, reference: ReferenceProperty, field: string): Origin | undefined {
  const origins = targetOrigins(model, reference, field).filter((origin) => origin !== undefined);
  const [best] = origins.toSorted((a, b) => a.roles.length - b.roles.length);
  if (best === undefined || reference.role === undefined) return best;
  return { kind: best.kind, roles: [reference.role, ...best.roles] };
}

function targetOrigins(model: Model, { target, keys }: ReferenceProperty, field: string): (Origin | undefined)[] {
  if (target === ORGANIZATION) return [{ kind: ORGANIZATION, roles: [] }];
  const resource = model.byName.get(target);
  if (resource !== undefined) {
    const paths = keys.find(({ name }) => name === field)?.targetPaths ?? [];
    return paths.map((path) => originOf(model, resource, path));
  }
  const [subclass] = model.subclasses.get(target) ?? [];
  const path = subclass?.abstractKeys?.get(field);
  return subclass === undefined || path === undefined ? [] : [originOf(model, subclass, path)];
}
