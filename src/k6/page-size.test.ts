import { describe, expect, it } from "vitest";
import { fakeSession } from "../../test/fakes/session.ts";
import { inTurn } from "../../test/k6-shim/http.ts";
import { type FakeAnswer, k6 } from "../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";

useFakeK6();

const REFUSAL = { errors: ["Limit must be omitted or set to a numeric value between 0 and 100."] };

async function sizeOf(answer: FakeAnswer): Promise<number> {
  k6.server = inTurn(answer);
  const { pageSizeAt } = await startVu(() => import("./page-size.ts"));
  return pageSizeAt(fakeSession(), "http://dms/data");
}

describe("the page size of a target", () => {
  it.each<[string, FakeAnswer, number]>([
    ["500 where it answers a page of 500", { status: 200, body: [] }, 500],
    ["what its refusal says", { status: 400, body: REFUSAL }, 100],
    ["500 where its refusal is about something else", { status: 400, body: { detail: "no" } }, 500],
    ["500 where the client may not ask", { status: 403, body: REFUSAL }, 500],
  ])("is %s", async (_what, answer, size) => {
    expect(await sizeOf(answer)).toBe(size);
    expect(k6.requests.map(({ url }) => url)).toEqual(["http://dms/data/ed-fi/schoolYearTypes?limit=500"]);
    // None of these is a failed request of the run.
    expect(k6.requests[0]?.expected).toContain(answer.status);
  });
});
