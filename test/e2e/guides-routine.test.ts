/** Every command of the guide to loads, as a reader would run it. */
import { afterAll, beforeAll, describe, test } from "vitest";
import { type GuideSession, startGuideSession } from "./support/guide-session.ts";
import { commandsToRun, GUIDES } from "./support/guides.ts";

let session: GuideSession;
beforeAll(async () => {
  session = await startGuideSession();
});
afterAll(() => session?.end());

describe.each(commandsToRun(GUIDES.routine))("$file", ({ reader, commands }) => {
  beforeAll(() => session.open(reader));
  afterAll(() => session.close());

  test.each(commands)("$where $text", (command) => session.follow(command));
});
