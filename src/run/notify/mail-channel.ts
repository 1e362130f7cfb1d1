/** Notices by e-mail over SMTP. */

import type { SMTPTransportOptions } from "nodemailer";
import { oneLine } from "../../base/problem-details.ts";
import { mailText } from "../../results/notify/mail.ts";
import { mask } from "../../target/http.ts";
import type { Channel, TryResult } from "./channel.ts";
import type { MailServer } from "./mail-server.ts";

export interface MailChannelOptions {
  readonly server: MailServer;
  readonly from: string;
  readonly to: readonly string[];
}

const STEP_TIMEOUT_MS = 5_000;

export function mailChannel({ server, from, to }: MailChannelOptions): Channel {
  const { host, port, user, password } = server;
  const secrets = password === "" ? [] : [password, `\0${user}\0${password}`];
  return {
    name: `e-mail by ${host}:${port}`,
    send: async ({ notice, attachments }, signal) => {
      try {
        // Loaded late: most commands send nothing.
        const { createTransport } = await import("nodemailer");
        const { rejected } = await createTransport(transportOptions(server)).sendMail({
          ...mailText(notice),
          from,
          to: [...to],
          headers: { "Auto-Submitted": "auto-generated" },
          attachments: attachments.map(({ name, path }) => ({ filename: name, path, contentType: "text/html" })),
          disableUrlAccess: true,
          signal,
        });
        if (rejected === undefined || rejected.length === 0) return { kind: "sent" };
        return { kind: "failed", reason: `refused for ${oneLine(rejected.map(String).join(", "), 200)}` };
      } catch (error) {
        return explain(error, secrets);
      }
    },
  };
}

function transportOptions({ host, port, user, password, tls, ca }: MailServer): SMTPTransportOptions {
  return {
    host,
    port,
    secure: tls === "implicit",
    ignoreTLS: tls === "none",
    requireTLS: tls === "required",
    ...(user === "" ? {} : { auth: { user, pass: password } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    dnsTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    // A server that does not close its end must not keep the command from ending.
    socketCloseTimeout: 0,
    logger: false,
  };
}

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly message?: string;
}

/** Not repeated: permanent refusals (answers from 500 on), failed logins, unavailable TLS. */
function explain(error: unknown, secrets: readonly string[]): TryResult {
  const { code, responseCode, message } = error as SmtpError;
  const reason = mask(oneLine(message ?? "unknown failure", 200), secrets);
  const isRefused = responseCode !== undefined && responseCode >= 500;
  const isTls = code === "ETLS" || /certificate|self.signed|altname/i.test(message ?? "");
  return isRefused || isTls || code === "EAUTH" ? { kind: "failed", reason } : { kind: "retry", reason };
}
