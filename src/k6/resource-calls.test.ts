import { describe, expect, it } from "vitest";
import { createCall, deleteCall, queryCall, readCall, updateCall } from "./resource-calls.ts";

const URL = "http://dms/data";

describe("calls of a resource", () => {
  it.each([
    [createCall(URL, "students", "{}"), "POST", "/students", "POST /ed-fi/students", "create"],
    [readCall(URL, "students", "7"), "GET", "/students/7", "GET /ed-fi/students/{id}", "read"],
    [updateCall(URL, "students", "7", "{}"), "PUT", "/students/7", "PUT /ed-fi/students/{id}", "update"],
    [deleteCall(URL, "students", "7"), "DELETE", "/students/7", "DELETE /ed-fi/students/{id}", "delete"],
    [queryCall(URL, "students", { limit: 5 }), "GET", "/students?limit=5", "GET /ed-fi/students", "query"],
  ])("%j", (call, method, path, name, operation) => {
    expect(call).toMatchObject({ method, url: `${URL}/ed-fi${path}`, name, operation, resource: "students" });
    expect(call.body).toBe(method === "POST" || method === "PUT" ? "{}" : undefined);
  });
});
