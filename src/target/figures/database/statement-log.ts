/** Readings of the figures of statements at the borders of a run, and what was executed between them. */

import type { DatabaseReport, StatementInterval } from "../../../results/figures/database-report.ts";
import type { DatabaseConnection } from "./database-connection.ts";
import { canPlan, type DatabaseFacts } from "./database-facts.ts";
import { hasPlan, planOf } from "./plans.ts";
import {
  intervalBetween,
  readStatements,
  readTexts,
  type StatementReading,
  shownInterval,
  shownText,
} from "./statements.ts";

/** Statements that get a plan: those that took most of the time. */
const PLANNED = 5;

export class StatementLog {
  readonly #connection: DatabaseConnection;
  readonly #steps: StatementInterval[] = [];
  #first: StatementReading | undefined;
  #last: StatementReading | undefined;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** @throws DatabaseError */
  async border(facts: DatabaseFacts): Promise<void> {
    if (facts.statements === undefined) return;
    const reading = await readStatements(this.#connection, facts);
    if (this.#last !== undefined) this.#steps.push(intervalBetween(this.#last, reading));
    this.#first ??= reading;
    this.#last = reading;
  }

  /** @param others statements whose texts are wanted too @throws DatabaseError */
  async report(
    facts: DatabaseFacts,
    others: readonly string[],
  ): Promise<Pick<DatabaseReport, "texts" | "run" | "steps" | "plans">> {
    if (this.#first === undefined || this.#last === undefined) return { texts: {}, steps: [], plans: [] };
    const whole = intervalBetween(this.#first, this.#last);
    const ids = [whole, ...this.#steps].flatMap(({ statements }) => statements.map(({ id }) => id));
    const queries = await readTexts(this.#connection, facts, [...new Set([...ids, ...others])]);
    const run = shownInterval(whole, queries);
    const steps = this.#steps.length < 2 ? [] : this.#steps.map((step) => shownInterval(step, queries));
    const listed = [run, ...steps].flatMap(({ statements }) => statements.map(({ id }) => id));
    const shown = new Set([...listed, ...others.filter((id) => queries[id] !== undefined)]);
    const texts = Object.fromEntries([...shown].map((id) => [id, shownText(queries[id] ?? "")]));
    return { texts, run, steps, plans: canPlan(facts) ? await this.#plans(run, queries, texts) : [] };
  }

  async #plans(
    { statements }: StatementInterval,
    queries: Readonly<Record<string, string>>,
    texts: Readonly<Record<string, string>>,
  ): Promise<DatabaseReport["plans"]> {
    const dearest = statements.filter(({ id }) => hasPlan(texts[id] ?? "")).slice(0, PLANNED);
    const plans = [];
    for (const { id } of dearest) plans.push(await planOf(this.#connection, id, queries[id] ?? ""));
    return plans;
  }
}
