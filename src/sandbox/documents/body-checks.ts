/** Everything DMS checks in a body before it looks into its database, in its order. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { type ProblemKind, problem } from "../problem.ts";
import { jsonType, mediaTypeRefusal, readBody } from "./body-reader.ts";
import { duplicateItems } from "./duplicates.ts";
import { unequalValues } from "./equalities.ts";
import type { JsonObject } from "./json-paths.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { normalId } from "./route.ts";
import { type ShapedBody, shapeBody } from "./shape.ts";

export type CheckedBody = { readonly shaped: ShapedBody } | { readonly refusal: SandboxResponse };

const ID_IN_POST =
  "Resource identifiers cannot be assigned by the client. The 'id' property should not be included in the request body.";

/** @param urlId for PUT: the id that the body must repeat. */
export function checkBody(request: SandboxRequest, plan: ResourcePlan, urlId?: string): CheckedBody {
  const { correlationId } = request;
  const mediaType = mediaTypeRefusal(request);
  if (mediaType !== undefined) return { refusal: mediaType };
  const reading = readBody(request);
  if ("refusal" in reading) return reading;
  const raw = reading.body;
  if (urlId === undefined && Object.keys(raw).some((name) => name.toLowerCase() === "id")) {
    const detail = "The request data was constructed incorrectly.";
    return { refusal: problem("dataValidation", { correlationId, detail, errors: [ID_IN_POST] }) };
  }
  const shaped = shapeBody(plan.model, raw);
  if (urlId !== undefined) checkIdType(raw, shaped);
  const refuse = (kind: ProblemKind, validationErrors: ShapedBody["errors"]["found"]) => ({
    refusal: problem(kind, { correlationId, validationErrors: validationErrors ?? {} }),
  });
  if (shaped.errors.found !== undefined) return refuse("dataValidation", shaped.errors.found);
  if (shaped.decimalErrors.found !== undefined) return refuse("dataValidation", shaped.decimalErrors.found);
  if (urlId !== undefined && normalId(String(raw.id)) !== urlId)
    return {
      refusal: problem("badRequest", { correlationId, errors: ["Request body id must match the id in the url."] }),
    };
  const unequal = unequalValues(plan.equalities, shaped.body);
  if (unequal !== undefined) return refuse("dataValidation", unequal);
  const duplicates = duplicateItems(shaped.collections);
  if (duplicates !== undefined) return refuse("dataValidation", duplicates);
  return { shaped };
}

function checkIdType(raw: JsonObject, shaped: ShapedBody): void {
  const { id } = raw;
  if (id === undefined || id === null) shaped.errors.add("$.id", "id is required.");
  else if (typeof id !== "string") shaped.errors.add("$.id", `id Value is "${jsonType(id)}" but should be "string"`);
}
