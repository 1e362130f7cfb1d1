import { describe, expect, it } from "vitest";
import { isSuccess, type Operation, outcomeOf } from "./outcome.ts";

describe("outcomeOf", () => {
  it.each([
    ["create", 201, "", "created"],
    ["create", 200, "", "updated"],
    ["create", 409, "urn:ed-fi:api:data-conflict:unresolved-reference", "unresolved-reference"],
    ["create", 409, "urn:ed-fi:api:conflict:invalid-reference", "unresolved-reference"],
    ["create", 409, "urn:ed-fi:api:identity-conflict", "conflict"],
    ["create", 409, "The value supplied for the related 'student' resource does not exist.", "unresolved-reference"],
    ["delete", 409, "The resource cannot be deleted because it is a dependency of the 'Grade' entity.", "conflict"],
    ["create", 409, '{"error":{"message":"Reference validation failed","failures":[]}}', "unresolved-reference"],
    ["create", 400, '{"message":"Reference validation failed"}', "unresolved-reference"],
    ["create", 400, "GradeLevelDescriptor value 'uri://x#y' does not exist.", "unresolved-reference"],
    ["create", 400, "weekIdentifier is required.", "rejected"],
    ["create", 401, "", "unauthorized"],
    ["create", 403, "", "forbidden"],
    ["create", 403, `{"errors":["No relationships have been established between the caller's …"]}`, "no-relationship"],
    [
      "create",
      403,
      "urn:ed-fi:api:security:authorization:relationships:access-denied:element-required",
      "no-relationship",
    ],
    ["create", 403, "urn:ed-fi:api:security:authorization:access-denied:action", "forbidden"],
    ["create", 409, "No relationships have been established", "conflict"],
    ["create", 429, "", "throttled"],
    ["create", 503, "", "unavailable"],
    ["create", 425, "", "unavailable"],
    ["create", 500, "", "unavailable"],
    ["create", 204, "", "rejected"],
    ["read", 200, "", "read"],
    ["read", 304, "", "unchanged"],
    ["read", 404, "", "not-found"],
    ["query", 201, "", "rejected"],
    ["update", 204, "", "updated"],
    ["update", 412, "", "precondition-failed"],
    ["update", 504, "", "timed-out"],
    ["delete", 204, "", "deleted"],
    ["delete", 409, "urn:ed-fi:api:data-conflict:dependent-item-exists", "conflict"],
  ] as const)("%s answered %d %s is %s", (operation: Operation, status, problem, outcome) => {
    expect(outcomeOf(operation, { status, problem })).toBe(outcome);
  });

  it("tells a time-out from a cut connection", () => {
    expect(outcomeOf("read", { status: 0, errorCode: 1050 })).toBe("timed-out");
    expect(outcomeOf("read", { status: 0, errorCode: 1220 })).toBe("cut-off");
  });

  it("counts only wanted outcomes as success", () => {
    expect(isSuccess("created")).toBe(true);
    expect(isSuccess("unresolved-reference")).toBe(false);
  });
});
