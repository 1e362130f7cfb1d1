/** What the database lets its role see, and what is missing for all figures. */

import type { DatabaseConnection } from "./database-connection.ts";

/** Older ones lack columns that the questions name, and are no longer supported by PostgreSQL. */
const OLDEST = 130_000;
const WITH_GENERIC_PLAN = 160_000;

export interface DatabaseFacts {
  readonly version: string;
  /** 170002 for 17.2. */
  readonly versionNumber: number;
  readonly role: string;
  /** Sessions, waits and statements of all roles. */
  readonly seesAll: boolean;
  /** Function with the figures of statements, with its schema. Undefined: they cannot be had. */
  readonly statements: string | undefined;
  /** The extension marks statements that others have called. */
  readonly knowsTopLevel: boolean;
  readonly missing: readonly Missing[];
}

export interface Missing {
  /** What is not collected, and why. */
  readonly text: string;
  readonly fix: string;
}

interface FactRow {
  readonly version: string;
  readonly number: number;
  readonly role: string;
  readonly sees_all: boolean;
  readonly extension: string | null;
  readonly function: string | null;
}

const FACTS = `select split_part(current_setting('server_version'), ' ', 1) as version,
  current_setting('server_version_num')::int as number,
  current_user as role,
  pg_has_role(current_user, 'pg_read_all_stats', 'usage') as sees_all,
  e.extversion as extension,
  quote_ident(e.extnamespace::regnamespace::text) || '.pg_stat_statements' as function
from (select 1) as one left join pg_extension as e on e.extname = 'pg_stat_statements'`;

/** @throws DatabaseError */
export async function readFacts(connection: DatabaseConnection): Promise<DatabaseFacts> {
  const [row] = (await connection.query<FactRow>(FACTS)) as readonly [FactRow];
  const extension = await statementsProblem(connection, row);
  const missing = [tooOld(row), rightsProblem(row), extension, noPlans(row)].filter((each) => each !== undefined);
  return {
    version: row.version,
    versionNumber: row.number,
    role: row.role,
    seesAll: row.sees_all,
    statements: extension === undefined ? (row.function ?? undefined) : undefined,
    knowsTopLevel: versionOf(row.extension ?? "") >= versionOf("1.9"),
    missing,
  };
}

export function canPlan({ versionNumber }: Pick<DatabaseFacts, "versionNumber">): boolean {
  return versionNumber >= WITH_GENERIC_PLAN;
}

function tooOld({ number, version }: FactRow): Missing | undefined {
  if (number >= OLDEST) return undefined;
  return {
    text: `PostgreSQL ${version} is older than 13, some figures are missing`,
    fix: "Upgrade it for all figures.",
  };
}

function rightsProblem({ sees_all, role }: FactRow): Missing | undefined {
  if (sees_all) return undefined;
  return {
    text: `no sessions, waits and statements of others: role ${role} lacks the privileges of pg_monitor`,
    fix: `GRANT pg_monitor TO ${role};`,
  };
}

function noPlans({ number, version }: FactRow): Missing | undefined {
  if (number < OLDEST || canPlan({ versionNumber: number })) return undefined;
  return { text: `no plans: PostgreSQL ${version} is older than 16`, fix: "Everything else is collected." };
}

async function statementsProblem(connection: DatabaseConnection, row: FactRow): Promise<Missing | undefined> {
  if (row.extension === null || row.function === null) {
    return {
      text: "no statements: the extension pg_stat_statements is missing in this database",
      fix: "Add it to shared_preload_libraries, restart the server, and CREATE EXTENSION pg_stat_statements;",
    };
  }
  if (versionOf(row.extension) < versionOf("1.8")) {
    return {
      text: `no statements: the extension pg_stat_statements is of version ${row.extension}`,
      fix: "ALTER EXTENSION pg_stat_statements UPDATE;",
    };
  }
  try {
    await connection.query(`select 1 from ${row.function}(false) limit 1`);
    return undefined;
  } catch (error) {
    return {
      text: `no statements: ${(error as Error).message}`,
      fix: "Add pg_stat_statements to shared_preload_libraries, and restart the server.",
    };
  }
}

/** `1.10` is later than `1.9`. */
function versionOf(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1000 + minor;
}
