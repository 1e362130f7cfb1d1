/** Figures from a Prometheus server that watches the target: what it answers to the queries of the user. */

import { readFileSync } from "node:fs";
import { LoadTestError, messageOf } from "../../../base/errors.ts";
import { plural } from "../../../base/figures.ts";
import { oneLine } from "../../../base/problem-details.ts";
import type { Config } from "../../../lib/config/fields.ts";
import { authorizationOf } from "../../../machine/server-authorization.ts";
import type { FigureValues } from "../../../results/figures/figure-values.ts";
import { mask, send } from "../../http.ts";
import { eachInParallel } from "../../parallel.ts";
import { type Check, passed, warned } from "../../preflight/checklist.ts";
import type { Collector } from "../collector.ts";
import { MOST_SERIES, parseAnswer, type QueryAnswer, seriesFigures } from "./query-answer.ts";
import { type MetricQuery, parseQueryFile } from "./query-file.ts";

export type MetricsSettings = Pick<
  Config,
  "targetMetricsUrl" | "targetMetricsFile" | "targetMetricsUsername" | "targetMetricsPassword" | "targetMetricsToken"
>;

interface Answered {
  readonly query: MetricQuery;
  readonly answer: QueryAnswer;
}

const NAME = "target metrics";
const FIX = "Check TARGET_METRICS_URL and TARGET_METRICS_FILE. The run works without them.";
const AT_ONCE = 8;
/** Together less than the time from one sample to the next. */
const QUERY_TIMEOUT_MS = 2000;
const LAST_START_MS = 2500;
const MAX_ANSWER_BYTES = 1024 * 1024;
/** Names in one line. */
const MOST_NAMES = 5;

export class MetricsCollector implements Collector {
  readonly source = "metrics";
  readonly #settings: MetricsSettings;
  /** Names of queries that once had several series. */
  readonly #labelled = new Set<string>();
  #queries: readonly MetricQuery[] | undefined;

  constructor(settings: MetricsSettings) {
    this.#settings = settings;
  }

  async check(): Promise<Check> {
    let answers: readonly Answered[];
    try {
      answers = await this.#askAll();
    } catch (error) {
      return warned(NAME, messageOf(error), FIX);
    }
    const problems = [...refusals(answers), ...remarks(answers)];
    const text = `${plural(answers.length, "figure")} from ${this.#settings.targetMetricsUrl}`;
    return problems.length === 0 ? passed(NAME, text) : warned(NAME, `${text}: ${problems.join("; ")}`, FIX);
  }

  async sample(tell: (problem: string) => void): Promise<FigureValues> {
    const answers = await this.#askAll();
    for (const problem of refusals(answers)) tell(`${NAME}: ${problem}`);
    return Object.assign({}, ...answers.map((answered) => this.#figuresOf(answered))) as FigureValues;
  }

  async close(): Promise<void> {}

  #figuresOf({ query: { name }, answer }: Answered): FigureValues {
    if (answer.kind === "refused") return {};
    if (answer.series.length > 1) this.#labelled.add(name);
    return seriesFigures(name, answer.series, this.#labelled.has(name));
  }

  /** @throws Error with one line where there is no server or no query */
  async #askAll(): Promise<readonly Answered[]> {
    this.#queries ??= this.#readQueries();
    const lastStartMs = performance.now() + LAST_START_MS;
    const answers: Answered[] = [];
    await eachInParallel(this.#queries.entries(), AT_ONCE, async ([at, query]) => {
      const isLate = performance.now() > lastStartMs;
      answers[at] = { query, answer: isLate ? refused("the server is too slow") : await this.#ask(query) };
    });
    return answers;
  }

  #readQueries(): readonly MetricQuery[] {
    const { targetMetricsUrl: url, targetMetricsFile: file } = this.#settings;
    if (url === "") throw new Error("TARGET_METRICS_FILE is set, but TARGET_METRICS_URL is not");
    if (file === "") throw new Error("TARGET_METRICS_URL is set, but TARGET_METRICS_FILE is not");
    const { queries, problems } = parseQueryFile(readFile(file));
    const [problem] = problems;
    if (problem !== undefined) throw new Error(`TARGET_METRICS_FILE: ${file}: ${problem}`);
    if (queries.length === 0) throw new Error(`TARGET_METRICS_FILE: ${file} has no queries`);
    return queries;
  }

  async #ask({ query }: MetricQuery): Promise<QueryAnswer> {
    const { targetMetricsUrl: url, targetMetricsUsername: username } = this.#settings;
    const { targetMetricsPassword: password, targetMetricsToken: token } = this.#settings;
    try {
      const { status, text } = await send({
        method: "GET",
        url: `${url}/api/v1/query?query=${encodeURIComponent(query)}`,
        headers: authorizationOf({ username, password, token }),
        timeoutMs: QUERY_TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
        attempts: 1,
      });
      return parseAnswer(status, mask(text, [password, token]));
    } catch (error) {
      if (error instanceof LoadTestError) return refused(error.message);
      throw error;
    }
  }
}

function refused(why: string): QueryAnswer {
  return { kind: "refused", why };
}

function readFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`TARGET_METRICS_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  }
}

/** One line for each reason. */
function refusals(answers: readonly Answered[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { query, answer } of answers) {
    if (answer.kind === "refused") names.set(answer.why, [...(names.get(answer.why) ?? []), query.name]);
  }
  return [...names].map(([why, of]) => `no ${listed(of)}: ${why}`);
}

/** What is worth knowing before a run: a query that finds nothing may be mistyped. */
function remarks(answers: readonly Answered[]): readonly string[] {
  const named = (isMeant: (count: number) => boolean): readonly string[] =>
    answers.flatMap(({ query, answer }) =>
      answer.kind === "series" && isMeant(answer.series.length) ? [query.name] : [],
    );
  const empty = named((count) => count === 0);
  const large = named((count) => count > MOST_SERIES);
  return [
    ...(empty.length > 0 ? [`no series for ${listed(empty)}`] : []),
    ...(large.length > 0 ? [`more than ${MOST_SERIES} series for ${listed(large)}, of which the first are kept`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return oneLine(`${names.slice(0, MOST_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`);
}
