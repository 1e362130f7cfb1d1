import { expect, it } from "vitest";
import { parseAnswer, seriesFigures } from "./query-answer.ts";

function success(resultType: string, result: unknown): string {
  return JSON.stringify({ status: "success", data: { resultType, result } });
}

it("reads a vector and a scalar", () => {
  const vector = [
    { metric: { __name__: "up", pod: "dms-1", code: "500" }, value: [1_764_000_000.1, "2.5"] },
    { metric: {}, value: [1_764_000_000.1, "3"] },
  ];
  expect(parseAnswer(200, success("vector", vector))).toEqual({
    kind: "series",
    series: [
      { labels: "code=500,pod=dms-1", value: 2.5 },
      { labels: "", value: 3 },
    ],
  });
  const scalar = { kind: "series", series: [{ labels: "", value: 7 }] };
  expect(parseAnswer(200, success("scalar", [1_764_000_000.1, "7"]))).toEqual(scalar);
});

it("leaves out what is no number", () => {
  const values = ["NaN", "+Inf", "-Inf", "0"].map((text) => ({ metric: {}, value: [1, text] }));
  const answer = parseAnswer(200, success("vector", [...values, { metric: {} }, "broken"]));
  expect(answer).toEqual({ kind: "series", series: [{ labels: "", value: 0 }] });
});

it.each([
  [400, JSON.stringify({ status: "error", errorType: "bad_data", error: "1:3: parse\nerror" }), "1:3: parse error"],
  [200, success("matrix", []), "the answer is a matrix, but a figure needs one value for each series"],
  [502, "<html>Bad gateway</html>", "status 502, and not the answer of a Prometheus server"],
  [200, "", "status 200, and not the answer of a Prometheus server"],
])("says why there is no value: %s %s", (status, text, why) => {
  expect(parseAnswer(status, text)).toEqual({ kind: "refused", why });
});

it("names the figures of several series by their labels, 20 at most", () => {
  expect(seriesFigures("cpu", [{ labels: "pod=a", value: 1 }], false)).toEqual({ "metrics.cpu": 1 });
  expect(seriesFigures("cpu", [{ labels: "pod=a", value: 1 }], true)).toEqual({ "metrics.cpu:pod=a": 1 });
  const series = Array.from({ length: 30 }, (_, at) => ({ labels: `pod=${99 - at}`, value: at }));
  const names = Object.keys(seriesFigures("cpu", series, true));
  expect(names).toEqual(Array.from({ length: 20 }, (_, at) => `metrics.cpu:pod=${70 + at}`));
});
