import { expect, it } from "vitest";
import { headerProblem } from "./header-name.ts";

it.each(["", "correlationid", "X-Request-Id", "x_correlation.id"])("takes the header %j", (name) => {
  expect(headerProblem(name)).toBeUndefined();
});

it.each(["a b", "a:b", "é", "a\r\nb", "x".repeat(101)])("refuses %j, which is no header name", (name) => {
  expect(headerProblem(name)).toBe(`"${name}" is not the name of an HTTP header`);
});

it.each(["Authorization", "content-type", "ACCEPT", "Host", "If-Match", "Content-Length", "Proxy-Authorization"])(
  "refuses %s, which says something else",
  (name) => {
    expect(headerProblem(name)).toBe(`the header ${name} has a meaning of its own; use one such as correlationid`);
  },
);
