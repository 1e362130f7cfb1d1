/** Every command of README.md, and of the guides to settings, notices and outputs, as a reader would run it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GuideSession, startGuideSession } from "./support/guide-session.ts";
import { commandsToRun, GUIDES } from "./support/guides.ts";

let session: GuideSession;
beforeAll(async () => {
  session = await startGuideSession();
});
afterAll(() => session?.end());

describe.each(commandsToRun(GUIDES.start))("$file", ({ reader, commands }) => {
  beforeAll(() => session.open(reader));
  afterAll(() => session.close());

  test.each(commands)("$where $text", (command) => session.follow(command));
});

test("series, notices and what other outputs send have arrived", () => {
  const paths = ["/hook", "/api/v1/write", "/write", "/v1/metrics"];
  expect(session.received).toEqual(expect.arrayContaining(paths.map((path) => `POST ${path}`)));
});
