/** Tests that follow guides: every command, as a reader would run it. */
import { afterAll, beforeAll, describe, test } from "vitest";
import { type GuideSession, startGuideSession } from "./guide-session.ts";
import { commandsToRun, type Guide } from "./guides.ts";

/** What makes `--resume` needed: a load that its time did not suffice for. */
const CUT_SHORT = { text: "npm run load -- --duration 1s --arrival-rate 50" };

/** @returns the session, for tests after these */
export function followGuides(guides: readonly Guide[]): () => GuideSession {
  let session: GuideSession;
  beforeAll(async () => {
    session = await startGuideSession();
  });
  afterAll(() => session?.end());

  describe.each(commandsToRun(guides))("$file", ({ reader, commands }) => {
    beforeAll(() => session.open(reader));
    afterAll(() => session.close());

    test.each(commands)("$where $text", async (command) => {
      if (command.text.includes("--resume")) await session.follow(CUT_SHORT, 99);
      await session.follow(command);
    });
  });
  return () => session;
}
