/** Settings of the notices that a run sends. Used by the runner only. */

import type { Field, WordsOf } from "../field.ts";

export const NOTIFY_FIELDS = [
  { key: "notifyOn", env: "NOTIFY_ON", kind: "text", default: "pass,warn,fail,invalid,inconclusive,abort,error" },
  { key: "notifyWebhookUrl", env: "NOTIFY_WEBHOOK_URL", kind: "text", default: "", secret: true },
  {
    key: "notifyTemplate",
    env: "NOTIFY_TEMPLATE",
    kind: "choice",
    choices: ["slack", "mattermost", "teams"],
    default: "slack",
  },
  { key: "notifyEmailTo", env: "NOTIFY_EMAIL_TO", kind: "text", default: "" },
  { key: "notifyEmailFrom", env: "NOTIFY_EMAIL_FROM", kind: "text", default: "" },
  { key: "notifyBaseline", env: "NOTIFY_BASELINE", kind: "text", default: "" },
  { key: "notifyReportUrl", env: "NOTIFY_REPORT_URL", kind: "text", default: "" },
  { key: "notifyAttachReport", env: "NOTIFY_ATTACH_REPORT", kind: "boolean", default: "false" },
  { key: "smtpUrl", env: "SMTP_URL", kind: "text", default: "", secret: true },
  { key: "smtpHost", env: "SMTP_HOST", kind: "text", default: "" },
  { key: "smtpPort", env: "SMTP_PORT", kind: "integer", default: "587", min: 1, max: 65_535 },
  { key: "smtpUser", env: "SMTP_USER", kind: "text", default: "" },
  { key: "smtpPassword", env: "SMTP_PASSWORD", kind: "text", default: "", secret: true },
  {
    key: "smtpTls",
    env: "SMTP_TLS",
    kind: "choice",
    choices: ["auto", "required", "implicit", "none"],
    default: "auto",
  },
  { key: "smtpCaFile", env: "SMTP_CA_FILE", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const NOTIFY_WORDS: WordsOf<typeof NOTIFY_FIELDS> = {
  notifyOn: {
    flag: "notify-on",
    text: "Events to send, separated by commas: start, pass, warn, fail, invalid, abort, error; none: no notices.",
  },
  notifyWebhookUrl: { text: "Incoming webhook of a chat. Not set: no chat message." },
  notifyTemplate: { flag: "notify-template", text: "Chat product of the webhook, which defines the message format." },
  notifyEmailTo: {
    flag: "notify-email-to",
    text: "Recipients of e-mail notices, separated by commas. Not set: no e-mail.",
  },
  notifyEmailFrom: {
    flag: "notify-email-from",
    text: "Sender of the e-mail. Not set: the user of the SMTP server, if that is an e-mail address.",
  },
  notifyBaseline: {
    flag: "notify-baseline",
    text: "Named baseline or run whose figures are shown for comparison.",
  },
  notifyReportUrl: {
    flag: "notify-report-url",
    text:
      "URL of the results directory, for the link to the report. {run} is replaced by the run. Not set: the " +
      "local path.",
  },
  notifyAttachReport: { flag: "notify-attach-report", text: "Attach report.html to the e-mail, up to 10 MB." },
  smtpUrl: {
    text:
      "Mail server as a URL: smtp://user:password@host:587, or smtps:// for implicit TLS. Alternatively, " +
      "set SMTP_HOST.",
  },
  smtpHost: { text: "Mail server." },
  smtpPort: { text: "Port of SMTP_HOST." },
  smtpUser: { text: "User on SMTP_HOST. Not set: no authentication." },
  smtpPassword: { text: "Password of SMTP_USER." },
  smtpTls: {
    text:
      "auto: STARTTLS if offered, mandatory with a login; required: STARTTLS; implicit: TLS from the start " +
      "(port 465); none: never.",
  },
  smtpCaFile: {
    text: "PEM file with the certificate authority of the mail server, if the system does not trust it.",
  },
};

/** Settings of the command `npm run notify`. */
export const NOTIFY_COMMAND_FIELDS = [
  { key: "notifyTest", env: "NOTIFY_TEST", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const NOTIFY_COMMAND_WORDS: WordsOf<typeof NOTIFY_COMMAND_FIELDS> = {
  notifyTest: { flag: "test", text: "Send a test notice over every channel and print the results." },
};
