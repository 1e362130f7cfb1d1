/** The sandbox behind the faked `k6/http`: a whole Ed-Fi API in the process of the test, by the clock of the test. */

import type { LedgerReport } from "../../src/sandbox/ledger/ledger.ts";
import { requestFor } from "../../src/sandbox/testing/requests.ts";
import { createTestSandbox, type TestSandboxOptions } from "../../src/sandbox/testing/test-sandbox.ts";
import { type FakeAnswer, type FakeRequest, k6 } from "../k6-shim/process.ts";

/** What comes in place of an answer; undefined: nothing. `lost`: the server did its work, and the answer never came. */
export type Fault = (request: FakeRequest) => FakeAnswer | "lost" | undefined;

export interface SandboxAnswers {
  /** Environment of a direct `k6 run` against it. */
  readonly environment: Readonly<Record<string, string>>;
  fault: Fault;
  ledger(): LedgerReport & { readonly rows: Readonly<Record<string, number>>; readonly duplicates: number };
  /** Of all resources. */
  rows(): number;
  revokeTokens(): void;
}

const BASE = "http://localhost:8080";
const LOST: FakeAnswer = { status: 0, error: "EOF", errorCode: 1000 };

/** Answers from now on as `k6.server`. @param application fields of the client's application, such as its claim set */
export async function answerAsSandbox(
  application: Readonly<Record<string, unknown>> = {},
  options: TestSandboxOptions = {},
): Promise<SandboxAnswers> {
  const { sandbox, ...test } = createTestSandbox({ now: Date.now, ...options });
  const { key, secret } = await test.application({ namespacePrefixes: "uri://", ...application });
  const handle = (...args: Parameters<typeof requestFor>): FakeAnswer => {
    const answer = sandbox.app.handle(requestFor(...args), true);
    if (answer instanceof Promise || typeof answer === "string") throw new Error("give faults by `fault`");
    return answer;
  };
  const answers: SandboxAnswers = {
    environment: { API_BASE_URL: BASE, CLIENT_ID: key, CLIENT_SECRET: secret },
    fault: () => undefined,
    ledger: () => JSON.parse(String(handle("GET", "/sandbox/ledger").body)),
    rows: () => Object.values(answers.ledger().rows).reduce((sum, count) => sum + count, 0),
    revokeTokens: () => void handle("DELETE", "/sandbox/tokens"),
  };
  k6.server = (request) => {
    const { method, url, body } = request;
    const fault = answers.fault(request);
    if (fault !== undefined && fault !== "lost") return fault;
    const headers: Record<string, string> = {};
    for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name] as string;
    const answer = handle(method, url.slice(BASE.length), { body, headers });
    return fault === "lost" ? LOST : answer;
  };
  return answers;
}

/** Every n-th request for data. */
export function everyNth(n: number, fault: ReturnType<Fault>, applies = isData): Fault {
  let count = 0;
  return (request) => (applies(request) && ++count % n === 0 ? fault : undefined);
}

export function isData({ url }: FakeRequest): boolean {
  return url.includes("/data/");
}
