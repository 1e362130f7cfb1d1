/**
 * What belongs to which education organization: organizations to those above them, people to the organizations
 * of their associations. Read from the stored items for each request, so it is never out of date.
 */

import type { Model } from "../../api-model/types.ts";
import type { JsonObject } from "../documents/json-paths.ts";
import { aliasText } from "../documents/resource-plan.ts";
import type { DocumentStore, StoredDocument } from "../store/types.ts";
import type { SecurableKind } from "./strategies.ts";

export interface PersonQuestion {
  readonly throughResponsibility: boolean;
  /** Associations that have been deleted count too. */
  readonly includingDeletes: boolean;
}

export interface Relations {
  /** Changes whenever anything is written: answers hold as long as it stays. */
  readonly version: number;
  /** The organization itself and all above it. */
  upwards(organizationId: number): ReadonlySet<number>;
  /** The organizations a person is associated with; not those above them. */
  organizationsOf(kind: SecurableKind, uniqueId: string, question: PersonQuestion): Iterable<number>;
}

interface Association {
  readonly table: string;
  readonly person: string;
  /** Reference and field that name the other side. */
  readonly other: readonly [reference: string, field: string];
}

const ENROLMENT = association("studentSchoolAssociations", "student", ["schoolReference", "schoolId"]);
const ORGANIZATION_FIELD = ["educationOrganizationReference", "educationOrganizationId"] as const;
const RESPONSIBILITY = association(
  "studentEducationOrganizationResponsibilityAssociations",
  "student",
  ORGANIZATION_FIELD,
);
const CONTACT = association("studentContactAssociations", "contact", ["studentReference", "studentUniqueId"]);
const STAFF = [
  association("staffEducationOrganizationEmploymentAssociations", "staff", ORGANIZATION_FIELD),
  association("staffEducationOrganizationAssignmentAssociations", "staff", ORGANIZATION_FIELD),
];

function association(endpoint: string, person: string, other: Association["other"]): Association {
  return { table: `ed-fi/${endpoint}`, person, other };
}

export function createRelations(model: Model, store: DocumentStore): Relations {
  const parentFields = parentReferences(model);
  const parentsOf = (id: number): number[] => {
    const document = store.byAlias(aliasText("EducationOrganization", String(id)));
    if (document === undefined) return [];
    const body = bodyOf(document);
    return (parentFields.get(document.table) ?? []).flatMap(([reference, field]) => {
      const parent = (body[reference] as JsonObject | undefined)?.[field];
      return typeof parent === "number" ? [parent] : [];
    });
  };
  const upwards = (organizationId: number): ReadonlySet<number> => {
    const found = new Set([organizationId]);
    for (const id of found) for (const parent of parentsOf(id)) found.add(parent);
    return found;
  };
  function* othersOf(each: Association, uniqueId: string, deleted: boolean): Iterable<unknown> {
    const [reference, field] = each.other;
    for (const document of store.table(each.table).where("$person", uniqueId, personOf(each)))
      yield (bodyOf(document)[reference] as JsonObject | undefined)?.[field];
    if (!deleted) return;
    for (const { oldKeyValues } of store.tracked(each.table))
      if (oldKeyValues[`${each.person}UniqueId`] === uniqueId) yield oldKeyValues[field];
  }
  function* organizationsOf(kind: SecurableKind, uniqueId: string, question: PersonQuestion): Iterable<number> {
    const deleted = question.includingDeletes;
    if (kind === "Contact") {
      for (const student of othersOf(CONTACT, uniqueId, deleted))
        yield* organizationsOf("Student", String(student), question);
      return;
    }
    const student = question.throughResponsibility ? RESPONSIBILITY : ENROLMENT;
    for (const each of kind === "Student" ? [student] : STAFF)
      for (const id of othersOf(each, uniqueId, deleted)) if (typeof id === "number") yield id;
  }
  return {
    get version() {
      return store.changeVersion;
    },
    upwards,
    organizationsOf,
  };
}

/** By table: references of an organization to organizations above it. */
function parentReferences(model: Model): ReadonlyMap<string, readonly (readonly [string, string])[]> {
  const kinds = model.subclasses.get("EducationOrganization") ?? [];
  const names = new Set(["EducationOrganization", ...kinds.map(({ name }) => name)]);
  return new Map(
    kinds.map(({ project, endpoint, properties }) => [
      `${project}/${endpoint}`,
      properties.flatMap((property) =>
        property.kind === "reference" && names.has(property.target)
          ? property.keys.map(({ name }): [string, string] => [property.name, name])
          : [],
      ),
    ]),
  );
}

function personOf({ person }: Association): (document: StoredDocument) => string | undefined {
  return (document) => {
    const id = (bodyOf(document)[`${person}Reference`] as JsonObject | undefined)?.[`${person}UniqueId`];
    return id === undefined ? undefined : String(id);
  };
}

function bodyOf(document: StoredDocument): JsonObject {
  return JSON.parse(document.text) as JsonObject;
}
