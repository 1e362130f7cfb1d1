/** A session with a token that always holds, for tests of what k6 code asks and makes of the answers. */

import type { Session } from "../../src/k6/exchange.ts";
import type { RetryLimits } from "../../src/lib/http/retry-policy.ts";

export const TOKEN = "test-token-0";

export function fakeSession(limits: RetryLimits = { transient: 2, unresolved: 2 }): Session {
  const auth = { header: `Bearer ${TOKEN}`, ready: () => `Bearer ${TOKEN}`, refused: () => false };
  return { auth: auth as unknown as Session["auth"], limits, timeoutMs: 5000 };
}
