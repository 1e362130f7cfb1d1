/** A statement costs too much, or an index is missing. Pure. */

import { formatNumber } from "../../../base/figures.ts";
import { oneLine } from "../../../base/problem-details.ts";
import type { StatementInterval, TableReport } from "../../figures/database-report.ts";
import { both, confidenceIn, known, type Reading, type Rule, reading, shown } from "../rule.ts";
import type { Place, Situation } from "../situation.ts";
import { levelOf, THRESHOLDS } from "../thresholds.ts";
import { quotient } from "./cpu-use.ts";

const LONGEST_TEXT = 100;

export const MISSING_INDEX: Rule = {
  code: "missing-index",
  needs: "rows that the database reads, and its tables",
  means: "Statements read a whole table to find a few rows. The cost of each grows with the table.",
  advice: "Look at the plan of the most expensive statement on that table, and add the index that its condition needs.",
  find: (situation) => {
    const table = mostScanned(situation.database?.tables ?? []);
    const rows = reading(situation, "database.rowsScanned", scannedRows);
    const perScan = quotient(table?.sequentialRows, table?.sequentialScans);
    const active = reading(situation, "database.active");
    // Where scans have all of the CPU already, more load makes more sessions wait, and not more rows.
    const scanned = confidenceIn(rows, THRESHOLDS.scannedRows, [rows, active]);
    const confidence = both(scanned, levelOf(perScan, THRESHOLDS.rowsPerScan));
    if (table === undefined || rows === undefined || perScan === undefined || confidence === undefined)
      return undefined;
    const perRow = reading(situation, "database.scannedPerRow", rowsPerRow);
    const { number: step } = situation.broken;
    const figure = `database.rowsPerScan:${table.name}`;
    const ofTable: Reading = { figure, value: perScan, step, before: undefined, calm: undefined };
    const waste = perRow === undefined ? "" : `, ${formatNumber(perRow.value)} for each row that a statement returns`;
    const text =
      `table ${table.name} is read whole, ${formatNumber(perScan)} rows each time: ` +
      `rows read by scans ${shown(rows)}${waste}`;
    return { text, confidence, readings: known([rows, ofTable, perRow, active]) };
  },
};

/** That of which scans read most rows, of those that are not small. */
function mostScanned(tables: readonly TableReport[]): TableReport | undefined {
  return tables
    .filter(
      ({ sequentialRows, sequentialScans }) => sequentialRows >= THRESHOLDS.rowsPerScan.possible * sequentialScans,
    )
    .sort((a, b) => b.sequentialRows - a.sequentialRows)
    .find(({ sequentialScans }) => sequentialScans > 0);
}

/** PostgreSQL counts entries that scans of an index return, too; the rows that are fetched for them are taken off. */
function scannedRows({ values }: Place): number | undefined {
  const { "database.rowsReturned": returned, "database.rowsFetched": fetched } = values;
  return returned === undefined || fetched === undefined ? undefined : Math.max(0, returned - fetched);
}

function rowsPerRow(place: Place): number | undefined {
  const { statements } = place;
  if (statements === undefined) return undefined;
  const rows = statements.statements.reduce((sum, statement) => sum + statement.rows, 0);
  return quotient(scannedRows(place), rows / secondsOf(statements));
}

export const EXPENSIVE_STATEMENT: Rule = {
  code: "expensive-statement",
  needs: "statements of the database (pg_stat_statements)",
  means: "One statement takes most of the time of the database, because it is slow, or because it is called so often.",
  advice: "Look at its plan, at its calls for each operation, and at triggers and foreign keys that it checks.",
  find: (situation) => {
    const [costliest] = situation.broken.statements?.statements ?? [];
    if (costliest === undefined) return undefined;
    const of = (place: Place) => place.statements?.statements.find(({ id }) => id === costliest.id);
    const share = reading(situation, "statement.share", (place) =>
      quotient(of(place)?.totalMs, place.statements?.totalMs),
    );
    const sessions = reading(situation, "statement.sessions", (place) => sessionsOf(of(place), place.statements));
    const confidence = both(
      levelOf(share?.value, THRESHOLDS.statement),
      confidenceIn(sessions, THRESHOLDS.busySessions),
    );
    if (share === undefined || sessions === undefined || confidence === undefined) return undefined;
    const mean = reading(situation, "statement.meanMs", (place) => of(place)?.meanMs);
    const calls = reading(situation, "statement.callsPerSecond", (place) =>
      quotient(of(place)?.calls, place.statements && secondsOf(place.statements)),
    );
    const each = mean === undefined ? "" : `, ${shown(mean)} per call`;
    const text = `one statement takes ${shown(share)} of the database's time${each}: ${textOf(situation, costliest.id)}`;
    return { text, confidence, readings: known([share, sessions, mean, calls]) };
  },
};

type Statement = StatementInterval["statements"][number];

/** That it keeps busy on average. */
function sessionsOf(statement: Statement | undefined, interval: StatementInterval | undefined): number | undefined {
  return interval && quotient(statement?.totalMs, 1000 * secondsOf(interval));
}

function secondsOf({ fromMs, toMs }: StatementInterval): number {
  return (toMs - fromMs) / 1000;
}

function textOf({ database }: Situation, id: string): string {
  return oneLine(database?.texts[id] ?? `query id ${id}`, LONGEST_TEXT);
}
