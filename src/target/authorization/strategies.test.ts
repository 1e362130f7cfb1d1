import { describe, expect, it } from "vitest";
import { createTestSandbox } from "../../sandbox/testing/test-sandbox.ts";
import { authorizationOf, parseStrategies, type Strategies } from "./strategies.ts";

async function strategiesOf(claimSet: string): Promise<Strategies> {
  const { call, adminToken } = createTestSandbox();
  const token = await adminToken();
  const { body } = await call("GET", `/config/v3/authorizationMetadata?claimSetName=${claimSet}`, { token });
  const strategies = parseStrategies(JSON.parse(body ?? ""), claimSet);
  if (strategies === undefined) throw new Error(body);
  return strategies;
}

describe("strategies", () => {
  it("are read from what the Configuration Service says of a claim set", async () => {
    const vendor = await strategiesOf("EdFiSandbox");
    expect(vendor.get("ed-fi/student")?.get("Create")).toEqual(["NoFurtherAuthorizationRequired"]);
    expect(vendor.get("ed-fi/student")?.get("Read")).toEqual(["RelationshipsWithEdOrgsAndPeople"]);
    expect(authorizationOf(vendor, "students", ["Create"])).toBe("none");
    expect(authorizationOf(vendor, "/ed-fi/students", ["Create", "Read"])).toBe("relationships");
    expect(authorizationOf(vendor, "termDescriptors", ["Create", "Read"])).toBe("namespace");
    expect(authorizationOf(vendor, "schoolYearTypes", ["Create"])).toBeUndefined();
    const usual = await strategiesOf("E2E-NoFurtherAuthRequiredClaimSet");
    expect(authorizationOf(usual, "students", ["Create", "Read", "Update", "Delete"])).toBe("none");
  });

  it("are not known where the service answers something else", () => {
    for (const answer of [undefined, {}, [], "x", [{ claimSetName: "Other", claims: [], authorizations: [] }]])
      expect(parseStrategies(answer, "Set")).toBeUndefined();
    const odd = [null, { claimSetName: "SET", claims: [null, { name: 3 }, { name: "a", authorizationId: 9 }] }];
    expect(parseStrategies(odd, "Set")).toEqual(new Map());
  });
});
