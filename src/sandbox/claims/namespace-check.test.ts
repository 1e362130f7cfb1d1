import { describe, expect, it } from "vitest";
import type { ResourceModel } from "../../api-model/types.ts";
import { loadDataStandard } from "../model/data-standard.ts";
import { isWithinNamespaces, namespaceRefusal } from "./namespace-check.ts";
import type { Source } from "./relationship-check.ts";

const model = loadDataStandard();
const CLIENT = {
  clientId: "c",
  claimSetName: "s",
  namespacePrefixes: ["uri://a.org", "uri://b.org"],
  educationOrganizationIds: [],
  dataStoreIds: [1],
};

function refusal(name: string, body: Record<string, unknown>, source: Source) {
  const answer = namespaceRefusal(CLIENT, model.byName.get(name) as ResourceModel, body, source, "id");
  return answer === undefined ? undefined : JSON.parse(answer.body ?? "{}");
}

describe("namespaces", () => {
  it("let in what begins with any of the prefixes", () => {
    expect(refusal("Survey", { namespace: "uri://b.org/Survey" }, "proposed")).toBeUndefined();
    expect(refusal("SurveySection", { surveyReference: { namespace: "uri://a.org" } }, "existing")).toBeUndefined();
  });

  it("keep out the rest, and say whether it is stored already", () => {
    const type = "urn:ed-fi:api:security:authorization:namespace:access-denied:namespace-mismatch";
    const of = (which: string) =>
      `Access to the requested data could not be authorized. The ${which}'Namespace' value of the data does not start with any of the caller's associated namespace prefixes ('uri://a.org', 'uri://b.org').`;
    const body = { namespace: "uri://c.org" };
    expect(refusal("SexDescriptor", body, "existing")).toMatchObject({ type, detail: of("existing "), errors: [] });
    expect(refusal("SexDescriptor", body, "proposed")).toMatchObject({ type, detail: of(""), errors: [] });
  });

  it("are required where an item could leave its own out", () => {
    expect(isWithinNamespaces(CLIENT, model.byName.get("Intervention") as ResourceModel, {})).toBe(false);
    expect(refusal("Intervention", {}, "proposed")).toMatchObject({
      status: 403,
      type: "urn:ed-fi:api:security:authorization:namespace:access-denied:namespace-required",
      detail:
        "Access to the requested data could not be authorized. The 'Namespace' value has not been assigned but is required for authorization purposes.",
    });
    expect(refusal("Intervention", {}, "existing")).toMatchObject({
      type: "urn:ed-fi:api:security:authorization:namespace:invalid-data:namespace-uninitialized",
      errors: [
        "The existing resource item is inaccessible to clients using the 'NamespaceBased' authorization strategy because the 'Namespace' value has not been assigned.",
      ],
    });
  });
});
