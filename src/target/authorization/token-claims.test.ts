import { describe, expect, it } from "vitest";
import { createTestSandbox } from "../../sandbox/testing/test-sandbox.ts";
import { reachOf } from "./token-claims.ts";

const INFO = { educationOrganizationIds: [5], namespacePrefixes: ["uri://other"] };
const tokenOf = (claims: object): string =>
  ["{}", JSON.stringify(claims), "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");

describe("reachOf", () => {
  it("takes all organizations of a token of DMS, whether they exist or not", async () => {
    const { token } = createTestSandbox();
    const fields = { educationOrganizationIds: [255_900_001, 255_901], namespacePrefixes: "uri://a,uri://b" };
    expect(reachOf(await token("EdFiSandbox", fields), INFO)).toEqual({
      educationOrganizationIds: [255_900_001, 255_901],
      namespacePrefixes: ["uri://a", "uri://b"],
    });
    expect(reachOf(await token("EdFiSandbox"), INFO).educationOrganizationIds).toEqual([]);
  });

  it.each([
    ["a list", { educationOrganizationIds: ["1", 2, "x"] }, [1, 2]],
    ["a number", { educationOrganizationIds: 7 }, [7]],
  ])("reads %s", (_what, claims, ids) => {
    expect(reachOf(tokenOf(claims), INFO)).toEqual({ ...INFO, educationOrganizationIds: ids });
  });

  it.each(["", "abc", "a.b.c", "e30.bm8.x"])("takes what token_info says for the token %j", (token) => {
    expect(reachOf(token, INFO)).toEqual(INFO);
  });
});
