import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { type FakeHandler, startServer } from "../../../../test/fakes/loopback-server.ts";
import { temporaryFolder } from "../../../../test/temporary-folder.ts";
import { MetricsCollector, type MetricsSettings } from "./metrics-collector.ts";

const TOKEN = "metrics-token-1234";
let file: string;

beforeEach(() => {
  file = join(temporaryFolder(), "metrics.txt");
  writeFileSync(file, 'cpu = sum(rate(cpu{mode="user"}[1m]))\nerrors = sum by (code) (errors)\n');
});

function collect(settings: Partial<MetricsSettings>): MetricsCollector {
  return new MetricsCollector({
    targetMetricsUrl: "",
    targetMetricsFile: file,
    targetMetricsUsername: "",
    targetMetricsPassword: "",
    targetMetricsToken: "",
    ...settings,
  });
}

async function serve(handler: FakeHandler): Promise<string> {
  const server = await startServer(handler);
  onTestFinished(() => server.close());
  return server.url;
}

/** Answers queries with the series of these labels and values; others with an error that repeats who asked. */
function answering(series: Record<string, (readonly [labels: object, value: string])[]>): FakeHandler {
  return ({ path, query, headers }) => {
    const found = Object.entries(series).find(([text]) => query.get("query")?.includes(text));
    if (path !== "/prometheus/api/v1/query" || found === undefined)
      return { status: 400, body: { status: "error", error: `bad query from ${headers.authorization}` } };
    const result = found[1].map(([metric, value]) => ({ metric, value: [1, value] }));
    return { body: { status: "success", data: { resultType: "vector", result } } };
  };
}

async function sampleOf(collector: MetricsCollector): Promise<{ figures: object; problems: string[] }> {
  const problems: string[] = [];
  return { figures: await collector.sample((problem) => problems.push(problem)), problems };
}

it("asks each query, with the token", async () => {
  const seen: (string | undefined)[] = [];
  const handler = answering({ 'mode="user"': [[{}, "1.5"]], errors: [[{ code: "500" }, "2"]] });
  const url = await serve((request) => {
    seen.push(request.headers.authorization);
    return handler(request);
  });
  const collector = collect({ targetMetricsUrl: `${url}/prometheus`, targetMetricsToken: TOKEN });
  expect(await sampleOf(collector)).toEqual({ figures: { "metrics.cpu": 1.5, "metrics.errors": 2 }, problems: [] });
  expect(seen).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
  expect(await collector.check()).toEqual({
    name: "target metrics",
    status: "ok",
    text: `2 figures from ${url}/prometheus`,
  });
});

it("keeps the labels of a query that once had several series", async () => {
  const errors: (readonly [object, string])[] = [
    [{ code: "500" }, "2"],
    [{ code: "503" }, "3"],
  ];
  const url = await serve(answering({ cpu: [], errors }));
  const collector = collect({ targetMetricsUrl: `${url}/prometheus` });
  const both = { "metrics.errors:code=500": 2, "metrics.errors:code=503": 3 };
  expect((await sampleOf(collector)).figures).toEqual(both);
  errors.pop();
  expect((await sampleOf(collector)).figures).toEqual({ "metrics.errors:code=500": 2 });
});

it("has the figures of the other queries when one is refused, and shows no secret", async () => {
  const url = await serve(answering({ errors: [[{}, "2"]] }));
  const collector = collect({ targetMetricsUrl: `${url}/prometheus`, targetMetricsToken: TOKEN });
  const problem = "no cpu: bad query from Bearer ***";
  expect(await sampleOf(collector)).toEqual({
    figures: { "metrics.errors": 2 },
    problems: [`target metrics: ${problem}`],
  });
  expect(await collector.check()).toMatchObject({
    status: "warn",
    text: `2 figures from ${url}/prometheus: ${problem}`,
  });
});

it("says before a run which queries find nothing, or too much", async () => {
  const many = Array.from({ length: 21 }, (_, at) => [{ code: String(at) }, "1"] as const);
  const url = await serve(answering({ cpu: [], errors: many }));
  const { text } = await collect({ targetMetricsUrl: `${url}/prometheus` }).check();
  const remarks = "no series for cpu; more than 20 series for errors, of which the first are kept";
  expect(text).toBe(`2 figures from ${url}/prometheus: ${remarks}`);
});

it("has one line for a server that is gone, and one for a server that does not answer", async () => {
  const gone = await startServer(() => ({}));
  await gone.close();
  const hanging = await serve(() => "hang");
  for (const [url, why] of [
    [gone.url, /no cpu, errors: GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/query: .* refused the connection/],
    [hanging, /no cpu, errors: GET .*: no complete response from .* within 2 s/],
  ] as const) {
    const { figures, problems } = await sampleOf(collect({ targetMetricsUrl: url }));
    expect(figures).toEqual({});
    expect(problems).toEqual([expect.stringMatching(why)]);
  }
});

it("answers within the time to the next sample, however many queries hang", async () => {
  writeFileSync(file, Array.from({ length: 60 }, (_, at) => `q${at} = up`).join("\n"));
  const url = await serve(() => "hang");
  const begunMs = performance.now();
  const { problems } = await sampleOf(collect({ targetMetricsUrl: url }));
  expect(performance.now() - begunMs).toBeLessThan(5000);
  expect(problems).toContainEqual(expect.stringMatching(/ and \d+ more: the server is too slow$/));
});

it("asks with user and password where there is no token", async () => {
  let seen: string | undefined;
  const url = await serve(({ headers }) => {
    seen = headers.authorization;
    return { status: 401, body: "who are you?" };
  });
  const login = { targetMetricsUsername: "reader", targetMetricsPassword: "secret-9" };
  const { problems } = await sampleOf(collect({ targetMetricsUrl: url, ...login }));
  expect(seen).toBe(`Basic ${Buffer.from("reader:secret-9").toString("base64")}`);
  const why = "status 401, and not the answer of a Prometheus server";
  expect(problems).toEqual([`target metrics: no cpu, errors: ${why}`]);
});

it("says what is wrong with the settings, and with the file", async () => {
  const url = "http://127.0.0.1:9";
  const missing = join(temporaryFolder(), "none.txt");
  const empty = join(temporaryFolder(), "empty.txt");
  const broken = join(temporaryFolder(), "broken.txt");
  writeFileSync(empty, "# nothing yet\n");
  writeFileSync(broken, "up = up\nsum(up)\n");
  for (const [settings, problem] of [
    [{}, "TARGET_METRICS_FILE is set, but TARGET_METRICS_URL is not"],
    [{ targetMetricsUrl: url, targetMetricsFile: "" }, "TARGET_METRICS_URL is set, but TARGET_METRICS_FILE is not"],
    [{ targetMetricsUrl: url, targetMetricsFile: missing }, `TARGET_METRICS_FILE: ${missing} cannot be read (ENOENT)`],
    [{ targetMetricsUrl: url, targetMetricsFile: empty }, `TARGET_METRICS_FILE: ${empty} has no queries`],
    [
      { targetMetricsUrl: url, targetMetricsFile: broken },
      `TARGET_METRICS_FILE: ${broken}: line 2 is not of the form: name = query`,
    ],
  ] as const) {
    const collector = collect(settings);
    await expect(sampleOf(collector)).rejects.toThrow(problem);
    expect(await collector.check()).toMatchObject({ status: "warn", text: problem });
  }
});
