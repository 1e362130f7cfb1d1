import { expect, test } from "vitest";
import type { DatabaseConnection } from "./database-connection.ts";
import { DatabaseError } from "./database-error.ts";
import { hasPlan, nodesOf, planOf } from "./plans.ts";

function connection(answer: () => readonly object[]) {
  const asked: string[] = [];
  const query = async (sql: string) => {
    asked.push(sql);
    return answer();
  };
  return { asked, connection: { query } as unknown as DatabaseConnection };
}

test("the tree of a plan as a list, without what is in its conditions", () => {
  const scan = { "Node Type": "Seq Scan", "Relation Name": "pupil", Filter: "(name = 'Ada'::text)", "Plan Rows": 7 };
  const join = { "Node Type": "Hash Join", "Hash Cond": "(a.id = b.id)", "Plan Rows": 9, "Total Cost": 12.5 };
  expect(nodesOf({ ...join, Plans: [{ ...scan, "Total Cost": 3 }] })).toEqual([
    { depth: 0, node: "Hash Join", condition: "(a.id = b.id)", rows: 9, cost: 12.5 },
    { depth: 1, node: "Seq Scan", on: "pupil", condition: "(name = ?::text)", rows: 7, cost: 3 },
  ]);
  const changing = { "Node Type": "ModifyTable", Operation: "Delete", "Relation Name": "pupil" };
  expect(nodesOf({ ...changing, "Plan Rows": 0, "Total Cost": 8 })[0]).toMatchObject({ node: "Delete", on: "pupil" });
});

test("two statements in one text are not sent to the server", async () => {
  const { asked, connection: none } = connection(() => []);
  const plan = await planOf(none, "7", "select 1; drop table pupil");
  expect(plan).toEqual({ id: "7", missing: "its text is not one statement" });
  expect(asked).toEqual([]);
});

test("why there is no plan, without values", async () => {
  const { connection: refusing } = connection(() => {
    throw new DatabaseError("The database answers", "", "invalid input: 'Ada'");
  });
  expect(await planOf(refusing, "7", "select $1")).toEqual({ id: "7", missing: "invalid input: ?" });
});

test.each([
  ["select $1", true],
  ["WITH a as (select $1) delete from b", true],
  ["alter role r password ?", false],
  ["selection", false],
])("%s has a plan: %s", (text, has) => {
  expect(hasPlan(text)).toBe(has);
});
