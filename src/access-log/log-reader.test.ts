import { describe, expect, it } from "vitest";
import { LogReader } from "./log-reader.ts";
import type { LoggedRequest } from "./logged-request.ts";

const read = (...lines: string[]) => {
  const reader = new LogReader();
  return lines.map((line) => reader.read(line)).at(-1);
};

/** 20 November 2026, 06:00:01 UTC. */
const MS = Date.UTC(2026, 10, 20, 6, 0, 1);
const SEARCH: LoggedRequest = {
  method: "GET",
  path: "/data/ed-fi/students",
  query: "studentUniqueId=604821",
  status: 200,
  ms: MS,
};

describe.each<[string, ...string[]]>([
  [
    "Common",
    '10.0.0.7 - - [20/Nov/2026:06:00:01 +0000] "GET /data/ed-fi/students?studentUniqueId=604821 HTTP/1.1" 200 512',
  ],
  [
    "Combined, in another time zone",
    '10.0.0.7 - jane [20/Nov/2026:01:30:01 -0430] "GET /data/ed-fi/students?studentUniqueId=604821 HTTP/1.1" 200 - "-" "sis/4.2"',
  ],
  [
    "nginx with the time of the request, and a virtual host before it",
    'api.example.org 10.0.0.7 - - [20/Nov/2026:06:00:01 +0000] "GET /data/ed-fi/students?studentUniqueId=604821 HTTP/2.0" 200 512 "-" "sis/4.2" rt=0.021 uct="0.001"',
  ],
  [
    "an absolute address",
    '10.0.0.7 - - [20/Nov/2026:06:00:01 +0000] "GET https://api.example.org/data/ed-fi/students?studentUniqueId=604821 HTTP/1.1" 200 512',
  ],
  [
    "IIS",
    "#Software: Microsoft Internet Information Services 10.0",
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs(User-Agent) sc-status sc-substatus time-taken",
    "2026-11-20 06:00:01 10.0.0.1 GET /data/ed-fi/students studentUniqueId=604821 443 sis/4.2 200 0 21",
  ],
  [
    "IIS whose columns change",
    "#Fields: date time cs-method cs-uri-stem cs-uri-query sc-status",
    "#Fields: sc-status time-taken date time cs-uri-query cs-uri-stem cs-method",
    "200 21 2026-11-20 06:00:01 studentUniqueId=604821 /data/ed-fi/students GET",
  ],
  [
    "JSON",
    '{"method":"get","path":"/data/ed-fi/students?studentUniqueId=604821","time":"2026-11-20T06:00:01Z","status":200}',
  ],
  [
    "JSON of a gateway",
    '{"@timestamp":"2026-11-20T06:00:01.000Z","requestMethod":"GET","request":{"uri":"/data/ed-fi/students?studentUniqueId=604821"},"statusCode":"200"}',
  ],
  [
    "JSON of Caddy",
    '{"level":"info","ts":1795154401,"request":{"method":"GET","uri":"/data/ed-fi/students?studentUniqueId=604821"},"status":200}',
  ],
  [
    "JSON of nginx",
    '{"time_local":"20/Nov/2026:06:00:01 +0000","request":"GET /data/ed-fi/students?studentUniqueId=604821 HTTP/1.1","status":"200"}',
  ],
  [
    "JSON in the Elastic Common Schema",
    '{"@timestamp":"2026-11-20T06:00:01Z","http":{"request":{"method":"GET"},"response":{"status_code":200}},"url":{"path":"/data/ed-fi/students","query":"studentUniqueId=604821"}}',
  ],
  [
    "JSON with dots in its names",
    '{"@timestamp":1795154401000,"http.request.method":"GET","http.response.status_code":200,"url.path":"/data/ed-fi/students","url.query":"studentUniqueId=604821"}',
  ],
  [
    "Serilog compact",
    '{"@t":"2026-11-20T06:00:01.0000000Z","@mt":"HTTP {RequestMethod} {RequestPath} responded {StatusCode}","RequestMethod":"GET","RequestPath":"/data/ed-fi/students","QueryString":"?studentUniqueId=604821","StatusCode":200}',
  ],
  [
    "Serilog with properties",
    '{"Timestamp":"2026-11-20T07:00:01.0000000+01:00","MessageTemplate":"Request finished","Properties":{"Method":"GET","Path":"/data/ed-fi/students","QueryString":"?studentUniqueId=604821","StatusCode":200}}',
  ],
])("%s", (_format, ...lines) => {
  it("is read", () => {
    expect(read(...lines)).toEqual(SEARCH);
    expect(read(...lines.map((line) => `${line}\r`))).toEqual(SEARCH);
    expect(read(`\u00EF\u00BB\u00BF${lines[0]}`, ...lines.slice(1))).toEqual(SEARCH);
  });
});

it("reads requests without a status, as some programs log them", () => {
  const line = '{"method":"POST","Path":"/data/ed-fi/grades","time":1795154401}';
  expect(read(line)).toEqual({ method: "POST", path: "/data/ed-fi/grades", query: "", status: undefined, ms: MS });
});

it.each([
  ["an empty line", ""],
  ["a comment", "#Version: 1.0"],
  ["another message", '{"@t":"2026-11-20T06:00:01Z","@mt":"Now listening on {address}"}'],
  [
    "the start of a request that has a line at its end",
    '{"@t":"2026-11-20T06:00:01Z","@mt":"Request starting {Protocol} {Method}","Method":"GET","Path":"/data/ed-fi/students"}',
  ],
])("%s is no request", (_what, line) => {
  expect(read(line)).toBe("no-request");
});

it.each([
  ["prose", "Now listening on: http://localhost:8080"],
  ["W3C without its columns", "2026-11-20 06:00:01 10.0.0.1 GET /data/ed-fi/students - 443 200"],
  ["JSON that is cut off", '{"method":"GET","path":"/data/ed-fi/stu'],
  [
    "a month that does not exist",
    '10.0.0.7 - - [20/Nev/2026:06:00:01 +0000] "GET /data/ed-fi/students HTTP/1.1" 200 512',
  ],
  [
    "a day that does not exist",
    '10.0.0.7 - - [30/Feb/2026:06:00:01 +0000] "GET /data/ed-fi/students HTTP/1.1" 200 512',
  ],
  ["JSON of a day that does not exist", '{"method":"GET","path":"/data/ed-fi/students","time":"2026-02-30T06:00:01Z"}'],
  ["JSON of a request without a time", '{"method":"GET","path":"/data/ed-fi/students","status":200}'],
  ["a request that the server did not understand", '10.0.0.7 - - [20/Nov/2026:06:00:01 +0000] "-" 408 0'],
])("%s is not understood", (_what, line) => {
  expect(read(line)).toBeUndefined();
});
