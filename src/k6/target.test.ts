import { describe, expect, it } from "vitest";
import { answerAsSandbox } from "../../test/fakes/sandbox-answers.ts";
import { inTurn, RESET } from "../../test/k6-shim/http.ts";
import { type FakeAnswer, type FakeRequest, k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { writeAddresses } from "../lib/contracts/addresses.ts";
import { mayDo } from "../lib/edfi/token-info.ts";
import type { TargetSettings } from "./target.ts";

useFakeK6();

const load = () => import("./target.ts");
const BASE = "http://dms:8080";
const SETTINGS: TargetSettings = {
  apiBaseUrl: BASE,
  oauthTokenUrl: "",
  clientId: "client",
  clientSecret: "the-secret",
  requestTimeout: 5000,
  retryLimit: 2,
};
const URLS = {
  oauth: `${BASE}/oauth/token`,
  dependencies: `${BASE}/metadata/dependencies`,
  dataManagementApi: `${BASE}/data/`,
};
const TOKEN = "eyJ0b2tlbg.first";

/** @param routes answers by path; everything else is 404 */
function serve(routes: Readonly<Record<string, FakeAnswer>>): void {
  k6.server = ({ url }: FakeRequest) => routes[url.replace(/^https?:\/\/[^/]+/, "")] ?? { status: 404 };
}

const NO_ADDRESSES = {
  dataUrl: "",
  tokenUrl: URLS.oauth,
  dependenciesUrl: "",
  tokenInfoUrl: null,
  changeQueriesUrl: null,
};
const DISCOVERY = { "/": { body: { version: "1", urls: URLS } } };
const WITH_TOKEN = { ...DISCOVERY, "/oauth/token": { body: { access_token: TOKEN, expires_in: 1800 } } };

describe("opening a target", () => {
  it("finds its URLs and a token, which k6 must not print", async () => {
    serve(WITH_TOKEN);
    const { openSession, openTarget } = await startVu(load);
    const target = openTarget(SETTINGS);
    expect(target).toMatchObject({ dataUrl: `${BASE}/data`, tokenUrl: URLS.oauth, changeQueriesUrl: null });
    const written = JSON.stringify(target);
    expect(written).not.toContain(TOKEN);
    expect(written).not.toContain("the-secret");
    const { auth, limits, timeoutMs } = openSession(SETTINGS, JSON.parse(written));
    await auth.ready(Date.now());
    expect(auth.header).toBe(`Bearer ${TOKEN}`);
    expect([limits, timeoutMs]).toEqual([{ transient: 2, unresolved: 2 }, 5000]);
  });

  it("sends no request to the target under the runner, and fetches the token for all VUs from the broker", async () => {
    const addresses = { ...NO_ADDRESSES, dataUrl: `${BASE}/data` };
    k6.broker = (key) => (key === "token-0" ? TOKEN : "at-9999999999999");
    const { givenTarget } = await startVu(load, { ...UNDER_RUNNER, ...writeAddresses(addresses) });
    expect(await givenTarget()).toEqual({ ...addresses, sealedToken: null });
    expect(k6.requests).toEqual([]);
    expect(k6.asked).toEqual(["token-0", "renew-0"]);
  });

  it("starts without a token, and fails where the token is needed", async () => {
    k6.broker = () => {
      throw new Error("no token");
    };
    const { givenTarget } = await startVu(load, { ...UNDER_RUNNER, ...writeAddresses(NO_ADDRESSES) });
    expect(await givenTarget()).toEqual({ ...NO_ADDRESSES, sealedToken: null });
  });

  it("does not start without the runner's addresses", async () => {
    const { givenTarget } = await startVu(load, UNDER_RUNNER);
    expect(() => givenTarget()).toThrow("LOAD_TEST_ADDRESSES is not set");
  });

  it("requests no token under the runner", async () => {
    serve(DISCOVERY);
    k6.broker = (key) => (key === "token-0" ? TOKEN : "at-9999999999999");
    const { openSession, openTarget } = await startVu(load, UNDER_RUNNER);
    const target = openTarget({ ...SETTINGS, clientId: "", clientSecret: "" });
    const { auth } = openSession(SETTINGS, target);
    await auth.ready(Date.now());
    expect(auth.header).toBe(`Bearer ${TOKEN}`);
    expect(k6.requests.map(({ url }) => url)).toEqual([`${BASE}/`]);
  });

  it("accepts URLs that end with slashes, and a byte order mark", async () => {
    const urls = Object.fromEntries(Object.entries(URLS).map(([name, url]) => [name, `${url}//`]));
    serve({ ...WITH_TOKEN, "/": { body: `\ufeff${JSON.stringify({ urls })}` } });
    const { openTarget } = await startVu(load);
    expect(openTarget(SETTINGS)).toMatchObject({ dataUrl: `${BASE}/data`, tokenUrl: URLS.oauth });
  });

  it("repeats requests a few times on a bad network", async () => {
    serve(WITH_TOKEN);
    const { server } = k6;
    let asked = 0;
    k6.server = (request) => (asked++ < 3 ? RESET : server(request));
    (await startVu(load)).openTarget(SETTINGS);
    expect(k6.checks.every(({ passed }) => passed)).toBe(true);
    expect(k6.sleeps).toHaveLength(3);
  });

  it.each<[string, Partial<TargetSettings>, FakeAnswer, RegExp]>([
    ["no address", { apiBaseUrl: "" }, {}, /^API_BASE_URL is not set/],
    ["no client", { clientId: "" }, DISCOVERY["/"], /^CLIENT_ID or CLIENT_SECRET is not set/],
    ["no secret", { clientSecret: "" }, DISCOVERY["/"], /^CLIENT_ID or CLIENT_SECRET is not set/],
    ["a web page", {}, { body: "<html>" }, /^GET http:\/\/dms:8080\/ returned 200: not .*an Ed-Fi API/],
    ["nothing there", {}, { status: 404 }, /^GET http:\/\/dms:8080\/ returned 404: not .*an Ed-Fi API/],
    ["no answer", {}, RESET, /^GET http:\/\/dms:8080\/: .*connection reset by peer/],
    [
      "addresses that would show the secret",
      { apiBaseUrl: "https://dms:8080" },
      DISCOVERY["/"],
      /^http:\/\/dms:8080\/oauth\/token uses http/,
    ],
  ])("ends the run in one line at %s", async (_what, settings, answer, words) => {
    k6.server = inTurn(answer);
    const { openTarget } = await startVu(load);
    expect(() => openTarget({ ...SETTINGS, ...settings })).toThrow(words);
    expect(k6.requests.length).toBeLessThanOrEqual(6);
  });
});

describe("the load order", () => {
  const ROWS = [{ resource: "/ed-fi/schools", order: 1, operations: ["Create", "Update"] }];
  const target = { ...URLS, dependenciesUrl: `${BASE}/255901/2026/metadata/dependencies` };

  it("is also looked for without route qualifiers", async () => {
    serve({ "/metadata/dependencies": { body: ROWS } });
    const { readDependencies } = await startVu(load);
    expect(readDependencies(target as never, 1000).map(({ resource }) => resource)).toEqual(["/ed-fi/schools"]);
    expect(k6.requests.at(0)?.url).toBe(target.dependenciesUrl);
  });

  it("ends the run if it is not found", async () => {
    serve({});
    const { readDependencies } = await startVu(load);
    expect(() => readDependencies(target as never, 1000)).toThrow(/^GET \S+\/metadata\/dependencies returned 404/);
  });
});

describe("what the client may do", () => {
  it("is read from token_info", async () => {
    const sandbox = await answerAsSandbox();
    const { API_BASE_URL = "", CLIENT_ID = "", CLIENT_SECRET = "" } = sandbox.environment;
    const { openSession, openTarget, readOperations } = await startVu(load);
    const settings = { ...SETTINGS, apiBaseUrl: API_BASE_URL, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    const target = openTarget(settings);
    const operations = await readOperations(openSession(settings, target), target);
    expect([
      mayDo(operations, "Create", "students"),
      mayDo(operations, "Create", "studentSchoolAttendanceEvents"),
    ]).toEqual([true, false]);
  });

  it.each<[string, FakeAnswer]>([
    ["lists no resources", { body: { active: true } }],
    ["does not know the question", { status: 404 }],
    ["answers with a web page", { body: "<html>" }],
  ])("is unknown where the target %s, and then everything is tried", async (_what, answer) => {
    serve({ ...WITH_TOKEN, "/oauth/token_info": answer });
    const { openSession, openTarget, readOperations } = await startVu(load);
    const target = openTarget(SETTINGS);
    const operations = await readOperations(openSession(SETTINGS, target), target);
    expect(mayDo(operations, "Create", "students")).toBe(true);
    expect(k6.requests.at(-1)?.body).toBe(JSON.stringify({ token: TOKEN }));
  });

  it("is not requested from another server, which would get the token", async () => {
    serve(WITH_TOKEN);
    const { openSession, openTarget, readOperations } = await startVu(load);
    const target = { ...openTarget(SETTINGS), tokenInfoUrl: "http://elsewhere/token_info" };
    expect(await readOperations(openSession(SETTINGS, target), target)).toBeUndefined();
    expect(k6.requests.some(({ url }) => url.includes("elsewhere"))).toBe(false);
  });
});
