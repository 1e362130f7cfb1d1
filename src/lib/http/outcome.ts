/**
 * The outcome of one request or work item. Verdicts count outcomes, not status codes.
 * Statuses and problem types are those of the Ed-Fi Data Management Service and ODS/API.
 */

export type Operation = "create" | "read" | "query" | "update" | "delete" | "changes";

/**
 * The final outcomes of a request or work item, each with its letter in journals, which never changes. Bundles would keep
 * comments inside the list.
 *
 * - mismatched: a success status, but other content than requested.
 * - lost-write: acknowledged, and not at the target after a bounded wait.
 * - overwrote: acknowledged under the ID of another item, or as the update of an item that was not there.
 * - no-relationship: what relates the item to the client's education organizations is missing. Authorization comes before
 *   references.
 */
export const OUTCOME_LETTERS = {
  created: "a",
  updated: "b",
  unchanged: "c",
  read: "d",
  deleted: "e",
  "not-found": "f",
  mismatched: "g",
  "lost-write": "h",
  overwrote: "i",
  "unresolved-reference": "j",
  "no-relationship": "k",
  conflict: "l",
  "precondition-failed": "m",
  rejected: "n",
  unauthorized: "o",
  forbidden: "p",
  throttled: "q",
  unavailable: "r",
  "timed-out": "s",
  "cut-off": "t",
} as const;

export type Outcome = keyof typeof OUTCOME_LETTERS;

export const OUTCOMES = /* @__PURE__ */ Object.keys(OUTCOME_LETTERS) as readonly Outcome[];

/** The facts of an answer that an outcome depends on. */
export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  /** k6 error code; 1050 is a request time-out, other 1xxx are connection failures. */
  readonly errorCode?: number;
  /** `type` of the problem-details body, or the whole body: only searched, never parsed. */
  readonly problem?: string;
}

export function outcomeOf(operation: Operation, answer: Answer): Outcome {
  const { status } = answer;
  if (status === 0) return answer.errorCode === 1050 ? "timed-out" : "cut-off";
  return successOf(operation, status) ?? failureOf(status, answer.problem ?? "");
}

/** Undefined if the status is no success of the operation. No tables, because each costs memory in every VU. */
export function successOf(operation: Operation, status: number): Outcome | undefined {
  // Hot path: most requests are reads.
  if (status === 200 && (operation === "read" || operation === "query")) return "read";
  const isPut = operation === "update";
  if (isPut || operation === "create")
    return status === 201 ? "created" : status === 200 || (isPut && status === 204) ? "updated" : undefined;
  if (operation === "delete") return status === 204 || status === 200 ? "deleted" : undefined;
  return status === 200 ? "read" : status === 304 ? "unchanged" : undefined;
}

/**
 * Unresolved: the problem types of DMS and of an ODS/API 7; the words of an older ODS/API and of Meadowlark; and an unknown
 * descriptor, which is a 400 with the text "does not exist" (DMS) or "could not be resolved" (ODS/API). No relationship:
 * errors and problem type of DMS, and of an ODS/API from 7. Inline, because a module-level expression costs memory in each VU.
 */
function failureOf(status: number, problem: string): Outcome {
  if (status === 401) return "unauthorized";
  if (status === 404 || status === 410) return "not-found";
  if (status === 408 || status === 504) return "timed-out";
  if (status === 412) return "precondition-failed";
  if (status === 429) return "throttled";
  // 425: too early, the request was not processed.
  if (status >= 500 || status === 425) return "unavailable";
  if (status === 403)
    return /No relationships have been established|access-denied:element-required/.test(problem)
      ? "no-relationship"
      : "forbidden";
  if (status !== 400 && status !== 409) return "rejected";
  if (
    /(unresolved|invalid)-reference|reference validation failed|related '\w+' resource|descriptor value '|descriptor[^"]*(does not exist|could ?n.t be resolved|unable to resolve)/i.test(
      problem,
    )
  )
    return "unresolved-reference";
  return status === 409 ? "conflict" : "rejected";
}

/** The client may not do this, or not with this item. */
export function isDenied(outcome: Outcome): boolean {
  return outcome === "forbidden" || outcome === "no-relationship";
}

/** Something that the item refers to does not exist, or not yet. */
export function isUnresolved(outcome: Outcome): boolean {
  return outcome === "unresolved-reference" || outcome === "no-relationship";
}

export function isSuccess(outcome: Outcome): boolean {
  const isRead = outcome === "read" || outcome === "unchanged";
  return isRead || outcome === "created" || outcome === "updated" || outcome === "deleted";
}

/** A lost race for an item (412) is no failure: the VU reads the item again and repeats the update. */
export function isFailure(outcome: Outcome): boolean {
  return !isSuccess(outcome) && outcome !== "precondition-failed";
}
