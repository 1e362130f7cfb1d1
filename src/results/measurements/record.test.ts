import { describe, expect, it } from "vitest";
import { operationsFromRecord } from "./operations.ts";
import { type Figures, parseRecordLine, RecordReader } from "./record.ts";

/** As k6 2.2 writes it, with few series. */
const LINES = [
  '{"event":"param","data":{"period":1000,"tags":["name","outcome"]}}',
  '{"event":"metric","data":{"time":{"type":"gauge","contains":"time"}}}',
  '{"event":"start","data":[[1000000]]}',
  '{"event":"metric","data":{"http_reqs":{"type":"counter"},"http_req_duration":{"type":"trend"},"vus":{"type":"gauge"},"vus_max":{"type":"gauge"},"http_reqs{name:POST /ed-fi/students}":{"type":"counter"},"http_req_duration{name:POST /ed-fi/students}":{"type":"trend"},"dms_outcomes":{"type":"counter"},"dms_outcomes{outcome:created}":{"type":"counter"},"dms_outcomes{name:create students created}":{"type":"counter"},"http_req_failed":{"type":"rate"}}}',
  // Sorted: dms_outcomes, {name}, {outcome}, http_req_duration, {name}, http_req_failed, http_reqs, {name}, time, vus,
  // vus_max.
  '{"event":"cumulative","data":[[8,8],[8,8],[8,8],[5,9,4,1,7,8,9],[5,9,4,1,7,8,9],[0.25],[12,12],[8,8],[1001000],[3],[4]]}',
  '{"event":"snapshot","data":[[8,8],[8,8],[8,8],[5,9,4,1,7,8,9],[5,9,4,1,7,8,9],[0.25],[12,12],[8,8],[1001000],[3],[4]]}',
  // A resource more, and a second without samples of the first one.
  '{"event":"metric","data":{"dms_outcomes{name:create schools rejected}":{"type":"counter"},"dms_outcomes{outcome:rejected}":{"type":"counter"}}}',
  '{"event":"cumulative","data":[[10,5],[2,1],[8,4],[8,4],[2,1],[5,9,4,1,7,8,9],[5,9,4,1,7,8,9],[0.5],[14,7],[8,4],[1002000],[3],[4]]}',
  '{"event":"snapshot","data":[[2,2],[2,2],[],[],[2,2],[],[],[1],[2,2],[],[1002000],[],[]]}',
  '{"event":"stop","data":[[1002100]]}',
];

function read(lines: readonly string[]): { reader: RecordReader; periods: Figures[] } {
  const reader = new RecordReader();
  const periods = lines.flatMap((line) => {
    const event = parseRecordLine(line);
    return (event === undefined ? undefined : reader.accept(event)) ?? [];
  });
  return { reader, periods };
}

describe("RecordReader", () => {
  it("gives each period its figures, by call and by outcome", () => {
    const [first, second] = read(LINES).periods;
    expect(first).toMatchObject({ second: 1, seconds: 1, requests: 12, failedRequests: 3, vus: 3, vusMax: 4 });
    expect(first?.latencyMs).toEqual({ min: 1, mean: 5, p50: 4, p90: 7, p95: 8, p99: 9, max: 9 });
    expect(first?.calls).toEqual([
      { resource: "students", op: "create", requests: 8, latencyMs: first?.latencyMs, outcomes: { created: 8 } },
    ]);
    expect(second).toMatchObject({ second: 2, requests: 2, outcomes: { rejected: 2 }, latencyMs: undefined, vus: 3 });
    expect(second?.calls).toEqual([
      { resource: "schools", op: "create", requests: 0, latencyMs: undefined, outcomes: { rejected: 2 } },
    ]);
  });

  it("takes what a period really covered: the first whole one, though k6's clock began late, then the time between two", () => {
    const late = [LINES[0], LINES[1], '{"event":"start","data":[[1000980]]}', ...LINES.slice(3)] as string[];
    const slow = late.map((line) => line.replaceAll("[1002000]", "[1004000]"));
    expect(read(slow).periods.map(({ second, seconds }) => [second, seconds])).toEqual([
      [0.02, 1],
      [3.02, 3],
    ]);
  });

  it("ends with the totals as rows by resource and operation", () => {
    const { totals } = read(LINES).reader;
    expect(totals).toMatchObject({ requests: 14, outcomes: { created: 8, rejected: 2 } });
    expect(totals && operationsFromRecord(totals, totals.seconds)).toMatchObject([
      { resource: "schools", op: "create", requests: 0, failures: 2 },
      { resource: "students", op: "create", requests: 8, perSecond: 4, failures: 0 },
    ]);
  });

  it("survives any line being cut or missing", () => {
    for (let at = 0; at < LINES.length; at++) {
      const line = LINES[at] ?? "";
      const cut = [...LINES.slice(0, at), line.slice(0, line.length / 2), ...LINES.slice(at + 1)];
      for (const { requests } of read(cut).periods) expect([12, 2]).toContain(requests);
    }
  });

  it("drops figures whose names it never saw, instead of mixing them up", () => {
    expect(read(LINES.filter((line) => !line.includes('create schools rejected}":'))).periods).toHaveLength(1);
  });
});
