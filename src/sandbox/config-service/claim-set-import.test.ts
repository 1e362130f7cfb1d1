import { beforeEach, describe, expect, it } from "vitest";
import { parsed } from "../claims/testing/district.ts";
import type { SandboxResponse } from "../http.ts";
import { createTestSandbox, type TestSandbox } from "../testing/test-sandbox.ts";
import { claimUri } from "./claim-set-views.ts";

const READ = [{ name: "Read", enabled: true }];

describe("an import of a claim set", () => {
  let box: TestSandbox;
  let admin: string;
  beforeEach(async () => {
    box = createTestSandbox();
    admin = await box.adminToken();
  });

  async function importSet(resourceClaims: unknown, claimSetName = "Warehouse"): Promise<SandboxResponse> {
    return box.call("POST", "/config/v3/claimSets/import", { token: admin, json: { claimSetName, resourceClaims } });
  }

  it("replaces the claims of a set that is there, which keeps its id", async () => {
    const first = await importSet([{ claimName: claimUri("people"), actions: READ }]);
    const token = await box.token("warehouse");
    expect((await box.call("GET", "/data/ed-fi/students", { token })).status).toBe(200);
    const again = await importSet([{ claimName: claimUri("educationOrganizations"), actions: READ }]);
    expect(again.status).toBe(201);
    expect(again.headers.location).toBe(first.headers.location);
    expect(parsed(again)).toEqual({ id: parsed(first).id, warnings: [] });
    expect((await box.call("GET", "/data/ed-fi/students", { token })).status).toBe(403);
    expect((await box.call("GET", "/data/ed-fi/schools", { token })).status).toBe(200);
  });

  it("takes back what an export gave, without a warning", async () => {
    const claims = [
      "student",
      "educationContent",
      "surveyDomain",
      "finance/dimensions",
      "gradeLevelDescriptor",
      "publishing/snapshot",
    ];
    const given = claims.map((claim) => ({ claimName: claimUri(claim), actions: READ }));
    const path = (await importSet(given)).headers.location?.slice("http://localhost:8080".length) ?? "";
    const exported = parsed(await box.call("GET", `${path}/export`, { token: admin }));
    expect(exported.resourceClaims).toMatchObject([
      { name: "student", parentClaimName: "http://ed-fi.org/identity/claims/domains/people" },
      { name: "educationContent", parentClaimName: null },
      { name: "surveyDomain", parentClaimName: "http://ed-fi.org/identity/claims/domains/relationshipBasedData" },
      { name: "dimensions", parentClaimName: "http://ed-fi.org/identity/claims/domains/finance" },
      { name: "gradeLevelDescriptor", parentClaimName: claimUri("systemDescriptors") },
      { claimName: "http://ed-fi.org/identity/claims/publishing/snapshot", name: "snapshot", parentClaimName: null },
    ]);
    expect(parsed(await importSet(exported.resourceClaims, "Copy"))).toMatchObject({ warnings: [] });
  });

  it("names claims that the hierarchy does not have, and those below another one than said", async () => {
    const unknown = "http://ed-fi.org/identity/claims/domains/edFiDescriptors";
    const answer = await importSet([
      { claimName: unknown, actions: READ },
      { claimName: claimUri("student"), parentClaimName: claimUri("finance"), actions: READ },
      { claimName: "http://ed-fi.org/identity/claims/publishing/snapshot", actions: READ },
    ]);
    expect(answer.status).toBe(201);
    expect(parsed(answer).warnings).toEqual([
      unknown,
      `Child resource '${claimUri("student")}' added to the wrong parent resource. Correct parent resource is: '${claimUri("people")}'.`,
    ]);
    const path = answer.headers.location?.slice("http://localhost:8080".length) ?? "";
    const { resourceClaims } = parsed(await box.call("GET", path, { token: admin })) as { resourceClaims: object[] };
    expect(resourceClaims).toHaveLength(2);
  });

  it("leaves the sets that came with the server alone", async () => {
    expect(parsed(await importSet([{ claimName: claimUri("people"), actions: READ }], "SISVendor"))).toMatchObject({
      status: 400,
      detail: "The specified claim set is system-reserved and cannot be imported.",
    });
  });

  it.each([
    ["no actions", [{ claimName: "a", actions: [] }], "Actions can not be empty. Resource name: 'a'"],
    [
      "no action that is on",
      [{ claimName: "a", actions: [{ name: "Read", enabled: false }] }],
      "A resource must have at least one action associated with it to be added. Resource name: 'a'",
    ],
    [
      "an action twice",
      [{ claimName: "a", actions: [...READ, ...READ] }],
      "Read action is duplicated. Resource name: 'a'",
    ],
    [
      "an unknown action",
      [{ claimName: "a", actions: [{ name: "Write", enabled: true }] }],
      "Write is not a valid action. Resource name: 'a'",
    ],
    [
      "an unknown strategy",
      [
        {
          claimName: "a",
          actions: READ,
          authorizationStrategyOverrides: [{ actionName: "Read", authorizationStrategies: [{ name: "Luck" }] }],
        },
      ],
      "This resource claim contains an authorization strategy which is not in the system. ClaimSet Name: 'Warehouse' Resource name: 'a' Authorization strategy: 'Luck'.",
    ],
    [
      "a claim twice",
      [
        { claimName: "a", actions: READ },
        { claimName: "A", actions: READ },
      ],
      "Only unique resource claims can be added. The following is a duplicate resource: 'A'.",
    ],
  ])("refuses %s", async (_name, claims, error) => {
    const answer = await importSet(claims);
    expect(parsed(answer)).toMatchObject({ status: 400, validationErrors: { ResourceClaims: [error] } });
  });
});

it("exports a claim set that covers everything as the claims at the top of the hierarchy", async () => {
  const box = createTestSandbox();
  const token = await box.adminToken();
  const sets = parsed(await box.call("GET", "/config/v3/claimSets", { token })) as Record<string, unknown>[];
  const { id } = sets.find(({ claimSetName }) => claimSetName === "SeedLoader") ?? {};
  const exported = parsed(await box.call("GET", `/config/v3/claimSets/${id}/export`, { token }));
  const json = { claimSetName: "Everything", resourceClaims: exported.resourceClaims };
  const imported = await box.call("POST", "/config/v3/claimSets/import", { token, json });
  expect(parsed(imported)).toMatchObject({ warnings: [] });
  const [seedLoader, everything] = await Promise.all(
    ["SeedLoader", "Everything"].map(async (name) => {
      const own = await box.token(name);
      return parsed(await box.call("POST", "/oauth/token_info", { token: own, json: { token: own } })).resources;
    }),
  );
  expect(everything).toEqual(seedLoader);
});
