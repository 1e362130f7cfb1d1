/** `npm run notify`: a test notice, or the notice of a finished run again, regardless of NOTIFY_ON. */

import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { testNotice } from "../results/notify/notice.ts";
import type { Delivery } from "../run/notify/channel.ts";
import { noticeSettings } from "../run/notify/channels.ts";
import { deliver } from "../run/notify/deliver.ts";
import { endDelivery } from "../run/notify/end-delivery.ts";
import { findAnyRun } from "../store/find-run.ts";
import { notEnded } from "../store/not-ended.ts";
import { readSummaries } from "../store/summaries.ts";

/**
 * @returns the exit code: EXIT_CODES.failed when a channel failed.
 * @throws LoadTestError for settings that are wrong
 */
export async function runNotify(context: CommandContext): Promise<number> {
  const { settings, output } = context;
  const { channels, problems } = noticeSettings(settings.config);
  if (problems.length > 0) throw new LoadTestError("config", problems.join("\n"));
  if (channels.length === 0) {
    throw new LoadTestError("config", "No channel for notices is set.", {
      hint: "Set NOTIFY_WEBHOOK_URL, or NOTIFY_EMAIL_TO and SMTP_URL, in .env.load-test or the environment.",
    });
  }
  const results = await deliver(channels, deliveryOf(context));
  for (const { channel, ok, detail } of results) {
    output.result(`${ok ? "PASS" : "FAIL"}  ${channel}${detail === "" ? "" : `: ${detail}`}`);
  }
  output.document({ ok: results.every(({ ok }) => ok), channels: results });
  return results.every(({ ok }) => ok) ? EXIT_CODES.pass.code : EXIT_CODES.failed.code;
}

function deliveryOf({ settings }: CommandContext): Delivery {
  const { config, positionals, profileName } = settings;
  if (config.notifyTest) return { notice: testNotice(profileName), attachments: [] };
  const [wanted] = positionals;
  if (wanted === undefined) {
    throw new LoadTestError("usage", "RUN is missing: name a run, or use --test.", {
      hint: "npm run notify -- --test, or npm run notify -- latest",
    });
  }
  const folder = findAnyRun(config.resultsDirectory, wanted);
  const delivery = endDelivery(config, folder, readSummaries(folder.path));
  if (delivery === undefined) throw notEnded(folder.path);
  return delivery;
}
