import { expect, test } from "vitest";
import type { DatabaseConnection } from "./database-connection.ts";
import { readFacts } from "./database-facts.ts";

const GOOD = {
  version: "17.2",
  number: 170_002,
  role: "watcher",
  sees_all: true,
  extension: "1.11",
  function: "public.pg_stat_statements",
};

/** @param works whether the extension answers */
function server(changes: Partial<Record<keyof typeof GOOD, unknown>>, works = true): DatabaseConnection {
  const query = async (sql: string) => {
    if (sql.includes("current_setting")) return [{ ...GOOD, ...changes }];
    if (!works) throw new Error("it must be loaded");
    return [];
  };
  return { query } as unknown as DatabaseConnection;
}

async function missingIn(connection: DatabaseConnection): Promise<string[]> {
  return (await readFacts(connection)).missing.map(({ text }) => text);
}

test("nothing is missing", async () => {
  expect(await readFacts(server({}))).toEqual({
    version: "17.2",
    versionNumber: 170_002,
    role: "watcher",
    seesAll: true,
    statements: "public.pg_stat_statements",
    knowsTopLevel: true,
    missing: [],
  });
});

test.each([
  [{ number: 150_004, version: "15.4" }, "no plans: PostgreSQL 15.4 is older than 16"],
  [{ number: 120_001, version: "12.1" }, "PostgreSQL 12.1 is older than 13, some figures are missing"],
  [{ extension: "1.7" }, "no statements: the extension pg_stat_statements is of version 1.7"],
  [{ extension: null, function: null }, "no statements: the extension pg_stat_statements is missing in this database"],
  [{ sees_all: false }, "no sessions, waits and statements of others: role watcher lacks the privileges of pg_monitor"],
])("%o", async (changes, line) => {
  expect(await missingIn(server(changes))).toEqual([line]);
});

test("the extension is there, but the server has not loaded it", async () => {
  const facts = await readFacts(server({}, false));
  expect(facts.statements).toBeUndefined();
  expect(facts.missing.map(({ text }) => text)).toEqual(["no statements: it must be loaded"]);
});

test("version 1.8 does not tell statements within others apart, 1.10 does", async () => {
  expect((await readFacts(server({ extension: "1.8" }))).knowsTopLevel).toBe(false);
  expect((await readFacts(server({ extension: "1.10" }))).knowsTopLevel).toBe(true);
});
