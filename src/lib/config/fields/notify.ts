/** Settings of the notices that a run sends; k6 never sees them. */

import type { Field, WordsOf } from "../field.ts";

export const NOTIFY_FIELDS = [
  { key: "notifyOn", env: "NOTIFY_ON", kind: "text", default: "pass,warn,fail,invalid,abort,error" },
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
    text: "What is told, separated by commas: start, pass, warn, fail, invalid, abort, error; none: nothing.",
  },
  notifyWebhookUrl: { text: "Incoming webhook of a chat. Not set: no message there." },
  notifyTemplate: { flag: "notify-template", text: "Whose webhook it is, and so the form of the message." },
  notifyEmailTo: { flag: "notify-email-to", text: "Who gets notices by e-mail, separated by commas. Not set: nobody." },
  notifyEmailFrom: {
    flag: "notify-email-from",
    text: "Sender of the e-mail. Not set: the user of the SMTP server, where that is an address.",
  },
  notifyBaseline: {
    flag: "notify-baseline",
    text: "Named baseline or run with which the figures in a notice are compared.",
  },
  notifyReportUrl: {
    flag: "notify-report-url",
    text: "Address of the results directory, for the link to the report; {run} in it stands for the run. Not set: the path.",
  },
  notifyAttachReport: { flag: "notify-attach-report", text: "Attach report.html to the e-mail, up to 10 MB." },
  smtpUrl: {
    text: "Mail server in one text: smtp://user:password@host:587, or smtps:// for TLS from the first byte. Or use SMTP_HOST.",
  },
  smtpHost: { text: "Mail server." },
  smtpPort: { text: "Port of SMTP_HOST." },
  smtpUser: { text: "User of SMTP_HOST. Not set: no login." },
  smtpPassword: { text: "Password of SMTP_USER." },
  smtpTls: {
    text: "auto: STARTTLS when offered, a must when there is a login; required: STARTTLS; implicit: from the first byte (port 465); none: never.",
  },
  smtpCaFile: {
    text: "PEM file of the authority that issued the mail server's certificate, where the system does not know it.",
  },
};

/** Of the command that sends a notice by hand. */
export const NOTIFY_COMMAND_FIELDS = [
  { key: "notifyTest", env: "NOTIFY_TEST", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const NOTIFY_COMMAND_WORDS: WordsOf<typeof NOTIFY_COMMAND_FIELDS> = {
  notifyTest: { flag: "test", text: "Send a test notice over every channel and say what happened." },
};
