/** The plans that PostgreSQL makes for statements whatever their parameters. */

import type { PlanNode, PlanReport } from "../../../results/figures/database-report.ts";
import { withoutLiterals } from "../../../results/figures/without-literals.ts";
import type { DatabaseConnection } from "./database-connection.ts";
import { DatabaseError } from "./database-error.ts";

/** A node of `EXPLAIN (FORMAT JSON)`, as far as it is used. */
export interface ExplainedNode {
  readonly "Node Type": string;
  readonly Operation?: string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Plan Rows": number;
  readonly "Total Cost": number;
  readonly Plans?: readonly ExplainedNode[];
}

const CONDITIONS = ["Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter"] as const;
const CAN_BE_PLANNED = /^(select|insert|update|delete|merge|with|values)\b/i;

export function hasPlan(shownText: string): boolean {
  return CAN_BE_PLANNED.test(shownText);
}

/** A plan that cannot be had says why. @param query text as the server has it */
export async function planOf(connection: DatabaseConnection, id: string, query: string): Promise<PlanReport> {
  // Two statements in one text would be executed, not explained.
  if (query.replace(/;\s*$/, "").includes(";")) return { id, missing: "its text is not one statement" };
  try {
    const [row] = await connection.query<{ "QUERY PLAN": readonly { readonly Plan: ExplainedNode }[] }>(
      `explain (generic_plan, format json) ${query}`,
    );
    return { id, nodes: (row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => nodesOf(Plan)) };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return { id, missing: withoutLiterals(error.answer ?? error.message) };
  }
}

/** The tree as a list, each node before those that it gets its rows from. */
export function nodesOf(node: ExplainedNode, depth = 0): PlanNode[] {
  const { "Relation Name": on, "Index Name": index, Operation: operation } = node;
  const conditions = CONDITIONS.flatMap((name) => {
    const condition = (node as unknown as Readonly<Record<string, unknown>>)[name];
    return typeof condition === "string" ? [withoutLiterals(condition)] : [];
  });
  const own: PlanNode = {
    depth,
    node: operation ?? node["Node Type"],
    ...(on === undefined ? {} : { on }),
    ...(index === undefined ? {} : { index }),
    ...(conditions.length === 0 ? {} : { condition: conditions.join(" and ") }),
    rows: node["Plan Rows"],
    cost: node["Total Cost"],
  };
  return [own, ...(node.Plans ?? []).flatMap((child) => nodesOf(child, depth + 1))];
}
