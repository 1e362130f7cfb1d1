import { beforeEach, describe, expect, it } from "vitest";
import { createTestSandbox, type TestSandbox } from "../testing/test-sandbox.ts";

let box: TestSandbox;
let token: string;

beforeEach(async () => {
  box = createTestSandbox();
  token = await box.adminToken();
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
async function get(path: string, status = 200): Promise<any> {
  const answer = await box.call("GET", `/config/v3/${path}`, { token });
  expect(answer.status).toBe(status);
  return JSON.parse(answer.body ?? "null");
}

describe("the claim hierarchy", () => {
  it("is a tree whose claims know what is above and below them", async () => {
    const roots = await get("resourceClaims");
    expect(roots.every(({ parentId }: { parentId: number }) => parentId === 0)).toBe(true);
    const [people] = await get("resourceClaims?name=people");
    expect(people.children).toContainEqual({
      id: expect.any(Number),
      name: "student",
      parentId: people.id,
      parentName: "people",
      children: [],
    });
    expect(await get(`resourceClaims/${people.id}`)).toEqual(people);
    const [survey] = await get("resourceClaims?name=surveyDomain");
    expect(survey.parentName).toBe("relationshipBasedData");
    expect((await get("resourceClaims/999999", 404)).title).toBe("Not Found");
  });

  it("is listed by name, in either direction and in pages, and by nothing it does not have", async () => {
    const names = async (query: string): Promise<string[]> =>
      (await get(`resourceClaims?${query}`)).map(({ name }: { name: string }) => name);
    const all = await names("orderBy=name&direction=asc");
    expect(all).toEqual(all.toSorted((a, b) => a.localeCompare(b, "en")));
    expect(await names("orderBy=name&direction=desc&limit=2")).toEqual(all.toReversed().slice(0, 2));
    await get("resourceClaims?orderBy=colour", 400);
  });

  it("tells the actions of a claim and their strategies", async () => {
    const claim = {
      resourceClaimId: expect.any(Number),
      resourceName: "people",
      claimName: "http://ed-fi.org/identity/claims/domains/people",
    };
    expect(await get("resourceClaimActions?resourceName=people")).toEqual([
      { ...claim, actions: ["Create", "Read", "Update", "Delete", "ReadChanges"].map((name) => ({ name })) },
    ]);
    const [entry] = await get("resourceClaimActionAuthStrategies?resourceName=people&limit=1");
    expect(entry).toMatchObject(claim);
    expect(entry.authorizationStrategiesForActions[1]).toEqual({
      actionId: 2,
      actionName: "Read",
      authorizationStrategies: [
        { authStrategyId: expect.any(Number), authStrategyName: "RelationshipsWithEdOrgsAndPeople" },
      ],
    });
  });

  it("names actions and strategies by the ids of their own lists", async () => {
    const actions = await get("actions");
    expect(actions).toHaveLength(5);
    expect(actions[4]).toEqual({ id: 5, name: "ReadChanges", uri: "uri://ed-fi.org/api/actions/readChanges" });
    const strategies = await get("authorizationStrategies");
    expect(strategies[3]).toEqual({ id: 4, name: "NamespaceBased", displayName: "Namespace Based" });
    const [{ authorizationStrategiesForActions: used }] = await get(
      "resourceClaimActionAuthStrategies?resourceName=surveyDomain",
    );
    expect(used[0].authorizationStrategies).toEqual([{ authStrategyId: 4, authStrategyName: "NamespaceBased" }]);
    await get("actions/1", 404);
  });

  it("can only be read", async () => {
    for (const path of [
      "actions",
      "authorizationStrategies",
      "resourceClaims",
      "resourceClaimActions",
      "resourceClaimActionAuthStrategies",
    ])
      expect((await box.call("POST", `/config/v3/${path}`, { token, json: {} })).status).toBe(405);
  });
});
