/** Every command of the guides that no test follows, as a reader would run it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GuideSession, startGuideSession } from "../e2e/support/guide-session.ts";
import { commandsToRun, GUIDES } from "../e2e/support/guides.ts";

/** What makes `--resume` needed: a load that its time did not suffice for. */
const CUT_SHORT = { text: "npm run load -- --duration 1s --arrival-rate 50" };

let session: GuideSession;
beforeAll(async () => {
  session = await startGuideSession();
});
afterAll(() => session?.end());

describe.each(commandsToRun(GUIDES.more))("$file", ({ reader, commands }) => {
  beforeAll(() => session.open(reader));
  afterAll(() => session.close());

  test.each(commands)("$where $text", async (command) => {
    if (command.text.includes("--resume")) await session.follow(CUT_SHORT, 99);
    await session.follow(command);
  });
});

test("series, notices and what other outputs send have arrived", () => {
  const paths = ["/hook", "/api/v1/write", "/write", "/v1/metrics"];
  expect(session.received).toEqual(expect.arrayContaining(paths.map((path) => `POST ${path}`)));
});
