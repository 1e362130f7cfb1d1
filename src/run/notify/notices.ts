/**
 * The notices of one command: at the start of its run, at the end, and when it fails before there is a run. They change
 * nothing about the run: a channel that does not accept a notice costs one warning, and some seconds at most for each.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { type NoticeEvent, parseEvents } from "../../results/notify/event.ts";
import { errorNotice, type Notice, startNotice } from "../../results/notify/notice.ts";
import { parseLabels } from "../../settings/labels.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import { readSummaries } from "../../store/summaries.ts";
import { type ReadyTarget, targetIdentity } from "../ready-target.ts";
import type { Delivery } from "./channel.ts";
import { type Channels, noticeSettings } from "./channels.ts";
import { DELIVERY_LIMITS, type DeliveryResult, deliver } from "./deliver.ts";
import { endDelivery } from "./end-delivery.ts";

/** How long the last notice waits for the first one to be sent. */
const WAIT_FOR_START_MS = 2_000;

export class Notices {
  readonly #context: CommandContext;
  readonly #channels: Channels["channels"];
  readonly #wanted: ReadonlySet<NoticeEvent>;
  #start: Promise<void> | undefined;
  /** Names of channels that failed before. */
  readonly #failed = new Set<string>();

  /** Prints one warning for wrong settings. */
  constructor(context: CommandContext) {
    const { config } = context.settings;
    const { channels, problems } = noticeSettings(config);
    if (problems.length > 0) context.output.progress(`warning   notices: ${problems.join("; ")}`);
    this.#context = context;
    this.#channels = channels;
    this.#wanted = parseEvents(config.notifyOn).events;
  }

  /** Returns at once: a run does not wait for its notice. @param phase as people call it: `load`, `full` */
  runStarted(phase: string, target: Pick<ReadyTarget, "installation" | "facts" | "startedAt">, profile: string): void {
    const { settings } = this.#context;
    this.#start = this.#send("start", () => ({
      notice: startNotice({
        phase,
        profile,
        target: targetIdentity(target),
        startedAt: target.startedAt.toISOString(),
        labels: parseLabels(settings.config.labels),
      }),
      attachments: [],
    }));
  }

  /** One notice from the summaries in the folder: one phase, or those of a full run. Never throws. */
  async runEnded(folder: RunFolder): Promise<void> {
    const { cleanup, settings } = this.#context;
    if (cleanup.interrupted) return;
    const begun = performance.now();
    await Promise.race([this.#start, sleep(WAIT_FOR_START_MS, undefined, { ref: false })]);
    const budgetMs = DELIVERY_LIMITS.budgetMs - (performance.now() - begun);
    const compose = (): Delivery | undefined => endDelivery(settings.config, folder, readSummaries(folder.path));
    await this.#send(undefined, compose, budgetMs);
  }

  /**
   * Runs `work`. When it throws, a notice is sent when the command ends, after its error was printed; none for a mistake on
   * the command line. @throws what `work` throws
   */
  async ofFailure<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#context.cleanup.add(() => this.commandFailed(error));
      throw error;
    }
  }

  /** Never throws. */
  async commandFailed(error: unknown): Promise<void> {
    const { cleanup, settings, command } = this.#context;
    const isUsage = error instanceof LoadTestError && error.kind === "usage";
    if (isUsage || cleanup.interrupted) return;
    const cause = error instanceof Error ? error : new Error(String(error));
    const { config, profileName } = settings;
    await this.#send("error", () => ({
      notice: errorNotice(command.typed, profileName, config.apiBaseUrl, cause),
      attachments: [],
    }));
  }

  /** @param event undefined: known only from the notice itself */
  async #send(
    event: NoticeEvent | undefined,
    compose: () => Delivery | undefined,
    budgetMs: number = DELIVERY_LIMITS.budgetMs,
  ): Promise<void> {
    const { output } = this.#context;
    if (this.#channels.length === 0 || (event !== undefined && !this.#wanted.has(event))) return;
    try {
      const delivery = compose();
      if (delivery === undefined || !this.#wanted.has(delivery.notice.event)) return;
      const results = await deliver(this.#channels, delivery, { ...DELIVERY_LIMITS, budgetMs });
      for (const line of resultLines(delivery.notice, results, this.#failed)) output.progress(line);
    } catch (error) {
      output.progress(`warning   no notice sent: ${messageOf(error)}`);
    }
  }
}

/** @param known channels whose failure was reported before; those that fail now are added */
function resultLines({ event }: Notice, results: readonly DeliveryResult[], known: Set<string>): string[] {
  const sent = results.filter(({ ok }) => ok).map(({ channel }) => channel);
  const failed = results.filter(({ ok }) => !ok);
  const again = failed.filter(({ channel }) => known.has(channel)).map(({ channel }) => channel);
  const first = failed.filter(({ channel }) => !known.has(channel));
  for (const { channel } of first) known.add(channel);
  const reasons = first.map(({ channel, detail }) => `${channel}: ${detail}`);
  return [
    ...(sent.length === 0 ? [] : [`notice    ${event} sent by ${sent.join(" and ")}`]),
    ...(again.length === 0 ? [] : [`notice    ${event} not sent by ${again.join(" and ")} either`]),
    ...(reasons.length === 0 ? [] : [`warning   notice not sent by ${reasons.join("; nor by ")}`]),
  ];
}
