import { beforeEach, describe, expect, it } from "vitest";
import { createTestSandbox, type TestSandbox } from "../testing/test-sandbox.ts";

const VENDOR = { company: "C", contactName: "A", contactEmailAddress: "a@b.org", namespacePrefixes: "uri://ed-fi.org" };
const JSON_TYPE = { "content-type": "application/json" };

let box: TestSandbox;
let token: string;

beforeEach(async () => {
  box = createTestSandbox();
  token = await box.adminToken();
});

async function call(method: string, path: string, options: object = {}) {
  const answer = await box.call(method, `/config/${path}`, { token, ...options });
  return { ...answer, parsed: JSON.parse(answer.body ?? "null") };
}

describe("requests that lead nowhere", () => {
  it.each(["v3/nothing", "v2/vendors", "nothing", "connect/nothing", "management/nothing", "v3/vendors/1/2/3"])(
    "%s is not found, with the same body",
    async (path) => {
      await call("POST", "v3/vendors", { json: VENDOR });
      const { status, parsed } = await call("GET", path);
      expect(status).toBe(404);
      expect(parsed).toMatchObject({ type: "urn:ed-fi:api:not-found", title: "Not Found" });
    },
  );

  it("an unknown route needs no token, an unknown method is told with a body", async () => {
    const unknown = await call("GET", "v3/nothing", { token: undefined });
    expect(unknown.parsed).toMatchObject({ status: 404, detail: "The requested resource could not be found." });
    const wrong = await call("PATCH", "v3/vendors");
    expect(wrong.parsed).toMatchObject({ status: 405, type: "urn:ed-fi:api:method-not-allowed" });
    expect(wrong.headers.allow).toBe("GET, POST");
  });

  it("without a token the challenge names no error", async () => {
    const none = await call("GET", "v3/vendors", { token: undefined });
    expect(none.headers["www-authenticate"]).toBe("Bearer");
    expect(none.parsed).toMatchObject({
      status: 401,
      detail: "Authentication is required to access this resource.",
      errors: [],
    });
    const wrong = await call("GET", "v3/vendors", { token: "a.b.c" });
    expect(wrong.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
  });
});

describe("bodies", () => {
  it.each(["{", "[]", "5", '"a"', '{"company":5}', '{"company":"c","contactName":[]}'])(
    "%s holds invalid JSON",
    async (body) => {
      expect((await call("POST", "v3/vendors", { body, headers: JSON_TYPE })).parsed).toMatchObject({
        status: 400,
        type: "urn:ed-fi:api:bad-request:data",
        validationErrors: { $: ["The request body contains invalid JSON."] },
      });
    },
  );

  it.each(["", "null"])("%j is no body", async (body) => {
    expect((await call("POST", "v3/vendors", { body, headers: JSON_TYPE })).parsed).toMatchObject({
      status: 400,
      type: "urn:ed-fi:api:bad-request",
      errors: ["A non-empty request body is required."],
    });
  });

  it("are JSON by their type", async () => {
    const body = JSON.stringify(VENDOR);
    const { status } = await call("POST", "v3/vendors", { body, headers: { "content-type": "text/plain" } });
    expect(status).toBe(415);
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await call("POST", "v3/vendors", { body, headers })).status).toBe(201);
  });

  it("of an API client have its application, name and approval; numbers may be text", async () => {
    const { id } = await box.application();
    const client = { applicationId: String(id), name: "n", isApproved: true };
    expect((await call("POST", "v3/apiClients", { json: client })).status).toBe(201);
    for (const field of ["applicationId", "name", "isApproved"])
      expect((await call("POST", "v3/apiClients", { json: { ...client, [field]: undefined } })).parsed).toMatchObject({
        status: 400,
        validationErrors: { $: ["The request body contains invalid JSON."] },
      });
  });

  it("a missing mail address is empty and none", async () => {
    const { parsed } = await call("POST", "v3/vendors", { json: { ...VENDOR, contactEmailAddress: undefined } });
    expect(parsed.validationErrors).toEqual({
      ContactEmailAddress: [
        "'Contact Email Address' must not be empty.",
        "'Contact Email Address' is not a valid email address.",
      ],
    });
  });

  it.each(["vendors", "applications"])("of PUT /v3/%s are checked before the id is looked for", async (list) => {
    const path = `v3/${list}/99`;
    const valid = { ...VENDOR, vendorId: 1, applicationName: "a", claimSetName: "c" };
    expect((await call("PUT", path, { json: {} })).parsed).toMatchObject({ status: 400 });
    expect((await call("PUT", path, { json: valid })).parsed).toMatchObject({
      validationErrors: { Id: ["Request body id must match the id in the url."] },
    });
    expect((await call("PUT", path, { json: { ...valid, id: 99 } })).status).toBe(404);
  });
});

describe("lists", () => {
  beforeEach(async () => {
    for (const company of ["b", "c", "a"]) await call("POST", "v3/vendors", { json: { ...VENDOR, company } });
  });

  async function companies(query: string): Promise<unknown> {
    const { parsed } = await call("GET", `v3/vendors?${query}`);
    return Array.isArray(parsed) ? parsed.map(({ company }) => company) : parsed.errors;
  }

  it("are filtered, ordered and paged; names without regard to case", async () => {
    expect(await companies("")).toEqual(["b", "c", "a"]);
    expect(await companies("orderBy=Company")).toEqual(["a", "b", "c"]);
    expect(await companies("orderby=company&DIRECTION=Descending&offset=1&limit=1")).toEqual(["b"]);
    expect(await companies("direction=desc")).toEqual(["a", "c", "b"]);
    expect(await companies("company=c")).toEqual(["c"]);
    expect(await companies("company=&limit=")).toHaveLength(3);
  });

  it.each([
    ["limit=0", "'limit' must be greater than 0."],
    ["offset=-1", "'offset' must be greater than or equal to 0."],
    ["direction=up", "The direction query parameter must be one of: asc, ascending, desc, descending."],
    [
      "orderBy=namespacePrefixes",
      "'orderBy' is not a valid field. Allowed values: id, company, contactName, contactEmailAddress.",
    ],
    ["limit=abc", "The request contains one or more invalid parameters."],
    ["id=x", "The request contains one or more invalid parameters."],
    ["offset=9999999999", "The request contains one or more invalid parameters."],
  ])("are refused with %s", async (query, error) => {
    expect((await call("GET", `v3/vendors?${query}`)).parsed).toMatchObject({
      status: 400,
      type: "urn:ed-fi:api:bad-request:parameter",
      title: "Parameter Validation Failed",
      detail: "Parameter validation failed. See 'errors' for details.",
      validationErrors: {},
      errors: [error],
    });
  });

  it("of applications take several ids, but not beside one id", async () => {
    const { id } = await box.application();
    await box.application();
    expect((await call("GET", `v3/applications?ids=${id}, 99`)).parsed).toMatchObject([{ id }]);
    expect((await call("GET", "v3/applications?ids=1,a")).parsed.errors).toEqual([
      "The 'ids' query parameter must be a comma-separated list of integers.",
    ]);
    expect((await call("GET", "v3/applications?ids=1&id=1")).parsed.errors).toEqual([
      "'id' and 'ids' cannot be used together.",
    ]);
  });
});
