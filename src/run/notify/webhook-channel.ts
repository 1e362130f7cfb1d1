/** Notices into a chat by an incoming webhook. The address is a secret: nothing here ever shows more of it than its host. */

import { oneLine } from "../../base/problem-details.ts";
import { webFetch } from "../../machine/web-fetch.ts";
import { mattermostPayload } from "../../results/notify/mattermost.ts";
import type { Notice } from "../../results/notify/notice.ts";
import { slackPayload } from "../../results/notify/slack.ts";
import { teamsPayload } from "../../results/notify/teams.ts";
import { explainFailedCall } from "../../target/failed-call.ts";
import { mask, retryAfterOf } from "../../target/http.ts";
import type { Channel, TryResult } from "./channel.ts";

export type WebhookTemplate = "slack" | "mattermost" | "teams";

const PAYLOADS: Readonly<Record<WebhookTemplate, (notice: Notice) => unknown>> = {
  slack: slackPayload,
  mattermost: mattermostPayload,
  teams: teamsPayload,
};

const TRY_TIMEOUT_MS = 5_000;
const LONGEST_ANSWER = 4_096;
const SHORTEST_SECRET = 6;

/** @param url http or https, without user information */
export function webhookChannel(url: URL, template: WebhookTemplate): Channel {
  const secrets = secretsIn(url);
  return {
    name: `${template} webhook at ${url.host}`,
    send: async ({ notice }, signal) => {
      try {
        const response = await webFetch(url.href, {
          method: "POST",
          headers: { "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify(PAYLOADS[template](notice)),
          // A redirect would send the notice, and the secret with it, to another server.
          redirect: "manual",
          signal: AbortSignal.any([signal, AbortSignal.timeout(TRY_TIMEOUT_MS)]),
        });
        return judge(template, response, mask(oneLine(await beginningOf(response), 200), secrets));
      } catch (error) {
        const { seen, fix, problem } = await explainFailedCall(error, url.href, TRY_TIMEOUT_MS);
        return problem === undefined ? { kind: "retry", reason: seen } : { kind: "failed", reason: `${seen}. ${fix}` };
      }
    },
  };
}

function judge(template: WebhookTemplate, response: Response, body: string): TryResult {
  const { status } = response;
  // Connectors of Teams return 200 for what they could not deliver, with an error text.
  const isRefusedInWords = template === "teams" && /failed with error/i.test(body);
  const reason = `returned ${status}${body === "" ? "" : `: ${body}`}`;
  if (response.ok && !isRefusedInWords) return { kind: "sent" };
  if (status !== 408 && status !== 429 && status < 500 && !isRefusedInWords) return { kind: "failed", reason };
  const retryAfterMs = retryAfterOf(response);
  return { kind: "retry", reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Enough of the answer for a message; the rest is not waited for, and one that breaks off does not change the status. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = "";
  try {
    while (reader !== undefined && text.length < LONGEST_ANSWER) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    await reader?.cancel();
  } catch {
    // The status is known.
  }
  return text.slice(0, LONGEST_ANSWER);
}

/** Path, its parts and the query: each may be what makes the address secret. */
function secretsIn({ href, pathname, search, searchParams }: URL): string[] {
  const parts = [...pathname.split("/"), ...searchParams.values()].filter((part) => part.length >= SHORTEST_SECRET);
  return [href, `${pathname}${search}`, ...parts.map(decoded), ...parts];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
