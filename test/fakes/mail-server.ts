/** A real SMTP server on a free loopback port that keeps what it was sent. */

import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The message as it came: headers, empty line, body. */
  readonly raw: string;
  /** The line was encrypted. */
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface MailServerOptions {
  /** When given, a login is a must, and this is the only good one. */
  readonly login?: { readonly user: string; readonly password: string };
  readonly tls?: { readonly key: string; readonly cert: string };
  /** TLS from the first byte, instead of STARTTLS. */
  readonly implicit?: boolean;
  /** Refuses these receivers. */
  readonly refused?: readonly string[];
  /** Answers the first so many messages with 451: try again. */
  readonly busy?: number;
}

export interface TestMailServer {
  readonly port: number;
  readonly mails: ReceivedMail[];
  close(): Promise<void>;
}

export async function startMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const { login, tls, implicit = false, refused = [] } = options;
  const mails: ReceivedMail[] = [];
  let busy = options.busy ?? 0;
  const server = new SMTPServer({
    secure: implicit,
    ...tls,
    ...(tls === undefined ? { hideSTARTTLS: true } : {}),
    authOptional: login === undefined,
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === login?.user && auth.password === login?.password
        ? done(null, { user: auth.username })
        : done(new Error(`Invalid login for ${auth.username}, password ${auth.password}`)),
    onRcptTo: ({ address }, _session, done) =>
      refused.includes(address) ? done(Object.assign(new Error("No such user"), { responseCode: 550 })) : done(),
    onData: (stream, { envelope, secure, user }, done) => {
      let raw = "";
      stream.on("data", (chunk: Buffer) => {
        raw += chunk.toString("latin1");
      });
      stream.on("end", () => {
        if (busy > 0) {
          busy--;
          return done(Object.assign(new Error("Try again"), { responseCode: 451 }));
        }
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, raw, secure, user: typeof user === "string" ? user : undefined });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
