/** The proof after a load: what the target holds, against what the plan and the journals say. */

import { formatCount, formatMs, plural } from "../../base/figures.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { SURE_SAMPLE } from "../../results/sample.ts";
import { type DataClient, itemPath } from "../data-client.ts";
import { checkTotals } from "./check-totals.ts";
import { type CountRow, compareCounts } from "./compare-counts.ts";
import { compareItems, type Difference, type ItemDifferences, sureSample } from "./compare-items.ts";
import { countResources } from "./count-resources.ts";
import { settle } from "./settle.ts";
import { unreadLines } from "./unread.ts";

export interface VerificationInput {
  readonly client: DataClient;
  readonly dataset: Pick<Dataset, "body" | "key">;
  readonly vocabulary: Vocabulary;
  readonly data: LoadPhaseData;
  /** Counts at the target before the run first started; growth is checked where they are known. */
  readonly countsBefore?: Readonly<Record<string, number>> | undefined;
  /** Items by endpoint that returned 200 although they were not at the target before (`JournalResult.unexpected`). */
  readonly unexpected?: Readonly<Record<string, number>>;
  /** Items fetched per resource at least. Default 5; 0: none at all. */
  readonly sampleSize?: number;
  readonly seed: number;
  /** Nobody else writes to the target (the sandbox): counts must add up exactly. */
  readonly strict: boolean;
  readonly log: (line: string) => void;
}

export interface VerificationResult {
  readonly ok: boolean;
  /** In plan order. */
  readonly counts: readonly CountRow[];
  /** Items that were fetched and compared. */
  readonly checked: number;
  /** So many found with 99 % probability that 1 % of the items are lost. */
  readonly isSure: boolean;
  /** Failures, bounded. */
  readonly differences: readonly Difference[];
  /** Items that the target gave no answer for, in one line; empty where it answered for all. */
  readonly unread: readonly string[];
  /** What could not be checked or does not add up, but need not be this load's fault. */
  readonly warnings: readonly string[];
}

const SAMPLE_PER_RESOURCE = 5;

/** Throws only if there is no token. */
export async function verifyLoad(input: VerificationInput): Promise<VerificationResult> {
  const { client, data, dataset, vocabulary, sampleSize = SAMPLE_PER_RESOURCE } = input;
  const { rows, late } = await countedRows(input);
  const short = rows.filter(({ verdict }) => verdict === "short").map(({ endpoint }) => endpoint);
  const sample = sureSample(data, sampleSize, input.seed, short);
  const items = await compareItems({ client, dataset, vocabulary, sample });
  const hidden = await hiddenAt(client, data, short);
  const totals = await checkTotals(client, countsOf(rows));
  const judged = judge(input, rows, items, hidden);
  const differences: Difference[] = [
    ...judged.differences,
    ...items.differences,
    ...totals.problems.map((text) => ({ code: "verification" as const, text })),
  ];
  if (items.differing > items.differences.length)
    differences.push({ code: "verification", text: `... ${formatCount(items.differing)} items in total` });
  const texts = items.unread.map(({ text }) => text);
  const unread = unreadLines("item", sample.length, texts);
  const ok = differences.length === 0 && unread.length === 0;
  input.log(
    `verify    ${ok ? "" : "FAILED: "}${plural(rows.length, "resource")} counted, ${plural(items.checked, "item")} compared` +
      `${differences.length === 0 ? "" : `, ${plural(differences.length, "difference")}`}` +
      `${texts.length === 0 ? "" : `, ${texts.length} without an answer`}`,
  );
  const all = Object.values(data.resources).reduce((sum, { created, present }) => sum + created + present, 0);
  return {
    ok,
    counts: rows,
    checked: items.checked,
    isSure: items.checked >= Math.min(all, SURE_SAMPLE),
    differences,
    unread,
    warnings: [...judged.warnings, ...lateWarnings(late, items), ...readWarnings(hidden, items)],
  };
}

interface CountedRows {
  readonly rows: readonly CountRow[];
  readonly late: { readonly late: number; readonly lateMs: number };
}

/** What is short is counted again after a wait. */
async function countedRows({ client, data, countsBefore }: VerificationInput): Promise<CountedRows> {
  const rows = new Map<string, CountRow>();
  const compare = async (endpoints: readonly string[]): Promise<void> => {
    const after = await countResources(client, endpoints);
    const resources = Object.fromEntries(Object.entries(data.resources).filter(([name]) => endpoints.includes(name)));
    for (const row of compareCounts({ data: { resources }, countsBefore, after })) rows.set(row.endpoint, row);
  };
  const endpoints = Object.keys(data.resources);
  await compare(endpoints);
  const short = endpoints.filter((endpoint) => rows.get(endpoint)?.verdict === "short");
  const late = await settle(short, async (endpoint) => {
    await compare([endpoint]);
    return rows.get(endpoint)?.verdict === "short" ? "short" : undefined;
  });
  return { rows: endpoints.map((endpoint) => rows.get(endpoint) as CountRow), late };
}

function countsOf(rows: readonly CountRow[]): Record<string, number> {
  return Object.fromEntries(rows.flatMap(({ endpoint, after }) => (after === undefined ? [] : [[endpoint, after]])));
}

/** Where others write, too, the load's own items decide whether a count that is short is a failure. */
function judge(
  { data, strict, unexpected = {} }: VerificationInput,
  rows: readonly CountRow[],
  items: ItemDifferences,
  hidden: readonly string[],
): { differences: Difference[]; warnings: string[] } {
  const differences: Difference[] = [];
  const doubtful: CountRow[] = [];
  for (const row of rows) {
    const { endpoint, verdict } = row;
    const isWrong = strict || items.wrong.has(endpoint);
    const overwritten = unexpected[endpoint] ?? 0;
    if (overwritten > 0 && (isWrong || verdict === "short")) {
      const text = `${plural(overwritten, "item")} written over others: POST returned 200, and they were not there before`;
      differences.push({ code: "overwrote", text: `${endpoint}: ${text}` });
    }
    if (verdict === "ok" || hidden.includes(endpoint)) continue;
    const { created = 0, present = 0, ids = [] } = data.resources[endpoint] ?? {};
    const isKnown = ids.length >= created + present && !items.unread.some((item) => item.endpoint === endpoint);
    if (verdict === "short" && (isWrong || !isKnown)) differences.push({ code: "verification", text: lineOf(row) });
    else if (verdict === "short") doubtful.push({ ...row, text: `${row.text}; all of this load's own are there` });
    else doubtful.push(row);
  }
  return { differences, warnings: grouped(doubtful) };
}

function lateWarnings(counts: CountedRows["late"], items: ItemDifferences): string[] {
  const late = counts.late + items.late;
  const lateMs = Math.max(counts.lateMs, items.lateMs);
  if (late === 0) return [];
  return [`${late} counts and items were correct only after a wait of up to ${formatMs(lateMs)}: a read replica lags`];
}

function readWarnings(hidden: readonly string[], { unreadable }: ItemDifferences): string[] {
  const because = (what: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${what}: ${names.join(", ")}`];
  return [
    ...because("not counted, because the client has no relationship with the items", hidden),
    ...because("not compared, because the client may not read them", unreadable),
  ];
}

/** Lists leave out what a client has no relationship with; asked for by id, the target says so. */
async function hiddenAt(client: DataClient, data: LoadPhaseData, short: readonly string[]): Promise<string[]> {
  const hidden: string[] = [];
  for (const endpoint of short) {
    const [, id] = data.resources[endpoint]?.ids[0] ?? [];
    if (id === undefined) continue;
    const { outcome } = await client.call("GET", itemPath(endpoint, id));
    if (outcome === "no-relationship") hidden.push(endpoint);
  }
  return hidden;
}

/** What is the same for many resources is one line. */
function grouped(rows: readonly CountRow[]): string[] {
  const byText = new Map<string, CountRow[]>();
  for (const row of rows) byText.set(row.text, [...(byText.get(row.text) ?? []), row]);
  return [...byText].flatMap(([text, same]) =>
    same.length < 3 ? same.map(lineOf) : [`${same[0]?.endpoint} and ${same.length - 1} other resources: ${text}`],
  );
}

function lineOf({ endpoint, text }: CountRow): string {
  return `${endpoint}: ${text}`;
}
