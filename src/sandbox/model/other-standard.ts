/** The model of a data standard that only its OpenAPI documents describe; the sandbox knows 5.2 by heart. */

import { indexModel } from "../../api-model/build.ts";
import { modelFromOpenApi } from "../../api-model/from-openapi.ts";
import type { OpenApiDocument, Unreadable } from "../../api-model/openapi-document.ts";
import type { Model, ReferenceKeyField, ResourceModel } from "../../api-model/types.ts";

/**
 * Which resources are kinds of an abstract one, such as an education organization, no document says: what is one in Data
 * Standard 5.2 and has a key that fits is one here.
 * @param version as the discovery document lists it
 * @param known Data Standard 5.2
 */
export function otherStandard(
  version: string,
  documents: readonly OpenApiDocument[],
  known: Model,
  onUnreadable: (resource: Unreadable) => void,
): Model {
  const { resources } = modelFromOpenApi(documents, indexModel([], known.abstracts), onUnreadable);
  const kinds = resources.map((resource) => wholeYear(resource, known) ?? asKind(resource, known));
  return { ...indexModel(kinds, known.abstracts), standard: version };
}

/** Documents of DMS name one of its properties. */
function wholeYear({ name }: ResourceModel, { byName }: Model): ResourceModel | undefined {
  return name === "SchoolYearType" ? byName.get(name) : undefined;
}

/** @param known Data Standard 5.2 */
export function asKind(resource: ResourceModel, known: Model): ResourceModel {
  const subclassOf = known.byName.get(resource.name)?.subclassOf;
  const fields = known.abstracts?.get(subclassOf ?? "") ?? [];
  const places = fields.map((field) => [field.name, placeOf(field, resource)] as const);
  if (subclassOf === undefined || places.some(([, path]) => path === undefined)) return resource;
  return { ...resource, subclassOf, abstractKeys: new Map(places as [string, string][]) };
}

/** Under the same name, or the only part of the key. */
function placeOf({ name }: ReferenceKeyField, { referenceKeys }: ResourceModel): string | undefined {
  const field =
    referenceKeys.find((each) => each.name === name) ?? (referenceKeys.length === 1 ? referenceKeys[0] : undefined);
  return field?.targetPaths[0];
}
