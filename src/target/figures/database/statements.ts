/** Figures of statements, from the extension pg_stat_statements. */

import type { StatementFigures, StatementInterval } from "../../../results/figures/database-report.ts";
import { withoutLiterals } from "../../../results/figures/without-literals.ts";
import type { DatabaseConnection } from "./database-connection.ts";
import type { DatabaseFacts } from "./database-facts.ts";
import { OWN_MARK } from "./own-mark.ts";

/** Since the statistics began. */
interface StatementCounts extends Omit<StatementFigures, "meanMs"> {}

/** All statements of the database at one moment, by id. */
export interface StatementReading {
  readonly atMs: number;
  readonly counts: ReadonlyMap<string, StatementCounts>;
}

/** Of each order: by total and by mean time. */
const TOP = 25;
/** Statements of this program, which are not known as such before their texts are. */
const OWN = 15;
const LONGEST_TEXT = 4000;

type Seen = Pick<DatabaseFacts, "statements" | "knowsTopLevel">;

/** @throws DatabaseError */
export async function readStatements(connection: DatabaseConnection, facts: Seen): Promise<StatementReading> {
  const rows = await connection.query<StatementCounts>(`select queryid::text as id,
      sum(calls)::float8 as calls, sum(total_exec_time) as "totalMs", sum(rows)::float8 as rows,
      sum(shared_blks_hit)::float8 as "blocksHit", sum(shared_blks_read)::float8 as "blocksRead",
      sum(temp_blks_read + temp_blks_written)::float8 as "tempBlocks"
    from ${facts.statements}(false)
    where queryid is not null and dbid = (select oid from pg_database where datname = current_database())
      ${facts.knowsTopLevel ? "and toplevel" : ""}
    group by queryid`);
  return { atMs: Date.now(), counts: new Map(rows.map((row) => [row.id, row])) };
}

/** What was executed between two readings, with more statements than are shown in the end. */
export function intervalBetween(before: StatementReading, after: StatementReading): StatementInterval {
  const grown = [...after.counts.values()]
    .map((now) => growthOf(before.counts.get(now.id), now))
    .filter(({ calls }) => calls > 0);
  return {
    fromMs: before.atMs,
    toMs: after.atMs,
    calls: grown.reduce((sum, { calls }) => sum + calls, 0),
    totalMs: grown.reduce((sum, { totalMs }) => sum + totalMs, 0),
    statements: firstOf(grown, TOP + OWN),
  };
}

function growthOf(before: StatementCounts | undefined, now: StatementCounts): StatementFigures {
  // Fewer calls than before: it was forgotten, and began again.
  const isNew = before === undefined || before.calls > now.calls;
  const since = (name: Exclude<keyof StatementCounts, "id">): number =>
    isNew ? now[name] : Math.max(0, now[name] - before[name]);
  const calls = since("calls");
  const totalMs = since("totalMs");
  return {
    id: now.id,
    calls,
    totalMs,
    meanMs: calls === 0 ? 0 : totalMs / calls,
    rows: since("rows"),
    blocksHit: since("blocksHit"),
    blocksRead: since("blocksRead"),
    tempBlocks: since("tempBlocks"),
  };
}

/** The first by each of the two orders, by falling total time. */
function firstOf(statements: readonly StatementFigures[], count: number): StatementFigures[] {
  const byTotal = statements.toSorted((a, b) => b.totalMs - a.totalMs);
  const byMean = statements.toSorted((a, b) => b.meanMs - a.meanMs);
  const chosen = new Set([...byTotal.slice(0, count), ...byMean.slice(0, count)]);
  return byTotal.filter((statement) => chosen.has(statement));
}

/** An interval without the statements of this program, and of those whose text is not known any more. */
export function shownInterval(interval: StatementInterval, texts: Readonly<Record<string, string>>): StatementInterval {
  const known = interval.statements.filter(({ id }) => texts[id] !== undefined);
  return { ...interval, statements: firstOf(known, TOP) };
}

interface TextRow {
  readonly id: string;
  readonly query: string;
}

/**
 * Texts of statements by id, as the server has them.
 * @throws DatabaseError
 */
export async function readTexts(
  connection: DatabaseConnection,
  { statements }: Seen,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const rows = await connection.query<TextRow>(
    `select distinct on (queryid) queryid::text as id, query from ${statements}(true)
    where queryid = any($1::bigint[]) and query is not null order by queryid`,
    [ids],
  );
  const theirs = rows.filter(({ query }) => !query.includes(OWN_MARK));
  return Object.fromEntries(theirs.map(({ id, query }) => [id, query]));
}

/** As it may be shown and stored. */
export function shownText(query: string): string {
  const text = withoutLiterals(query);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
