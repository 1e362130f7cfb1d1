/** 405: which methods a route accepts, and the answer of DMS to the others. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { Operation } from "./route.ts";

const ALLOWED: Readonly<Record<Operation, readonly string[]>> = {
  collection: ["GET", "POST"],
  item: ["GET", "PUT", "DELETE"],
  partitions: ["GET"],
  deletes: ["GET"],
  keyChanges: ["GET"],
};

const NO_DELETE =
  "Resource collections cannot be deleted. To delete a specific item, use DELETE and include the 'id' in the route.";
const NO_PUT =
  "Resource collections cannot be replaced. To 'upsert' an item in the collection, use POST. To update a specific item, use PUT and include the 'id' in the route.";
const NO_POST =
  "Resource items can only be updated using PUT. To 'upsert' an item in the resource collection using POST, remove the 'id' from the route.";

export function methodRefusal(request: SandboxRequest, operation: Operation): SandboxResponse | undefined {
  const { method, correlationId } = request;
  const allowed = ALLOWED[operation];
  if (allowed.includes(method)) return undefined;
  const headers = { Allow: allowed.join(", ") };
  return problem("methodNotAllowed", { correlationId, headers, errors: [explanation(method, operation)] });
}

function explanation(method: string, operation: Operation): string {
  const tracksChanges = operation === "deletes" || operation === "keyChanges";
  if (!tracksChanges && method === "DELETE") return NO_DELETE;
  if (!tracksChanges && method === "PUT") return NO_PUT;
  if (!tracksChanges && method === "POST") return NO_POST;
  return `The endpoint of the request does not support the '${method}' method.`;
}
