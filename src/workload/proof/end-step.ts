/** A step after k6 that sends requests to the target, with a time limit and progress output. */

import { formatDuration, plural } from "../../base/figures.ts";
import type { DataClient } from "../../target/data-client.ts";
import { TimedClient } from "../../target/timed-client.ts";

const PROGRESS_MS = 10_000;

export interface EndStep {
  /** First word of the lines of progress. */
  readonly name: string;
  readonly client: DataClient;
  readonly mostMs: number;
  readonly log: (line: string) => void;
}

/** @param work gets a client that sends nothing any more when the time is up */
export async function endStep<T>(
  { name, client, mostMs, log }: EndStep,
  work: (client: TimedClient) => Promise<T>,
): Promise<T> {
  const timed = new TimedClient(client, mostMs);
  const startMs = performance.now();
  const timer = setInterval(() => {
    const took = formatDuration(Math.round(performance.now() - startMs));
    log(`${name.padEnd(10)}${plural(timed.answers, "answer")} in ${took}, ${endText(timed)}`);
  }, PROGRESS_MS);
  try {
    return await work(timed);
  } finally {
    clearInterval(timer);
  }
}

function endText({ leftMs }: TimedClient): string {
  return leftMs === 0
    ? "the time ran out: waiting for the last ones"
    : `ends within ${formatDuration(Math.ceil(leftMs / 1000) * 1000)}`;
}
