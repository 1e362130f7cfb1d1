/**
 * One k6 process, faked: what its VUs share, what a test scripts, and what came out. It outlives `vi.resetModules()`,
 * which gives the next VU module state of its own (see vu.ts).
 */

export interface FakeRequest {
  readonly method: string;
  readonly url: string;
  /** Empty where nothing was sent. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds; undefined: k6's default. */
  readonly timeout: number | undefined;
  readonly redirects: number | undefined;
  /** Of `responseCallback`; undefined: k6's default. */
  readonly expected: readonly number[] | undefined;
}

/** Status 0 stands for no answer, as in k6. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects and arrays are sent as JSON. */
  readonly body?: unknown;
  readonly error?: string;
  readonly errorCode?: number;
  readonly durationMs?: number;
}

export interface Sample {
  readonly metric: string;
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface FakeProcess {
  /** Answers requests; a test replaces it. */
  server: (request: FakeRequest) => FakeAnswer;
  readonly requests: FakeRequest[];
  /** Answers for the secret source what is not cached yet; what it throws rejects. */
  broker: (key: string) => string;
  /** Keys that the broker was asked for. */
  readonly asked: string[];
  readonly secrets: Map<string, string>;
  readonly arrays: Map<string, readonly unknown[]>;
  /** What `open` finds. */
  readonly files: Map<string, string>;
  readonly samples: Sample[];
  readonly checks: { readonly name: string; readonly passed: boolean; readonly tags: Record<string, string> }[];
  /** Milliseconds. */
  readonly sleeps: number[];
  /** Lines of `console.log`, and of `console.error` and `console.warn`. */
  readonly log: string[];
  readonly errors: string[];
  /** Reason of `test.abort`. */
  aborted: string | undefined;
  vu: number;
  iteration: number;
  startedMs: number;
}

function initial(): FakeProcess {
  return {
    server: ({ method, url }) => {
      throw new Error(`no answer is scripted for ${method} ${url}`);
    },
    requests: [],
    broker: (key) => {
      throw new Error(`no secret is scripted for ${key}`);
    },
    asked: [],
    secrets: new Map(),
    arrays: new Map(),
    files: new Map(),
    samples: [],
    checks: [],
    sleeps: [],
    log: [],
    errors: [],
    aborted: undefined,
    vu: 1,
    iteration: 0,
    startedMs: Date.now(),
  };
}

declare global {
  var fakeK6: FakeProcess | undefined;
}

globalThis.fakeK6 ??= initial();
export const k6: FakeProcess = globalThis.fakeK6;

export function resetProcess(): void {
  Object.assign(k6, initial());
}

/** Sum of a metric's samples whose tags hold all of `tags`. */
export function total(metric: string, tags: Readonly<Record<string, string>> = {}): number {
  return k6.samples
    .filter((sample) => sample.metric === metric && Object.keys(tags).every((tag) => sample.tags[tag] === tags[tag]))
    .reduce((sum, { value }) => sum + value, 0);
}
