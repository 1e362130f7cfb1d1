/** What `token_info` says about the education organizations of a token. */

import type { Model } from "./model/types.ts";
import type { OrganizationLookup } from "./oauth/token-endpoint.ts";
import type { DocumentStore, StoredDocument } from "./store/types.ts";

/** Finds an organization by its id in every resource that is a kind of education organization. */
export function organizationLookup(model: Model, store: DocumentStore): OrganizationLookup {
  const kinds = (model.subclasses.get("EducationOrganization") ?? []).map((resource) => ({
    name: resource.name,
    table: `${resource.project}/${resource.endpoint}`,
    idField: (resource.identity[0] ?? "$.").slice(2),
  }));
  return (id) => {
    for (const { name, table, idField } of kinds) {
      const idOf = (document: StoredDocument): string => String(content(document)[idField]);
      const [document] = store.table(table).where("$organizationId", String(id), idOf);
      if (document === undefined) continue;
      const body = content(document);
      return {
        education_organization_id: id,
        name_of_institution: body.nameOfInstitution,
        type: `edfi.${name}`,
        [snakeCase(idField)]: id,
        ...parentOf(body),
      };
    }
    return undefined;
  };
}

function content(document: StoredDocument): Readonly<Record<string, unknown>> {
  return JSON.parse(document.text) as Readonly<Record<string, unknown>>;
}

/** A school names its education agency. */
function parentOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const reference = body.localEducationAgencyReference as { localEducationAgencyId?: unknown } | undefined;
  const id = reference?.localEducationAgencyId;
  return id === undefined ? {} : { local_education_agency_id: id };
}

function snakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}
