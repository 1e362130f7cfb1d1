/** Silent faults: wrong answers that look right. The list of them, and how each changes an answer. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";

/** By name: the method that each one acts on, and what it does. */
export const SILENT_FAULTS = {
  "drop-write": { method: "POST", text: "acknowledges a POST and keeps nothing of it" },
  "ignore-update": { method: "PUT", text: "acknowledges a PUT and changes nothing" },
  "drop-delete": { method: "DELETE", text: "acknowledges a DELETE and deletes nothing" },
  overwrite: { method: "POST", text: "writes a new item over the newest one of its resource, and returns 200" },
  "wrong-document": { method: "GET", text: "reads an item by ID and returns the body of another one under that ID" },
  "second-id": { method: "GET", text: "lists the last item of a page that is not full once more, under another ID" },
  "wrong-total": { method: "GET", text: "returns a Total-Count that is one too low" },
  "empty-page": { method: "GET", text: "returns an empty list for every offset but 0" },
  "stale-read": { method: "GET", text: "reads everything as it was before its changes" },
} as const satisfies Readonly<Record<string, { readonly method: string; readonly text: string }>>;

export type SilentFault = keyof typeof SILENT_FAULTS;

export const SILENT_NAMES = Object.keys(SILENT_FAULTS) as readonly SilentFault[];

export interface SilentRule {
  readonly silent: SilentFault;
  /** Of `wrong-total`. */
  readonly factor?: number;
}

/** The answer with what the fault changes of it. */
export function distorted(rule: SilentRule, request: SandboxRequest, answer: SandboxResponse): SandboxResponse {
  const { silent } = rule;
  if (silent === "overwrite") return answer.status === 201 ? { ...answer, status: 200 } : answer;
  if (answer.status !== 200 || !(answer.body ?? "").startsWith("[")) return answer;
  if (silent === "empty-page") return Number(request.query.get("offset") ?? 0) > 0 ? { ...answer, body: "[]" } : answer;
  if (silent === "wrong-total")
    return withTotal(answer, (total) => (rule.factor === undefined ? total - 1 : Math.floor(total * rule.factor)));
  return silent === "second-id" ? withTwin(request, answer) : answer;
}

function withTotal(answer: SandboxResponse, change: (total: number) => number): SandboxResponse {
  const total = answer.headers["Total-Count"];
  if (total === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "Total-Count": String(Math.max(0, change(Number(total)))) } };
}

const USUAL_LIMIT = 25;
const OTHER_ID = "00000000-0000-4000-8000-";

function withTwin(request: SandboxRequest, answer: SandboxResponse): SandboxResponse {
  const counted = withTotal(answer, (total) => (total === 0 ? 0 : total + 1));
  const items = JSON.parse(answer.body ?? "[]") as { id: string }[];
  const last = items.at(-1);
  const limit = Number(request.query.get("limit") ?? USUAL_LIMIT);
  if (last === undefined || items.length >= limit) return counted;
  return { ...counted, body: JSON.stringify([...items, { ...last, id: OTHER_ID + last.id.slice(-12) }]) };
}
