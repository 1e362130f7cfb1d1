import { describe, expect, test } from "vitest";
import { harness } from "./testing/harness.ts";

const ID = "00000000-0000-4000-a000-000000000000";
const { call } = harness();

describe("paths", () => {
  test.each(["", "/"])("the path of the data alone (%j) is 400", (path) => {
    expect(call("GET", path).status).toBe(400);
  });

  test.each([
    "/schools",
    "/ed-fi/school",
    "/ed-fi/notExisting",
    "/foo/bar",
    "/ed-fi",
    `/ed-fi/schools/${ID}/x`,
    `/ed-fi/schools/${ID}//`,
    "/ed-fi//schools",
    "/ed-fi/schools//",
    "/ed-fi/%ZZ",
    "/ed-fi%2Fschools",
    `/invalid/path/${ID}`,
  ])("%s is 404 for every method", (path) => {
    for (const method of ["GET", "POST", "PUT", "PATCH"]) {
      const { status, headers, body } = call(method, path, method === "GET" ? undefined : {});
      expect(status).toBe(404);
      expect(headers["Content-Type"]).toBe("application/problem+json");
      expect(body).toEqual({
        detail: "The specified data could not be found.",
        type: "urn:ed-fi:api:not-found",
        title: "Not Found",
        status: 404,
        correlationId: "trace-1",
        validationErrors: {},
        errors: [],
      });
    }
  });

  test.each(["/ed-fi/SCHOOLS", "/ED-FI/schools/", "/ed-fi/schools", "/ed%2Dfi/%73chools"])("%s is found", (path) => {
    expect(call("GET", path).status).toBe(200);
  });

  test("a malformed id is 400", () => {
    const { status, body } = call("GET", "/ed-fi/schools/ffc0a272");
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: "urn:ed-fi:api:bad-request:data-validation-failed",
      validationErrors: { "$.id": ["The value 'ffc0a272' is not valid."] },
    });
  });

  test.each([ID.replaceAll("-", ""), `{${ID}}`, `${ID}%20`, "%20", "%zz"])(
    "an id in the path has its dashes and nothing else: %s is 400",
    (id) => {
      const { status, body } = call("GET", `/ed-fi/schools/${id}`);
      expect(status).toBe(400);
      expect(body.validationErrors).toEqual({ "$.id": [`The value '${id.replace("%20", " ")}' is not valid.`] });
    },
  );

  test("an id in upper case is understood", () => {
    expect(call("GET", `/ed-fi/schools/${ID.toUpperCase()}`).status).toBe(404);
  });

  test("Location names the endpoint as the caller wrote it, the project in lower case", () => {
    const student = { studentUniqueId: "1", firstName: "A", lastSurname: "B", birthDate: "2010-01-01" };
    const { headers } = call("POST", "/ED-FI/Students", student);
    expect(headers.Location).toMatch(/\/data\/ed-fi\/Students\/[0-9a-f-]{36}$/);
  });
});

const UPSERT_ONLY =
  "Resource items can only be updated using PUT. To 'upsert' an item in the resource collection using POST, remove the 'id' from the route.";

describe("methods", () => {
  test.each([
    ["POST", `/ed-fi/schools/${ID}`, "GET, PUT, DELETE", UPSERT_ONLY],
    [
      "PUT",
      "/ed-fi/schools/",
      "GET, POST",
      "Resource collections cannot be replaced. To 'upsert' an item in the collection, use POST. To update a specific item, use PUT and include the 'id' in the route.",
    ],
    [
      "DELETE",
      "/ed-fi/schools",
      "GET, POST",
      "Resource collections cannot be deleted. To delete a specific item, use DELETE and include the 'id' in the route.",
    ],
    ["PATCH", "/ed-fi/schools", "GET, POST", "The endpoint of the request does not support the 'PATCH' method."],
    [
      "HEAD",
      `/ed-fi/schools/${ID}`,
      "GET, PUT, DELETE",
      "The endpoint of the request does not support the 'HEAD' method.",
    ],
    ["POST", "/ed-fi/schools/partitions", "GET", UPSERT_ONLY],
    ["POST", "/ed-fi/schools/deletes", "GET", "The endpoint of the request does not support the 'POST' method."],
    ["DELETE", "/ed-fi/schools/keyChanges", "GET", "The endpoint of the request does not support the 'DELETE' method."],
  ])("%s %s is 405", (method, path, allow, text) => {
    const { status, headers, body } = call(method, path, {});
    expect(status).toBe(405);
    expect(headers).toEqual({ "Content-Type": "application/json; charset=utf-8", Allow: allow });
    expect(body).toMatchObject({ detail: "The request construction was invalid.", errors: [text] });
  });
});
