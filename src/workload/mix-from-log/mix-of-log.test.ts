import { describe, expect, it } from "vitest";
import { createTestContext } from "../../../test/fakes/command-context.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Mix } from "../mix/mix.ts";
import { readMix } from "../mix/mix-file.ts";
import { logLines, notesOf } from "./log-lines.ts";
import { LogTally } from "./log-tally.ts";
import { type MixOfLog, mixOfLog } from "./mix-of-log.ts";

const dataset = createDataset(datasetSettings(createTestContext({}).context.settings.config));
const START = Date.UTC(2026, 10, 20, 6);
const ROOT = "/data/ed-fi/";
const id = (number: number): string => number.toString(16).padStart(32, "0");

/** `GET students?limit=25 200`, each as often as said; one request per second. Ids are those of `id`. */
function tallyOf(...requests: readonly (readonly [request: string, times?: number])[]): LogTally {
  const tally = new LogTally(dataset);
  let ms = START;
  for (const [request, times = 1] of requests) {
    const [, method = "", path = "", query = "", status] =
      /^([A-Z]+) ([^ ?]+)(?:\?(\S*))?(?: (\d+))?$/.exec(request) ?? [];
    for (let time = 0; time < times; time++, ms += 1000) {
      const full = path.startsWith("/") ? path : ROOT + path;
      tally.add({ method, path: full, query, status: status === undefined ? undefined : Number(status), ms });
    }
  }
  return tally;
}

function made(tally: LogTally): MixOfLog {
  const { rates } = tally;
  if (rates === undefined) throw new Error("no operations");
  return mixOfLog(tally, rates, dataset);
}

/** Weights by kind and options. */
function weightsOf({ mix }: MixOfLog): Record<string, number> {
  return Object.fromEntries(
    mix.operations.map(({ kind, weight, resources: _, ...options }) => [
      [kind, ...Object.entries(options).map(([name, value]) => `${name}=${value}`)].join(" "),
      weight,
    ]),
  );
}

describe("operations", () => {
  it("are the kinds of a mix, in their shares", () => {
    const mix = made(
      tallyOf(
        [`GET students/${id(1)} 200`, 30],
        ["GET students?studentUniqueId=604821 200", 10],
        ["POST students 201", 30],
        [`PUT students/${id(2)} 204`, 20],
        [`DELETE students/${id(3)} 204`, 10],
      ),
    );
    expect(weightsOf(mix)).toEqual({ get: 30, create: 30, update: 20, "query by=key": 10, delete: 10 });
    expect(mix.leftOut).toEqual([]);
    expect(mix.operations).toBe(100);
  });

  it("are a mix file that a run accepts, with resources by their shares", () => {
    const { mix } = made(
      tallyOf(
        [`GET students/${id(1)} 200`, 1],
        [`GET Grades/${id(1)} 200`, 2],
        ["GET sections?limit=9999&totalCount=TRUE 200"],
        ["POST students 201", 3],
        [`DELETE students/${id(1)} 204`, 3],
      ),
    );
    const reading = readMix(JSON.stringify(mix), dataset.endpoints) as { readonly value: Mix };
    expect(reading.value.operations).toEqual(mix.operations);
    expect(mix.operations.find(({ kind }) => kind === "get")).toEqual({
      kind: "get",
      weight: 30,
      resources: { grades: 66.7, students: 33.3 },
    });
    expect(mix.text).toBe(
      "From an access log of 2026-11-20 06:00:00 UTC to 2026-11-20 06:00:10 UTC: mean 1/s, busiest minute 1/s, busiest second 1/s.",
    );
  });

  it("of POST are creates and updates, by their answers", () => {
    const tally = tallyOf(
      ["POST students 201", 30],
      ["POST students 200", 10],
      ["POST students 400", 8],
      ["POST sections 400", 2],
    );
    expect(weightsOf(made(tally))).toEqual({ create: 76, update: 24 });
    expect(notesOf(tally, tally.rates as never, made(tally))).toEqual([
      "10 of 10 updates came without a read of the item; a run always reads it first",
    ]);
  });

  it("without a status are creates, and a note says so", () => {
    const tally = tallyOf(["POST students", 5]);
    expect(weightsOf(made(tally))).toEqual({ create: 100 });
    expect(notesOf(tally, tally.rates as never, made(tally))).toEqual([
      "the log has no status: every POST counts as a create",
    ]);
  });

  it("an update with the read before it is one operation, also in the rates", () => {
    const tally = tallyOf(
      [`GET students/${id(1)} 200`],
      [`GET students/${id(2)} 200`],
      [`PUT students/${id(2)} 204`],
      [`PUT students/${id(3)} 204`],
      [`PUT students/${id(2)} 204`],
    );
    expect(weightsOf(made(tally))).toEqual({ update: 75, get: 25 });
    expect(tally.rates?.operations).toBe(4);
    expect(notesOf(tally, tally.rates as never, made(tally))).toEqual([
      "1 read of an item that was then updated is a part of the update; a run does the same",
      "2 of 3 updates came without a read of the item; a run always reads it first",
    ]);
  });
});

describe("lists", () => {
  it("by a field of the key are queries", () => {
    const enrollments = "GET studentSchoolAssociations";
    expect(
      weightsOf(
        made(
          tallyOf(
            [`${enrollments}?studentUniqueId=604821&limit=25`, 2],
            [`${enrollments}?schoolId=255901001&studentUniqueId=604821`, 1],
            [`${enrollments}?SCHOOLID=255901001&offset=25`, 1],
            [`${enrollments}?schoolId=255901001&studentUniqueId=604821&entryDate=2026-08-20`, 4],
          ),
        ),
      ),
    ).toEqual({ "query by=key": 50, "query by=studentUniqueId": 37.5, "query by=schoolId": 12.5 });
  });

  it("by any other field are left out, without a name or value of theirs", () => {
    const { leftOut, operations } = made(
      tallyOf(["GET students?lastSurname=Doe", 3], ["GET students?Jane", 1], [`GET students/${id(1)}`]),
    );
    expect(leftOut).toEqual([{ what: "query students", reason: "not by a field of its natural key", count: 4 }]);
    expect(operations).toBe(1);
  });

  it("are pages by size, of walks as long as in the log", () => {
    const walk = (limit: number, pages: number) =>
      Array.from({ length: pages }, (_, at) => [`GET students?offset=${at * limit}&limit=${limit}`] as const);
    const tally = tallyOf(
      ...walk(100, 4),
      ...walk(100, 6),
      ["GET sections", 4],
      ["GET sections?limit=0&totalCount=true", 2],
      ["GET sections?pageToken=abc&pageSize=500", 4],
    );
    expect(weightsOf(made(tally))).toEqual({
      "page limits=100 pages=5": 50,
      "page limits=25 pages=1": 20,
      "page totalCount=true limits=1 pages=1": 10,
      "page by=cursor limits=500": 20,
    });
  });

  it("without any query in the log get a note", () => {
    const tally = tallyOf(["GET sections 200", 4]);
    expect(notesOf(tally, tally.rates as never, made(tally))).toEqual([
      "no list request has a query string: if the log omits them, searches and change queries count as pages",
    ]);
  });

  it("of changes are one operation for each resource, the newest versions included", () => {
    const tally = tallyOf(
      ["GET /changeQueries/v1/availableChangeVersions", 8],
      ["GET students?minChangeVersion=1&maxChangeVersion=9", 6],
      ["GET students/deletes?minChangeVersion=1", 1],
      ["GET students/keyChanges?minChangeVersion=1", 1],
      ["GET grades?minChangeVersion=1", 4],
    );
    expect(weightsOf(made(tally))).toEqual({ "changes deletes=true keyChanges=true": 66.7, changes: 33.3 });
    expect(made(tally).operations).toBe(20);
  });
});

describe("what a mix cannot do", () => {
  it("is listed with its count and reason", () => {
    const tally = tallyOf(
      [`GET students/${id(1)} 200`, 10],
      ["POST /oauth/token 200", 9],
      ["GET /northridge/metadata/Jane 200", 8],
      ["GET /data/tpdm/candidates 200", 7],
      ["POST graduationPlans 201", 6],
      [`PUT calendars/${id(2)} 204`, 5],
      ["GET students 429", 4],
      ["OPTIONS students 204", 3],
      ["GET students/partitions 200", 2],
      ["GET /changeQueries/v1/availableChangeVersions 200", 1],
    );
    expect(made(tally).leftOut.map(({ count, what, reason }) => `${count} ${what}: ${reason}`)).toEqual([
      "9 POST /oauth/token: no operation of a mix",
      "8 GET /*/metadata/*: no operation of a mix",
      "7 GET tpdm/candidates: not in the dataset",
      "6 create graduationPlans: no new items can be created",
      "5 update calendars: it has no property to change",
      "4 GET answered 429: did no work",
      "3 OPTIONS students: no operation of a mix",
      "2 GET students/*: no operation of a mix",
      "1 GET availableChangeVersions: no change query follows",
    ]);
    // Operations on resources are load of today, whether the mix has them or not.
    expect(tally.rates?.operations).toBe(29);
    expect(notesOf(tally, tally.rates as never, made(tally))).toContain(
      "19 of the operations are not in the mix; the rates include them",
    );
  });

  it("is to delete what was not created", () => {
    const { leftOut, mix } = made(
      tallyOf(["POST students 201", 4], [`DELETE students/${id(1)} 204`, 6], [`DELETE grades/${id(1)} 204`, 3]),
    );
    expect(mix.operations.map(({ kind, weight }) => `${kind} ${weight}`)).toEqual(["delete 50", "create 50"]);
    expect(leftOut).toEqual([
      { what: "delete grades", reason: "a run deletes only what it created", count: 3 },
      { what: "delete students", reason: "a run deletes only what it created", count: 2 },
    ]);
  });

  it("is counted in bounded memory, whatever the paths are", () => {
    const tally = new LogTally(dataset);
    const letters = (number: number): string =>
      number.toString().replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "");
    for (let at = 0; at < 2000; at++)
      tally.add({ method: "GET", path: `${ROOT}${letters(at)}s`, query: "", status: 200, ms: START });
    const { leftOut } = made(tally);
    expect(leftOut.length).toBe(500);
    expect(leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
    expect(leftOut[0]).toEqual({ what: "others", reason: "not in the dataset", count: 1501 });
  });
});

it("shows the mix as a table", () => {
  const tally = tallyOf([`GET students/${id(1)} 200`, 3], ["POST students 201", 1], ["POST /oauth/token 200", 1]);
  expect(logLines(tally, tally.rates as never, made(tally))).toEqual([
    "log      5 requests, 4 operations on resources",
    "period   2026-11-20 06:00:00 UTC to 2026-11-20 06:00:04 UTC",
    "today    mean 1/s, busiest minute 1/s, busiest second 1/s",
    "",
    "share %  operation  resources",
    "     75  get        students",
    "     25  create     students",
    "",
    "Not in the mix:",
    "count  requests           reason",
    "    1  POST /oauth/token  no operation of a mix",
  ]);
});
