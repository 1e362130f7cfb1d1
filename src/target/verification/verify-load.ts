/** The proof after a load: what the target holds, against what the plan and the journals say. */

import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import type { DataClient } from "../data-client.ts";
import { type CountRow, compareCounts } from "./compare-counts.ts";
import { compareItems, sampleItems } from "./compare-items.ts";
import { countResources } from "./count-resources.ts";

export interface VerificationInput {
  readonly client: DataClient;
  readonly dataset: Pick<Dataset, "body" | "key">;
  readonly vocabulary: Vocabulary;
  readonly data: LoadPhaseData;
  /** Counts at the target before the run first started; growth is checked where they are known. */
  readonly countsBefore?: Readonly<Record<string, number>> | undefined;
  /** Items fetched per resource. Default 5. */
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
  /** Failures in words, one line each, bounded. */
  readonly differences: readonly string[];
  /** What could not be checked or does not add up, but need not be this load's fault. */
  readonly warnings: readonly string[];
}

const SAMPLE_PER_RESOURCE = 5;
export const MOST_SAMPLES = 300;

/** Throws only when no token can be had. */
export async function verifyLoad(input: VerificationInput): Promise<VerificationResult> {
  const { client, data, dataset, vocabulary } = input;
  const after = await countResources(client, Object.keys(data.resources));
  const counts = compareCounts({ data, countsBefore: input.countsBefore, after, strict: input.strict });
  const sample = sampleItems(data, input.sampleSize ?? SAMPLE_PER_RESOURCE, MOST_SAMPLES, input.seed);
  const items = await compareItems({ client, dataset, vocabulary, sample });
  const hidden = await hiddenAt(client, data, counts);
  const failed = counts.filter(({ verdict, endpoint }) => verdict === "differs" && !hidden.includes(endpoint));
  const warned = counts.filter(({ verdict }) => verdict === "doubtful" || verdict === "uncounted");
  const differences = [...failed.map(lineOf), ...items.lines];
  if (items.differing > items.lines.length) differences.push(`... ${items.differing} items in total`);
  const warnings = grouped(warned);
  if (hidden.length > 0)
    warnings.push(`not counted, because the client has no relationship with the items: ${hidden.join(", ")}`);
  if (items.unreadable.length > 0)
    warnings.push(`not compared, because the client may not read them: ${items.unreadable.join(", ")}`);
  const ok = failed.length === 0 && items.differing === 0;
  input.log(
    `verify    ${ok ? "" : "FAILED: "}${counts.length} resources counted, ${items.checked} items compared` +
      `${differences.length === 0 ? "" : `, ${differences.length} differences`}`,
  );
  return { ok, counts, checked: items.checked, differences, warnings };
}

/** Lists leave out what a client has no relationship with; asked for by id, the target says so. */
async function hiddenAt(client: DataClient, data: LoadPhaseData, counts: readonly CountRow[]): Promise<string[]> {
  const hidden: string[] = [];
  for (const { endpoint, verdict } of counts) {
    const [, id] = data.resources[endpoint]?.ids[0] ?? [];
    if (verdict !== "differs" || id === undefined) continue;
    const { outcome } = await client.call("GET", `${endpoint}/${encodeURIComponent(id)}`);
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
