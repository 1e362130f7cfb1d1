/**
 * Tells people about runs. Nothing here changes what a run is worth: a channel that takes no notice costs one warning in a run and
 * at most some seconds for each notice.
 */

import { dirname, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LoadTestError } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import type { Config } from "../../lib/config/fields.ts";
import { type NoticeEvent, parseEvents } from "../../results/notify/event.ts";
import { errorNotice, type Notice, startNotice } from "../../results/notify/notice.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { Command } from "../../settings/command.ts";
import { parseLabels } from "../../settings/labels.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { Prepared } from "../prepare.ts";
import type { Delivery } from "./channel.ts";
import { type Channels, channelsOf } from "./channels.ts";
import { DELIVERY_LIMITS, type DeliveryResult, deliver } from "./deliver.ts";
import { endDelivery } from "./end-delivery.ts";
import { type PlacedSummary, readSummaries } from "./summaries.ts";

/** How long the last notice of a run lets the first one go before it. */
const WAIT_FOR_START_MS = 2_000;

/** What is under way for a command; the stack of clean-up steps is the one object that all its phases share. */
const pending = new WeakMap<object, Promise<void>>();
const toldProblems = new WeakSet<object>();
/** Names of the channels of which a command has warned. */
const toldFailures = new WeakMap<object, Set<string>>();

/** Returns at once: a run does not wait for its notice. @param phase as people call it: `load`, `full` */
export function notifyStart(context: CommandContext, prepared: Prepared, phase: string): void {
  const { settings } = context;
  const { installation, facts, startedAt } = prepared;
  const notice = (): Delivery => ({
    notice: startNotice({
      phase,
      profile: settings.profileName,
      target: {
        kind: installation.kind,
        baseUrl: installation.baseUrl,
        version: facts.discovery?.version ?? "",
      },
      startedAt: startedAt.toISOString(),
      labels: parseLabels(settings.config.labels),
    }),
    attachments: [],
  });
  pending.set(context.cleanup, sendWanted(context, "start", notice));
}

/**
 * Never throws. Does nothing for a phase inside a full run, which has one notice of its own.
 * @param summaries of the phases of one run
 */
export async function notifyEnd(
  context: CommandContext,
  summaries: readonly RunSummary[],
  folder: RunFolder,
): Promise<void> {
  const isPart = dirname(folder.path) !== resolve(context.settings.config.resultsDirectory);
  if (isPart || summaries.length === 0) return;
  await sendEnd(context, folder, () => summaries.map((summary) => ({ summary, path: folder.path })));
}

/** The one notice at the end of a full run, from the summaries of its phases. Never throws. */
export async function notifyFullEnd(context: CommandContext, folder: RunFolder): Promise<void> {
  await sendEnd(context, folder, () => readSummaries(folder.path));
}

/** For a command that could not do its work at all. Never throws; does nothing for commands that run nothing. */
export async function notifyError(context: CommandContext, command: Command, error: unknown): Promise<void> {
  const isRun = command.name.startsWith("run-") && command.groups.some(({ title }) => title === "Notices");
  const isTyping = error instanceof LoadTestError && error.kind === "usage";
  if (!isRun || isTyping || context.cleanup.interrupted) return;
  const { config, profileName } = context.settings;
  const cause = error instanceof Error ? error : new Error(String(error));
  await sendWanted(context, "error", () => ({
    notice: errorNotice(command.typed, profileName, config.apiBaseUrl, cause),
    attachments: [],
  }));
}

async function sendEnd(
  context: CommandContext,
  folder: RunFolder,
  read: () => readonly PlacedSummary[],
): Promise<void> {
  if (context.cleanup.interrupted) return;
  const begun = performance.now();
  await Promise.race([pending.get(context.cleanup), sleep(WAIT_FOR_START_MS, undefined, { ref: false })]);
  const budgetMs = DELIVERY_LIMITS.budgetMs - (performance.now() - begun);
  const compose = (): Delivery | undefined => endDelivery(context.settings.config, folder, read());
  await sendWanted(context, undefined, compose, budgetMs);
}

/** @param event undefined: known only from the notice itself */
async function sendWanted(
  context: CommandContext,
  event: NoticeEvent | undefined,
  compose: () => Delivery | undefined,
  budgetMs: number = DELIVERY_LIMITS.budgetMs,
): Promise<void> {
  const { output } = context;
  try {
    const { channels, wanted } = openChannels(context);
    if (channels.length === 0 || (event !== undefined && !wanted.has(event))) return;
    const delivery = compose();
    if (delivery === undefined || !wanted.has(delivery.notice.event)) return;
    const results = await deliver(channels, delivery, { ...DELIVERY_LIMITS, budgetMs });
    const told = toldFailures.get(context.cleanup) ?? new Set();
    toldFailures.set(context.cleanup, told);
    for (const line of resultLines(delivery.notice, results, told)) output.progress(line);
  } catch (error) {
    output.progress(`warning   no notice sent: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function openChannels(context: CommandContext): {
  readonly channels: Channels["channels"];
  readonly wanted: ReadonlySet<NoticeEvent>;
} {
  const { config } = context.settings;
  const { channels, problems } = noticeSettings(config);
  if (problems.length > 0 && !toldProblems.has(context.cleanup)) {
    toldProblems.add(context.cleanup);
    context.output.progress(`warning   notices: ${problems.join("; ")}`);
  }
  return { channels, wanted: parseEvents(config.notifyOn).events };
}

/** Channels, and everything that is wrong with the settings of notices. */
export function noticeSettings(config: Config): Channels {
  const { channels, problems } = channelsOf(config);
  return { channels, problems: [...problems, ...parseEvents(config.notifyOn).problems] };
}

/** @param told channels whose failure was warned of before; those that fail now are added */
function resultLines({ event }: Notice, results: readonly DeliveryResult[], told: Set<string>): string[] {
  const sent = results.filter(({ ok }) => ok).map(({ channel }) => channel);
  const failed = results.filter(({ ok }) => !ok);
  const again = failed.filter(({ channel }) => told.has(channel)).map(({ channel }) => channel);
  const first = failed.filter(({ channel }) => !told.has(channel));
  for (const { channel } of first) told.add(channel);
  const reasons = first.map(({ channel, detail }) => `${channel}: ${detail}`);
  return [
    ...(sent.length === 0 ? [] : [`notice    ${event} told by ${sent.join(" and ")}`]),
    ...(again.length === 0 ? [] : [`notice    ${event} not told by ${again.join(" and ")} either`]),
    ...(reasons.length === 0 ? [] : [`warning   notice not sent by ${reasons.join("; nor by ")}`]),
  ];
}
