/** What the pure code says, as lines of text: computed once in Node and once inside k6, the bytes must be the same. */

import { nearest } from "../../../src/base/nearest.ts";
import { describeErrorBody } from "../../../src/base/problem-details.ts";
import { lifetimeOf, renewAt } from "../../../src/lib/auth/token-policy.ts";
import { ALL_FIELDS } from "../../../src/lib/config/fields.ts";
import { configToEnvironment, resolveConfig } from "../../../src/lib/config/resolve.ts";
import { formatDuration, parseDuration } from "../../../src/lib/config/value.ts";
import { readItemLine, writeItemLine } from "../../../src/lib/contracts/journal/item-line.ts";
import { changedBody } from "../../../src/lib/data/change.ts";
import { createDataset } from "../../../src/lib/data/create-dataset.ts";
import type { DatasetSettings } from "../../../src/lib/data/dataset.ts";
import { differences } from "../../../src/lib/data/difference.ts";
import { parseDependencyRows } from "../../../src/lib/edfi/dependency-rows.ts";
import { parseTokenInfo } from "../../../src/lib/edfi/token-info.ts";
import { type Operation, outcomeOf } from "../../../src/lib/http/outcome.ts";
import { askedWaitMs } from "../../../src/lib/http/retry-after.ts";
import { decideRetry } from "../../../src/lib/http/retry-policy.ts";
import { fingerprint } from "../../../src/lib/plan/fingerprint.ts";
import { smokeDatasetSettings, smokeEndpoints } from "../../../src/lib/plan/smoke-selection.ts";
import { educationOrganizationIds } from "../../../src/target/authorization/organization-ids.ts";
import { parseDiscovery } from "../../../src/target/discovery.ts";

const EVERYTHING = { canUse: () => true };
const ONLY_REQUIRED = { canUse: () => false };
const NOW_MS = 1_795_408_979_620;
/** Odd texts. Without half a surrogate pair: JSON.stringify of k6 2.2 does not escape it, and our data has none. */
const TEXTS = ["", "a", "Zoë", "日本", "😀", "\u202e\u0007", "x".repeat(1000)];

/** @returns lines `subject: JSON` */
export function facts(): string[] {
  return [
    ...bodies(smokeDatasetSettings(1, 1, 2026), Number.POSITIVE_INFINITY),
    ...bodies(smokeDatasetSettings(7, 4_294_967_295, 1999), 3),
    ...bodies(PROD, 3),
    ...texts(),
    ...settings(),
    ...answers(),
    ...policies(),
  ];
}

const PROD: DatasetSettings = {
  seed: 12,
  datasetId: 2559,
  schools: 130,
  students: 75_000,
  staff: 12_000,
  coursesPerSchool: 40,
  sectionsPerCourse: 4,
  schoolYear: 2026,
};

function line(subject: string, value: unknown): string {
  return `${subject}: ${JSON.stringify(value)}`;
}

/** The first, the last and evenly spread items of each endpoint, with and without what is optional. */
function bodies(settings: DatasetSettings, atMost: number): string[] {
  const dataset = createDataset(settings);
  const lines = [
    line("dataset", settings),
    line("smoke endpoints", smokeEndpoints(dataset)),
    line("organizations", educationOrganizationIds(dataset.settings)),
  ];
  for (const endpoint of dataset.endpoints) {
    const count = dataset.count(endpoint);
    lines.push(line(`count ${endpoint}`, [count, dataset.needs(endpoint)]));
    const shown = Math.min(count, atMost);
    for (let step = 0; step < shown; step++) {
      const index = shown === 1 ? 0 : Math.floor((step * (count - 1)) / (shown - 1));
      const body = dataset.body(endpoint, index, EVERYTHING);
      const least = dataset.body(endpoint, index, ONLY_REQUIRED);
      const key = dataset.key(endpoint, index);
      lines.push(line(`${endpoint} ${index}`, [key, body, least, changedBody(endpoint, body, 1) ?? null]));
      lines.push(line(`difference ${endpoint}`, differences(body, least)));
    }
  }
  return lines;
}

function texts(): string[] {
  return TEXTS.flatMap((text) => [
    line("fingerprint", fingerprint(text)),
    line("error body", [describeErrorBody(text), describeErrorBody(JSON.stringify({ detail: text, errors: [text] }))]),
    line("nearest", nearest(`STUDENT_COUT${text}`, ["STUDENT_COUNT", "STAFF_COUNT"]) ?? null),
    line("journal", [readItemLine(writeItemLine(7, "created", 2, text)) ?? null]),
  ]);
}

function settings(): string[] {
  const durations = ["90s", "1m30s", "250ms", "1.5h", "0s", "", "5", "1 m", "-1s"];
  const layer = (values: Record<string, string>) => ({ origin: "environment", values });
  const wrong = {
    SEED: "many",
    REQUEST_TIMEOUT: "soon",
    API_BASE_URL: "ftp://x",
    ASSUME_YES: "perhaps",
    STUDENT_COUNT: "0",
  };
  const right = {
    SEED: " 7 ",
    REQUEST_TIMEOUT: "1m30s",
    API_BASE_URL: "http://x/y//",
    ASSUME_YES: "YES",
    ARRIVAL_RATE: ".5",
  };
  return [
    ...durations.map((text) => line(`duration ${text}`, parseDuration(text) ?? null)),
    ...[0, 1, 999, 61_000, 90_061_001].map((ms) => line(`duration ${ms}`, formatDuration(ms))),
    ...[wrong, right, {}].map((values) => {
      const resolution = resolveConfig(ALL_FIELDS, [layer(values)]);
      return line("settings", [resolution, configToEnvironment(ALL_FIELDS, resolution.config)]);
    }),
  ];
}

function answers(): string[] {
  const document = {
    version: "8.0.0",
    dataModels: [{ name: "Ed-Fi", version: "5.2.0" }],
    urls: {
      dependencies: "http://x/metadata/dependencies",
      oauth: "http://x/oauth/token",
      dataManagementApi: "http://x/data/",
    },
  };
  const info = { active: true, resources: [{ resource: "/ed-fi/schools", operations: ["Create", "Read"] }] };
  return [
    ...[JSON.stringify(document), "{}", "<html><title>Hi</title>", "[1", JSON.stringify({ urls: {} })].map((text) =>
      line("discovery", parseDiscovery(text, "http://x")),
    ),
    ...[JSON.stringify([{ resource: "/ed-fi/schools", order: 1, operations: ["Create"] }]), "{}", "["].map((text) =>
      line("dependencies", parseDependencyRows(text) ?? null),
    ),
    ...[JSON.stringify(info), "{}", "x"].map((text) => line("token info", describeInfo(parseTokenInfo(text)))),
    ...["120", " 3 ", "0", "-1", "soon", "Sun, 22 Nov 2026 23:59:59 GMT", "Mon, 23 Nov 2099 05:00:00 GMT", ""].map(
      (text) => line(`retry after ${text}`, askedWaitMs(429, { "Retry-After": text }, NOW_MS) ?? null),
    ),
  ];
}

/** Maps and sets show nothing of themselves in JSON. */
function describeInfo(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    part instanceof Map || part instanceof Set ? [...part] : part,
  );
}

function policies(): string[] {
  const operations: readonly Operation[] = ["create", "read", "query", "update", "delete", "changes"];
  const statuses = [0, 200, 201, 204, 304, 400, 401, 403, 404, 408, 409, 412, 429, 500, 503, 504];
  const problems = ["", "unresolved-reference", "Descriptor value 'x' does not exist."];
  const outcomes = operations.flatMap((operation) =>
    statuses.flatMap((status) => problems.map((problem) => outcomeOf(operation, { status, problem, errorCode: 1050 }))),
  );
  const retries = [...new Set(outcomes)].flatMap((outcome) =>
    [0, 1, 5, 40].map((repeats) => [
      outcome,
      repeats,
      decideRetry(
        { outcome, retryAfterMs: 700 },
        { repeats, unresolved: repeats, renewals: repeats },
        { transient: 8, unresolved: 4 },
        0.3,
      ),
    ]),
  );
  return [
    line("outcomes", outcomes),
    ...retries.map((retry) => line("retry", retry)),
    line("renew", [renewAt(NOW_MS, 1800, 0.618034), renewAt(NOW_MS, 5), lifetimeOf("12", 0), lifetimeOf(null, 0)]),
  ];
}
