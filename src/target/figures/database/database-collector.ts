/** Collects figures of a PostgreSQL database over one connection. */

import type { Config } from "../../../lib/config/fields.ts";
import type { FigureValues } from "../../../results/figures/figure-values.ts";
import type { TargetReport } from "../../../results/figures/target-report.ts";
import { type DatabaseAddress, readAddress } from "../../../settings/database-address.ts";
import { type Check, passed, warned } from "../../preflight/checklist.ts";
import type { Collector } from "../collector.ts";
import { type Activity, figuresOf, readActivity } from "./activity.ts";
import { BlockerLog } from "./blockers.ts";
import { DatabaseConnection } from "./database-connection.ts";
import { DatabaseError } from "./database-error.ts";
import { type DatabaseFacts, readFacts } from "./database-facts.ts";
import { indexReports, type RelationReading, readRelations, tableReports } from "./relations.ts";
import { resetStatistics } from "./reset-statistics.ts";
import { ServerCpu } from "./server-cpu.ts";
import { readServerSettings } from "./server-settings.ts";
import { StatementLog } from "./statement-log.ts";

/** The size of a database is the sum of the sizes of all its files: it is asked for once in so many samples. */
const SAMPLES_PER_SIZE = 12;

export class DatabaseCollector implements Collector {
  readonly source = "database";
  readonly #address: DatabaseAddress;
  readonly #connection: DatabaseConnection;
  readonly #statements: StatementLog;
  readonly #blockers: BlockerLog;
  readonly #cpu: ServerCpu;
  #mustReset: boolean;
  #known: DatabaseFacts | undefined;
  #activity: Activity | undefined;
  #relations: RelationReading | undefined;
  #samples = 0;

  /** @param config with a TARGET_DATABASE_URL that is one */
  constructor({ targetDatabaseUrl, targetDatabaseReset }: Pick<Config, "targetDatabaseUrl" | "targetDatabaseReset">) {
    this.#address = readAddress(targetDatabaseUrl);
    this.#connection = new DatabaseConnection(this.#address);
    this.#statements = new StatementLog(this.#connection);
    this.#blockers = new BlockerLog(this.#connection);
    this.#cpu = new ServerCpu(this.#connection);
    this.#mustReset = targetDatabaseReset;
  }

  async check(): Promise<Check> {
    try {
      const { version, missing } = await this.#facts();
      const text = `PostgreSQL ${version} at ${this.#address.shown}`;
      if (missing.length === 0) return passed("database", `${text}: figures every 5 s, statements, sizes, plans`);
      const problems = missing.map((each) => each.text).join("; ");
      return warned("database", `${text}: ${problems}`, missing.map(({ fix }) => fix).join(" "));
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return warned("database", error.message, error.fix);
    }
  }

  async sample(): Promise<FigureValues> {
    const facts = await this.#facts();
    const activity = await readActivity(this.#connection, facts);
    const values = figuresOf(activity, this.#activity, facts.seesAll);
    this.#activity = activity;
    if (activity.blocked > 0) await this.#blockers.look(facts);
    const size = this.#samples++ % SAMPLES_PER_SIZE === 0 ? await this.#size() : {};
    return { ...values, ...size, ...(await this.#cpu.sample()) };
  }

  async border(): Promise<void> {
    const facts = await this.#facts();
    if (this.#mustReset) {
      this.#mustReset = false;
      await resetStatistics(this.#connection, facts);
    }
    await this.#statements.border(facts);
    this.#relations ??= await readRelations(this.#connection);
  }

  async report(): Promise<Omit<TargetReport, "problems">> {
    const facts = await this.#facts();
    const relations = await readRelations(this.#connection);
    const before = this.#relations ?? relations;
    const blockers = this.#blockers.report();
    const inBlockers = blockers
      .flatMap(({ waiting, blocking }) => [waiting, blocking])
      .filter((id) => id !== undefined);
    const database = {
      version: facts.version,
      missing: facts.missing.map(({ text }) => text),
      ...(await this.#statements.report(facts, inBlockers)),
      blockers,
      tables: tableReports(before, relations),
      indexes: indexReports(before, relations),
      settings: await readServerSettings(this.#connection),
    };
    return { database };
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #facts(): Promise<DatabaseFacts> {
    this.#known ??= await readFacts(this.#connection);
    return this.#known;
  }

  async #size(): Promise<FigureValues> {
    const [row] = await this.#connection.query<{ readonly bytes: number }>(
      "select pg_database_size(current_database())::float8 as bytes",
    );
    return row === undefined ? {} : { "database.bytes": row.bytes };
  }
}
