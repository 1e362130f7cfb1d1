/** The channels that the settings name, and what is wrong with those that cannot be made. */

import type { Config } from "../../lib/config/fields.ts";
import { parseEvents } from "../../results/notify/event.ts";
import type { Channel } from "./channel.ts";
import { mailChannel } from "./mail-channel.ts";
import { mailServerOf } from "./mail-server.ts";
import { type WebhookTemplate, webhookChannel } from "./webhook-channel.ts";

export interface Channels {
  readonly channels: readonly Channel[];
  /** One line each; without secrets. */
  readonly problems: readonly string[];
}

type Made = { readonly channel: Channel } | { readonly problem: string } | undefined;

/** Channels, and everything that is wrong with the settings of notices. */
export function noticeSettings(config: Config): Channels {
  const { channels, problems } = channelsOf(config);
  return { channels, problems: [...problems, ...parseEvents(config.notifyOn).problems] };
}

function channelsOf(config: Config): Channels {
  const made = [webhook(config), mail(config)].filter((one) => one !== undefined);
  return {
    channels: made.flatMap((one) => ("channel" in one ? [one.channel] : [])),
    problems: made.flatMap((one) => ("problem" in one ? [one.problem] : [])),
  };
}

function webhook({ notifyWebhookUrl, notifyTemplate }: Config): Made {
  if (notifyWebhookUrl === "") return undefined;
  const problem = "NOTIFY_WEBHOOK_URL must begin with https:// or http:// and must not contain a user name";
  if (!URL.canParse(notifyWebhookUrl)) return { problem };
  const url = new URL(notifyWebhookUrl);
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return { problem };
  return { channel: webhookChannel(url, notifyTemplate as WebhookTemplate) };
}

/** With addresses, but without `<` and `>`: `a@b.example`, `Name <a@b.example>`. */
function mail(config: Config): Made {
  const to = config.notifyEmailTo
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  const found = mailServerOf(config);
  if (to.length === 0 && found === undefined) return undefined;
  if (to.length === 0) return { problem: "NOTIFY_EMAIL_TO is not set: no e-mail is sent" };
  if (found === undefined) return { problem: "NOTIFY_EMAIL_TO is set, but neither SMTP_URL nor SMTP_HOST" };
  if ("problem" in found) return found;
  const wrong = to.find((address) => !isAddress(address));
  if (wrong !== undefined) return { problem: `NOTIFY_EMAIL_TO: ${JSON.stringify(wrong)} is not an e-mail address` };
  const from = config.notifyEmailFrom === "" ? found.server.user : config.notifyEmailFrom;
  if (!isAddress(from)) return { problem: "NOTIFY_EMAIL_FROM is not set to an e-mail address" };
  return { channel: mailChannel({ server: found.server, from, to }) };
}

function isAddress(text: string): boolean {
  return /^(?:[^<>@\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(text);
}
