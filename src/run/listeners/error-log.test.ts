import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { type Failure, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { ErrorLog } from "./error-log.ts";

const NOW = new Date("2026-11-23T05:00:00.000Z");

const fail = (error: unknown): never => {
  throw error;
};

let path: string;
beforeEach(() => {
  path = join(temporaryFolder(), "errors.ndjson");
});

function logOf(lines: readonly string[]): Record<string, unknown>[] {
  const log = new ErrorLog(path, fail);
  for (const line of lines) {
    const failed = readFailureLine(line);
    if (failed !== undefined) log.add(failed, NOW);
  }
  log.close(NOW);
  const text = readFileSync(path, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const failure = (changes: object): string =>
  `f ${JSON.stringify({ item: 7, resource: "students", operation: "create", key: '{"studentUniqueId":"1"}', outcome: "rejected", status: 400, body: "", ...changes })}`;

it("writes time, key, problem type, detail and correlation id", () => {
  const body = JSON.stringify({
    detail: "lastSurname is required.",
    type: "urn:ed-fi:api:bad-request",
    title: "Bad Request",
    correlationId: "0HN-1",
  });
  expect(logOf([failure({ body })])).toEqual([
    {
      time: "2026-11-23T05:00:00.000Z",
      resource: "students",
      operation: "create",
      status: 400,
      outcome: "rejected",
      item: 7,
      key: '{"studentUniqueId":"1"}',
      problemType: "urn:ed-fi:api:bad-request",
      detail: "Bad Request: lastSurname is required.",
      correlationId: "0HN-1",
    },
  ]);
});

it("finds type and correlation id in a body that was cut off", () => {
  const body = '{"type":"urn:ed-fi:api:conflict","correlationId":"c-9","validationErrors":{"$.a":["';
  expect(logOf([failure({ body })])[0]).toMatchObject({ problemType: "urn:ed-fi:api:conflict", correlationId: "c-9" });
});

it("never writes a token, nor control characters, nor more than a line", () => {
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
  const body = `<script>\u001b[2J Bearer ${token} \n ${"x".repeat(5000)}`;
  const [entry] = logOf([failure({ body }), failure({ body: `{"correlationId":"${token}","type":"${token}"}` })]);
  const text = readFileSync(path, "utf8");
  expect(text).not.toContain("eyJ");
  expect(text).not.toContain("\u001b");
  expect(String(entry?.detail).length).toBeLessThanOrEqual(1000);
});

it("writes a bounded number per cause and counts the rest", () => {
  const lines = Array.from({ length: 70 }, (_, item) => failure({ item }));
  const entries = logOf([...lines, failure({ resource: "schools" })]);
  expect(entries).toHaveLength(52);
  expect(entries.at(-1)).toMatchObject({ cause: "students create rejected 400", furtherLines: 20 });
});

it("counts failures that have neither key nor message, without a line each", () => {
  const entries = logOf([failure({}), failure({ key: "", item: 8 }), failure({ key: "", item: 9 })]);
  expect(entries).toMatchObject([{ item: 7 }, { cause: "students create rejected 400", furtherLines: 2 }]);
});

it("has the first answers after which a request was repeated, and counts the others", () => {
  const log = new ErrorLog(path, fail);
  const answer = {
    resource: "students",
    operation: "create",
    status: 503,
    outcome: "unavailable",
    heldBack: false,
    bin: 400,
  } as const;
  log.addRepeat({ ...answer, body: '{"detail":"down"}' }, NOW);
  for (let at = 0; at < 5; at++) log.addRepeat({ ...answer, body: "" }, NOW);
  log.close(NOW);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      time: "2026-11-23T05:00:00.000Z",
      repeated: true,
      resource: "students",
      operation: "create",
      status: 503,
      detail: "down",
      outcome: "unavailable",
    },
    { time: "2026-11-23T05:00:00.000Z", cause: "students create unavailable 503 repeated", furtherLines: 5 },
  ]);
});

it("leaves an empty file when nothing failed, and keeps what a run before a resume wrote", () => {
  new ErrorLog(path, fail).close(NOW);
  expect(readFileSync(path, "utf8")).toBe("");
  logOf([failure({})]);
  new ErrorLog(path, fail).close(NOW);
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(2);
});

it("takes the smoke phase's failures, and passes over everything else", () => {
  const smoke = `f ${JSON.stringify({ resource: "schools", operation: "read", expected: "GET schools/{id} answers 200", status: 0, message: "no response", body: "" })}`;
  expect(logOf(["i 1 c 0 abc", "f {cut", "f []", smoke])).toMatchObject([
    { resource: "schools", expected: "GET schools/{id} answers 200", status: 0, detail: "no response" },
  ]);
});

it.skipIf(!existsSync("/dev/full"))("reports once that a line is lost, and then writes no more", () => {
  const lost: unknown[] = [];
  const log = new ErrorLog("/dev/full", (error) => lost.push(error));
  for (let n = 0; n < 3; n++) log.add(readFailureLine(failure({ status: 400 + n })) as Failure, NOW);
  log.close(NOW);
  expect(lost).toMatchObject([{ code: "ENOSPC" }]);
});

it("tells failures before the measured part apart", () => {
  const lines = logOf([failure({ warmingUp: true }), failure({}), failure({ warmingUp: true, key: "" })]);
  expect(lines).toMatchObject([
    { warmUp: true, item: 7 },
    { item: 7 },
    { cause: "students create rejected 400 warm-up", furtherLines: 1 },
  ]);
  expect(lines[1]).not.toHaveProperty("warmUp");
});
