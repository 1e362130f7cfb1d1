/** A chat's webhook and a real mail server with a login, on loopback; what runs tell there, and the secrets that must not be in it. */
import { type LoopbackServer, startServer } from "../../fakes/loopback-server.ts";
import { startMailServer } from "../../fakes/mail-server.ts";
import type { Environment } from "./program.ts";

const HOOK_SECRET = "HookSecret-4711-abcdef";
const LOGIN = { user: "load@test.example", password: "MailPassword-0815" };

/** In the settings of both channels. */
export const CHANNEL_SECRETS: readonly string[] = [HOOK_SECRET, LOGIN.password];

export interface NoticeChannels {
  /** All notices over both channels. */
  readonly settings: Environment;
  /** The same, but nobody listens. */
  readonly down: Environment;
  /** First lines of the chat messages. */
  titles(): string[];
  /** What came, as it came: the chat's, then the mails. */
  texts(): string[];
  /** Number of mails. */
  mails(): number;
  forget(): void;
  close(): Promise<void>;
}

export async function startNoticeChannels(): Promise<NoticeChannels> {
  const posts: string[] = [];
  const hook: LoopbackServer = await startServer(({ body }) => {
    posts.push(body);
    return { body: "ok" };
  });
  const mail = await startMailServer({ login: LOGIN });
  return {
    settings: settingsFor(hook.url, mail.port),
    down: settingsFor("http://127.0.0.1:1", 1),
    titles: () => posts.map((body) => (JSON.parse(body) as { text: string }).text),
    texts: () => [...posts, ...mail.mails.map(({ raw }) => raw)],
    mails: () => mail.mails.length,
    forget: () => {
      posts.length = 0;
      mail.mails.length = 0;
    },
    close: async () => {
      await hook.close();
      await mail.close();
    },
  };
}

function settingsFor(hookUrl: string, mailPort: number): Environment {
  return {
    NOTIFY_ON: "all",
    NOTIFY_WEBHOOK_URL: `${hookUrl}/services/${HOOK_SECRET}`,
    NOTIFY_EMAIL_TO: "team@test.example",
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: String(mailPort),
    SMTP_USER: LOGIN.user,
    SMTP_PASSWORD: LOGIN.password,
  };
}
