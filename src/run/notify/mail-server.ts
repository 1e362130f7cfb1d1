/** The mail server that the settings name: SMTP_URL, or SMTP_HOST and what belongs to it. */

import { readFileSync } from "node:fs";
import { messageOf } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Empty: no login. */
  readonly user: string;
  readonly password: string;
  readonly tls: "auto" | "required" | "implicit" | "none";
  /** PEM text; undefined for what the system trusts. */
  readonly ca: string | undefined;
}

export type MailServerResult = { readonly server: MailServer } | { readonly problem: string } | undefined;

type MailConfig = Pick<
  Config,
  "smtpUrl" | "smtpHost" | "smtpPort" | "smtpUser" | "smtpPassword" | "smtpTls" | "smtpCaFile"
>;

const IMPLICIT_PORT = 465;

/** Undefined when no server is named. Problems never show SMTP_URL: a password may be in it. */
export function mailServerOf(config: MailConfig): MailServerResult {
  const named = config.smtpUrl === "" ? fromHost(config) : fromUrl(config);
  if (named === undefined || "problem" in named) return named;
  const { server } = named;
  const ca = readCa(config.smtpCaFile);
  if (ca !== undefined && "problem" in ca) return ca;
  const isLoopback = /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(server.host);
  if (server.user !== "" && server.tls === "none" && !isLoopback) {
    return { problem: "SMTP_TLS=none would send the password to the mail server unencrypted" };
  }
  const tls = server.tls === "auto" && server.user !== "" && !isLoopback ? "required" : server.tls;
  return { server: { ...server, tls, ca: ca?.text } };
}

function fromHost(config: MailConfig): { readonly server: MailServer } | undefined {
  if (config.smtpHost === "") return undefined;
  return {
    server: {
      host: config.smtpHost,
      port: config.smtpPort,
      user: config.smtpUser,
      password: config.smtpPassword,
      tls: config.smtpTls === "auto" && config.smtpPort === IMPLICIT_PORT ? "implicit" : tlsOf(config),
      ca: undefined,
    },
  };
}

function fromUrl(config: MailConfig): { readonly server: MailServer } | { readonly problem: string } {
  const problem = "SMTP_URL is not of the form smtp://user:password@host:587 or smtps://...";
  try {
    const { protocol, hostname, port, username, password } = new URL(config.smtpUrl);
    if (!/^smtps?:$/.test(protocol) || hostname === "") return { problem };
    const isImplicit = protocol === "smtps:" || Number(port) === IMPLICIT_PORT;
    return {
      server: {
        host: hostname,
        port: port === "" ? (isImplicit ? IMPLICIT_PORT : config.smtpPort) : Number(port),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
        tls: isImplicit ? "implicit" : tlsOf(config),
        ca: undefined,
      },
    };
  } catch {
    return { problem };
  }
}

function tlsOf({ smtpTls }: MailConfig): MailServer["tls"] {
  return smtpTls === "required" || smtpTls === "implicit" || smtpTls === "none" ? smtpTls : "auto";
}

function readCa(file: string): { readonly text: string } | { readonly problem: string } | undefined {
  if (file === "") return undefined;
  try {
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { problem: `SMTP_CA_FILE cannot be read: ${messageOf(error)}` };
  }
}
