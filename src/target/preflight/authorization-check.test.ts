import { describe, expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { educationOrganizationIds } from "../authorization/organization-ids.ts";
import type { Strategies } from "../authorization/strategies.ts";
import { type AuthorizationFacts, checkAuthorization } from "./authorization-check.ts";

const dataset = createDataset({
  seed: 1,
  datasetId: 7,
  schools: 4,
  students: 8,
  staff: 4,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const ids = educationOrganizationIds(dataset.settings);
const schools = ids.slice(-4);
const agencies = ids.slice(2, -4);

const STRATEGIES: Strategies = new Map(
  [
    ["school", "NoFurtherAuthorizationRequired"],
    ["section", "RelationshipsWithEdOrgsOnly"],
    ["grade", "RelationshipsWithEdOrgsAndPeople"],
    ["termdescriptor", "NamespaceBased"],
  ].map(([name, strategy]) => [`ed-fi/${name}`, new Map([["Create", [strategy as string]]])]),
);
const RESOURCES = ["schools", "sections", "grades", "termDescriptors", "locations"];

function check(changes: Partial<AuthorizationFacts> = {}) {
  return checkAuthorization({
    strategies: STRATEGIES,
    wanted: [...RESOURCES, "sections"].map((resource) => ({ resource, operations: ["Create"] })),
    reach: { educationOrganizationIds: ids, namespacePrefixes: ["uri://ed-fi.org"] },
    datasets: [dataset],
    ...changes,
  });
}
const reach = (educationOrganizationIds: readonly number[], ...namespacePrefixes: string[]) => ({
  reach: { educationOrganizationIds, namespacePrefixes },
});

describe("checkAuthorization", () => {
  it("says under which strategies the run works, each resource once", () => {
    const text =
      "the client reaches all items in 1 resource, items of its education organizations in 2, items of its namespaces in 1";
    expect(check()).toEqual({ name: "authorization", status: "ok", text });
  });

  it.each([
    ["the state agency", ids.slice(0, 1)],
    ["the service center", ids.slice(1, 2)],
    ["the agencies", agencies],
    ["the schools", schools],
  ])("is content with the IDs of %s", (_which, own) => {
    expect(check(reach(own, "uri://ed-fi.org")).status).toBe("ok");
  });

  it("warns when schools are not covered, and says which and what to do", () => {
    const { status, text, fix } = check(reach(schools.slice(0, 3), "uri://"));
    expect(status).toBe("warn");
    expect(text).toContain(
      `1 of 4 schools are not covered (${schools[3]}): the client has ${schools.slice(0, 3).join(", ")}`,
    );
    expect(fix).toContain("setup-client -- --authorization relationships");
    expect(check(reach([], "uri://")).text).toContain("the client has no education organizations");
  });

  it("warns when namespaces are not covered", () => {
    expect(check(reach(ids, "uri://example.org")).text).toMatch(
      /1 of 1 namespaces are not covered \(uri:\/\/ed-fi.org\/TermDescriptor\): the client has uri:\/\/example.org$/,
    );
    expect(check(reach(ids)).text).toContain("the client has no namespace prefixes");
  });

  it("does not ask for organizations or prefixes that nothing requires", () => {
    const wanted = [{ resource: "schools", operations: ["Create"] as const }];
    expect(check({ wanted, ...reach([]) }).status).toBe("ok");
  });
});
