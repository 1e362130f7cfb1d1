/** Describes what was found in an access log. Pure. */

import type { LoggedRates } from "../../access-log/rate-counter.ts";
import { formatCount, plural } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { OperationOptions } from "../../lib/mix/mix.ts";
import type { LogTally } from "./log-tally.ts";
import type { MixOfLog } from "./mix-of-log.ts";
import { periodText, ratesText } from "./rates-text.ts";

/** Resources that a line names. */
const MOST_RESOURCES = 4;

export function logLines(tally: LogTally, rates: LoggedRates, made: MixOfLog): string[] {
  const { mix, leftOut } = made;
  return [
    `log      ${plural(tally.requests, "request")}, ${plural(rates.operations, "operation")} on resources`,
    `period   ${periodText(rates)}`,
    `today    ${ratesText(rates)}`,
    "",
    ...textTable(["share %", "operation", "resources"], mix.operations.map(operationCells), [0]),
    ...(leftOut.length === 0 ? [] : ["", "Not in the mix:"]),
    ...textTableOf(leftOut),
    ...notesOf(tally, rates, made).map((note) => `note     ${note}`),
  ];
}

function operationCells({ kind, weight, resources = {}, ...options }: MixOfLog["mix"]["operations"][number]): string[] {
  const names = Object.keys(resources);
  const more = names.length > MOST_RESOURCES ? [`${names.length - MOST_RESOURCES} more`] : [];
  return [String(weight), `${kind}${optionsText(options)}`, [...names.slice(0, MOST_RESOURCES), ...more].join(", ")];
}

/** ` by=cursor limits=100` */
function optionsText(options: OperationOptions): string {
  return Object.entries(options)
    .map(([name, value]) => ` ${name}=${String(value)}`)
    .join("");
}

function textTableOf(leftOut: MixOfLog["leftOut"]): string[] {
  if (leftOut.length === 0) return [];
  const rows = leftOut.map(({ what, reason, count }) => [formatCount(count), what, reason]);
  return textTable(["count", "requests", "reason"], rows, [0]);
}

/** What makes the mix differ from the load that was logged. */
export function notesOf(tally: LogTally, rates: LoggedRates, { operations }: MixOfLog): string[] {
  const { hasStatus, posts, lists, listsWithQuery, puts, preparedPuts } = tally;
  const upserts = [...posts.values()].reduce((sum, { updated }) => sum + updated, 0);
  const unread = puts - preparedPuts + upserts;
  const notes: readonly (readonly [applies: boolean, text: string])[] = [
    [
      operations < rates.operations,
      `${formatCount(rates.operations - operations)} of the operations are not in the mix; the rates include them`,
    ],
    [!hasStatus && posts.size > 0, "the log has no status: every POST counts as a create"],
    [
      lists > 0 && listsWithQuery === 0,
      "no list request has a query string: if the log omits them, searches and change queries count as pages",
    ],
    [
      preparedPuts > 0,
      `${plural(preparedPuts, "read")} of an item that was then updated ${preparedPuts === 1 ? "is" : "are"} a part of the update; a run does the same`,
    ],
    [
      unread > 0,
      `${formatCount(unread)} of ${plural(puts + upserts, "update")} came without a read of the item; a run always reads it first`,
    ],
  ];
  return notes.filter(([applies]) => applies).map(([, text]) => text);
}
