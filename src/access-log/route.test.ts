import { describe, expect, it } from "vitest";
import { routeOf, shownLine } from "./route.ts";

const ID = "bc68afa768167a24533b368e8b95d1e8";
const UUID = "bc68afa7-6816-7a24-533b-368e8b95d1e8";

it.each([
  "/data/ed-fi/students",
  "/data/v3/ed-fi/students",
  "/data/v3/2026/ed-fi/students/",
  "/255901/2026/data/ed-fi/students",
  "/v6.2/api/data/v3/ed-fi/students",
  "/data/v3/5f3b/2026/ed-fi/students",
  "/data/data/ed-fi/students",
])("%s is a list of students", (path) => {
  expect(routeOf(path)).toEqual({ kind: "resource", resource: "students", tail: "", item: 0 });
});

it.each([
  [`/data/ed-fi/students/${ID}`, "id"],
  [`/data/ed-fi/students/${UUID.toUpperCase()}`, "id"],
  ["/data/ed-fi/students/deletes", "deletes"],
  ["/data/ed-fi/students/KeyChanges", "keyChanges"],
  ["/data/ed-fi/students/partitions", "other"],
  ["/data/ed-fi/students/604821", "other"],
  [`/data/ed-fi/students/${ID}/more`, "other"],
])("%s ends with %s", (path, tail) => {
  expect(routeOf(path)).toMatchObject({ resource: "students", tail });
});

it("tells items apart by their ids, in either form", () => {
  const itemOf = (id: string): number => (routeOf(`/data/ed-fi/students/${id}`) as { item: number }).item;
  expect(itemOf(ID)).toBe(itemOf(UUID));
  // Sequential ids differ in few digits.
  const ids = Array.from({ length: 4096 }, (_, at) => UUID.slice(0, -3) + at.toString(16).padStart(3, "0"));
  expect(new Set(ids.map(itemOf)).size).toBe(4096);
});

it.each([
  ["/data/v3/tpdm/candidates", "tpdm/candidates"],
  ["/data/2026/tpdm/candidates", "tpdm/candidates"],
])("%s is of an extension", (path, resource) => {
  expect(routeOf(path)).toMatchObject({ kind: "resource", resource });
});

it("knows the change versions", () => {
  expect(routeOf("/changeQueries/v1/availableChangeVersions")).toEqual({ kind: "versions" });
});

it.each([
  ["/", "/"],
  ["/metadata/data/v3/resources/swagger.json", "/metadata/data/v3/resources"],
  ["/northridge/oauth/token", "/*/oauth/token"],
  [`/connect/register/${ID}`, "/connect/register/*"],
  ["/photos/jane/doe.jpg", "/*"],
  ["/data/604821", "/data/*"],
])("of %s only well-known names are shown", (path, name) => {
  expect(routeOf(path)).toEqual({ kind: "other", name });
});

describe("a line that is not understood", () => {
  it.each([
    [`{"verb":"GET","where":"/data/ed-fi/students/${ID}?x=Jane"`, "GET students/{id}"],
    ["06:00 GET https://api.example.org/oauth/token?secret=1 from 10.0.0.7", "GET /*/oauth/token"],
    ["Jane Doe called", "(a line without an HTTP method)"],
    ["POST /data/ed-fi/students/Jane", "POST students/*"],
    ["POST /data/ed-fi/Jane", "POST *"],
    ["POST /data/Doe/people", "POST *"],
    ["GET /changeQueries/v1/availableChangeVersions", "GET /availableChangeVersions"],
  ])("%s is shown as %s", (line, shown) => {
    expect(shownLine(line)).toBe(shown);
  });
});
