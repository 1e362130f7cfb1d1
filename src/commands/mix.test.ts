import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../test/fakes/command-context.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { COMMANDS } from "../settings/commands.ts";
import { runMix } from "./mix.ts";

let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});

const ID = "bc68afa768167a24533b368e8b95d1e8";
const REQUESTS = [
  `GET /data/ed-fi/students/${ID}`,
  "GET /data/ed-fi/students?studentUniqueId=604821",
  "GET /data/ed-fi/students?lastSurname=Doe",
  `GET /data/ed-fi/Jane/Doe/604821/${ID}`,
  "GET /photos/604821/Jane.jpg?of=Doe",
];
const LOG = REQUESTS.map(
  (request) => `10.0.0.7 - jane [20/Nov/2026:06:00:01 +0000] "${request} HTTP/1.1" 200 512 "https://doe.example/"`,
).join("\n");

/** Runs the command in the folder. @param files by name, written before */
async function run(
  args: readonly string[],
  files: Readonly<Record<string, string | Buffer>> = {},
  values: Readonly<Record<string, string>> = {},
): Promise<TestContext> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const test = createTestContext(values, ["from-log", ...args], COMMANDS.mix);
  await runMix({ ...test.context, settings: { ...test.context.settings, userDirectory: folder } });
  return test;
}

const written = (name = "mix-from-log.json"): string => readFileSync(join(folder, name), "utf8");

it("writes the mix, and says what to do with it", async () => {
  const { lines, documents } = await run(["access.log"], { "access.log": LOG });
  expect(JSON.parse(written()).operations).toEqual([
    { kind: "get", weight: 50, resources: { students: 100 } },
    { kind: "query", by: "key", weight: 50, resources: { students: 100 } },
  ]);
  expect(lines.slice(-2)).toEqual([
    "mix      mix-from-log.json",
    "next     npm run capacity -- --mix mix-from-log.json --today 3/s",
  ]);
  expect(documents).toEqual([
    expect.objectContaining({ file: join(folder, "mix-from-log.json"), requests: 5, unread: 0, operations: 2 }),
  ]);
});

it.each([
  ["garbage\n", "note     1 line was not understood"],
  ["garbage\nmore\n", "note     2 lines were not understood"],
])("counts what was not understood: %j", async (garbage, note) => {
  const { lines } = await run(["access.log"], { "access.log": `${garbage}${LOG}` });
  expect(lines).toContain(note);
});

it("shows the path of the mix as it is to be typed", async () => {
  const { lines } = await run(["access.log"], { "access.log": LOG }, { MIX_OUTPUT: join(folder, "our own.json") });
  expect(lines.at(-1)).toBe('next     npm run capacity -- --mix "our own.json" --today 3/s');
});

it("puts no id, name or value of the log into what it writes and prints", async () => {
  const { lines, documents } = await run(["access.log"], { "access.log": LOG });
  const all = written() + lines.join("\n") + JSON.stringify(documents);
  for (const personal of [ID, "604821", "Jane", "Doe", "doe", "10.0.0.7"]) expect(all).not.toContain(personal);
});

it("reads archives, and several logs in a row", async () => {
  const json = '{"method":"POST","path":"/data/ed-fi/students","time":"2026-11-20T06:00:02Z","status":201}';
  const { documents } = await run(["access.log.1.gz", "app.log"], {
    "access.log.1.gz": Buffer.concat([gzipSync(`${LOG}\n`), gzipSync(LOG)]),
    "app.log": `Now listening\n${json}`,
  });
  expect(documents).toEqual([expect.objectContaining({ requests: 11, unread: 1, operations: 5 })]);
});

it("gives what an archive holds that is cut off, and says so", async () => {
  const archive = gzipSync(`${LOG}\n${LOG}`);
  const { lines, documents } = await run(["access.log.gz"], { "access.log.gz": archive.subarray(0, -8) });
  expect(lines).toContain(
    "note     access.log.gz ends early: it is truncated or still being written; its content was read",
  );
  expect(documents).toEqual([expect.objectContaining({ requests: 10, cutOff: ["access.log.gz"] })]);
});

it("counts requests whose time cannot be read", async () => {
  const json = (time: string): string => `{"method":"GET","path":"/data/ed-fi/students","time":"${time}"}`;
  const { lines, documents } = await run(["app.log"], {
    "app.log": ["2026-02-28T06:00:01Z", "2026-02-30T06:00:01Z", "soon"].map(json).join("\n"),
  });
  expect(lines).toContain("note     2 lines were not understood");
  expect(documents).toEqual([expect.objectContaining({ requests: 1, unread: 2 })]);
});

it("replaces a mix only with --force", async () => {
  await run(["access.log"], { "access.log": LOG, "own.json": "mine" }, { MIX_OUTPUT: join(folder, "other.json") });
  expect(existsSync(join(folder, "other.json"))).toBe(true);
  const own = { MIX_OUTPUT: join(folder, "own.json") };
  await expect(run(["access.log"], {}, own)).rejects.toMatchObject({
    message: expect.stringMatching(/own\.json exists already$/),
    hint: expect.stringContaining("--force"),
    kind: "usage",
  });
  expect(written("own.json")).toBe("mine");
  await run(["access.log"], {}, { ...own, MIX_FORCE: "true" });
  expect(JSON.parse(written("own.json"))).toHaveProperty("operations");
});

describe("one line says what is wrong with", () => {
  it.each<[string, string | Buffer, string | RegExp]>([
    ["an empty log", "", "x.log: the log is empty"],
    ["an empty archive", gzipSync(""), "x.log: the log is empty"],
    [
      "a log in another format",
      `GET /data/ed-fi/students/${ID} by Jane\nJane called\nPUT /a?b=Doe\nmore`,
      "x.log: no line was understood; it begins with GET students/{id}, (a line without an HTTP method), PUT /*",
    ],
    ["a log without requests", '{"@t":"2026-11-20T06:00:01Z","@mt":"Now listening"}', "x.log: it has no requests"],
    [
      "a line that never ends",
      "x".repeat(400_000),
      /no line was understood; it begins with \(a line that is too long\)$/,
    ],
    ["a damaged archive", Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), /^The log x\.log cannot be read: /],
    [
      "a log of another program",
      LOG.split("\n").at(-1) as string,
      "x.log: none of 1 requests is an operation that a mix can do; most are GET /* (no operation of a mix)",
    ],
    [
      "a log of resources that are not in the dataset",
      LOG.split("\n")[3]?.replace("ed-fi/Jane/Doe", "tpdm/candidates") as string,
      /none of 1 requests is an operation that a mix can do; most are GET tpdm\/candidates/,
    ],
  ])("%s", async (_what, content, message) => {
    await expect(run(["x.log"], { "x.log": content })).rejects.toMatchObject({
      message: typeof message === "string" ? message : expect.stringMatching(message),
      kind: "usage",
    });
    expect(existsSync(join(folder, "mix-from-log.json"))).toBe(false);
  });

  it("a log that is not there, or a folder", async () => {
    await expect(run(["x.log"])).rejects.toThrow(/^The log x\.log cannot be read: there is no such file$/);
    mkdirSync(join(folder, "logs"));
    await expect(run(["logs"])).rejects.toThrow(/^The log logs cannot be read: it is a folder$/);
  });

  it("a log that is not there, before the mix of an earlier one", async () => {
    await run(["access.log"], { "access.log": LOG });
    await expect(run(["x.log"])).rejects.toThrow(/^The log x\.log cannot be read: there is no such file$/);
  });

  it("the arguments", async () => {
    await expect(run([])).rejects.toThrow("FILE is missing");
    const { context } = createTestContext({}, ["form-log", "x"], COMMANDS.mix);
    await expect(runMix(context)).rejects.toThrow('mix does not accept "form-log"');
  });

  it("the folder of the mix", async () => {
    const values = { MIX_OUTPUT: join(folder, "none", "mix.json") };
    await expect(run(["access.log"], { "access.log": LOG }, values)).rejects.toThrow(
      /^The mix cannot be written: ENOENT/,
    );
  });
});
