/** The education organizations of a token, for `token_info`. */

import type { Model } from "../api-model/types.ts";
import type { Relations } from "./claims/relations.ts";
import type { OrganizationLookup } from "./oauth/token-endpoint.ts";
import type { DocumentStore } from "./store/types.ts";

interface Kind {
  readonly name: string;
  readonly table: string;
  /** `schoolId` */
  readonly idField: string;
}

type Organization = { readonly id: number; readonly kind: Kind; readonly name: unknown };

/** Organizations of a token and all below them, as far as they are stored, by id; each with the ids of those above it. */
export function organizationLookup(model: Model, store: DocumentStore, relations: Relations): OrganizationLookup {
  const kinds = (model.subclasses.get("EducationOrganization") ?? []).map(
    (resource): Kind => ({
      name: resource.name,
      table: `${resource.project}/${resource.endpoint}`,
      idField: (resource.identity[0] ?? "$.").slice(2),
    }),
  );
  return (claims) => {
    const stored = new Map(kinds.flatMap((kind) => organizationsOf(store, kind).map((each) => [each.id, each])));
    const reached: object[] = [];
    for (const { id, kind, name } of [...stored.values()].sort((a, b) => a.id - b.id)) {
      const above = [...relations.upwards(id)];
      if (!above.some((each) => claims.includes(each))) continue;
      const ids = above.flatMap((each): [string, number][] => {
        const organization = stored.get(each);
        return organization === undefined ? [] : [[snakeCase(organization.kind.idField), each]];
      });
      reached.push({
        education_organization_id: id,
        name_of_institution: name,
        type: `edfi.${kind.name}`,
        ...Object.fromEntries(ids.reverse()),
      });
    }
    return reached;
  };
}

function organizationsOf(store: DocumentStore, kind: Kind): Organization[] {
  return store
    .table(kind.table)
    .all()
    .map(({ text }) => {
      const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
      return { id: Number(body[kind.idField]), kind, name: body.nameOfInstitution };
    });
}

function snakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}
