/** If-Match and If-None-Match on writes. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { StoredDocument } from "../store/types.ts";
import { ifMatchHolds, ifNoneMatchNames } from "./etag.ts";

const CHANGED =
  "The resource item's etag value does not match what was specified in the 'If-Match' request header indicating that it has been modified by another client since it was last retrieved.";
const ABSENT_DETAIL = "The If-Match precondition failed because the resource does not exist.";
const ABSENT =
  "The 'If-Match' request header requires a current representation of the resource, but none exists. Do not retry with If-Match; create the resource first, or omit If-Match.";
const PRESENT =
  "The 'If-None-Match' request header requires that no current representation match the supplied value, but a matching representation exists.";

/** 412 when a condition of the request does not hold for what is stored. An empty header is none. */
export function preconditionRefusal(
  request: SandboxRequest,
  stored: StoredDocument | undefined,
  epoch: string,
): SandboxResponse | undefined {
  const { correlationId, headers } = request;
  const ifMatch = headers["if-match"];
  if (ifMatch) {
    if (stored === undefined)
      return problem("optimisticLock", { correlationId, detail: ABSENT_DETAIL, errors: [ABSENT] });
    if (!ifMatchHolds(ifMatch, stored, epoch)) return problem("optimisticLock", { correlationId, errors: [CHANGED] });
  }
  const ifNoneMatch = headers["if-none-match"];
  if (ifNoneMatch && stored !== undefined && ifNoneMatchNames(ifNoneMatch, stored, epoch))
    return problem("ifNoneMatch", { correlationId, errors: [PRESENT] });
  return undefined;
}
