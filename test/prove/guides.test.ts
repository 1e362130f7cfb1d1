/** Every command of the guides that no test follows, as a reader would run it. */
import { expect, test } from "vitest";
import { followGuides } from "../e2e/support/follow-guides.ts";
import { GUIDES } from "../e2e/support/guides.ts";

const session = followGuides(GUIDES.more);

test("series, notices and what other outputs send have arrived", () => {
  const paths = ["/hook", "/api/v1/write", "/write", "/v1/metrics"];
  expect(session().received).toEqual(expect.arrayContaining(paths.map((path) => `POST ${path}`)));
});
