import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  type FakeHandler,
  type FakeRequest,
  type FakeResponse,
  type LoopbackServer,
  startServer,
} from "../../../test/fakes/loopback-server.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { modelFromOpenApi } from "../../api-model/from-openapi.ts";
import { readOpenApi } from "../../api-model/openapi-document.ts";
import type { FlavourName } from "../../sandbox/discovery/flavour.ts";
import { loadDataStandard } from "../../sandbox/model/data-standard.ts";
import { startServer as startSandbox } from "../../sandbox/server.ts";
import { createTestSandbox } from "../../sandbox/testing/test-sandbox.ts";
import { fetchDependencies } from "../data-call.ts";
import { discoverTarget } from "../discover-target.ts";
import type { Discovery } from "../discovery.ts";
import { readTargetModel } from "./target-model.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Json = Readonly<Record<string, unknown>>;

/** @param named schema of the body, which the document may lack */
function document(project: string, endpoint: string, named = "Thing"): Json & { readonly paths: Json } {
  const schema = { $ref: `#/components/schemas/${named}` };
  return {
    openapi: "3.0.1",
    paths: { [`/${project}/${endpoint}`]: { post: { requestBody: { content: { "application/json": { schema } } } } } },
    components: {
      schemas: { Thing: { properties: { thingId: { type: "string", maxLength: 9, "x-Ed-Fi-isIdentity": true } } } },
    },
  };
}

const STUDENTS = document("ed-fi", "students");

async function serve(handler: FakeHandler): Promise<LoopbackServer> {
  const server = await startServer(handler);
  closing.push(() => server.close());
  return server;
}

type Answers = Readonly<Record<string, FakeResponse | ReturnType<FakeHandler>>>;

function answering(answers: () => Answers): FakeHandler {
  return ({ path }: FakeRequest) => answers()[path] ?? { status: 404 };
}

function discovery(root: string, openApiMetadata: string | undefined = `${root}/metadata/specifications`): Discovery {
  const urls = { oauth: `${root}/token`, dependencies: `${root}/metadata/dependencies`, dataManagementApi: root };
  return { version: "", dataModels: [], urls: { ...urls, openApiMetadata } as Discovery["urls"] };
}

function list(...addresses: string[]): FakeResponse {
  return { body: addresses.map((endpointUri, at) => ({ name: `Section ${at}`, prefix: "", endpointUri })) };
}

describe("readTargetModel", () => {
  it.each<[FlavourName]>([["dms"], ["ods"]])(
    "finds every endpoint of the dependency list of a sandbox with an extension (%s)",
    async (flavour) => {
      const extension = readOpenApi(document("sample", "things"));
      const base = loadDataStandard();
      const served = modelFromOpenApi([extension], base);
      const { sandbox } = createTestSandbox({ model: served, flavour });
      const server = await startSandbox({
        app: sandbox.app,
        host: "127.0.0.1",
        port: 0,
        onBytes: () => {},
        onError: () => {},
      });
      closing.push(() => server.close());
      const target = await discoverTarget(server.url);
      const { model, problems, unreadable } = await readTargetModel(target.discovery);
      expect([problems, unreadable]).toEqual([[], []]);
      const rows = await fetchDependencies(target.discovery);
      const missing = rows.filter(({ resource }) => !model.byEndpoint.has(resource.slice(1).toLowerCase()));
      expect(missing).toEqual([]);
      expect(model.byEndpoint.has("sample/things")).toBe(true);
      expect(model.resources).toHaveLength(base.resources.length + 1);
      for (const { name, identity } of served.resources) {
        const found = model.resources.find((each) => each.name.toLowerCase() === name.toLowerCase());
        expect(found?.identity, name).toEqual(identity);
      }
    },
  );

  it("says what cannot be read, and goes on", async () => {
    const server = await serve(
      answering(() => ({
        "/metadata/specifications": list(
          `${server.url}/metadata/a.json`,
          `${server.url}/metadata/gone.json`,
          `${server.url}/metadata/html.json`,
          `${server.url}/metadata/other.json`,
          `${server.url}/metadata/b.json`,
        ),
        "/metadata/a.json": { body: STUDENTS },
        "/metadata/html.json": { body: "<html></html>" },
        "/metadata/other.json": { body: { openapi: "3.0.1", paths: { "/pets": { post: {} } } } },
        "/metadata/b.json": { body: document("sample", "pets") },
      })),
    );
    const { model, problems } = await readTargetModel(discovery(server.url));
    expect(model.resources.map(({ endpoint }) => endpoint)).toEqual(["students", "pets"]);
    expect(problems).toEqual([
      `GET ${server.url}/metadata/gone.json returned 404 without a body`,
      `GET ${server.url}/metadata/html.json returned 200, but not JSON`,
      `GET ${server.url}/metadata/other.json: the OpenAPI document has no path like /ed-fi/students with a POST operation`,
    ]);
  });

  it("names the resources that a document does not describe", async () => {
    const lost = { ...STUDENTS, paths: { ...STUDENTS.paths, ...document("tpdm", "lost", "Lost").paths } };
    const server = await serve(answering(() => ({ "/metadata/specifications": { body: lost } })));
    const { model, unreadable } = await readTargetModel(discovery(server.url));
    expect(model.resources).toHaveLength(1);
    expect(unreadable).toEqual([{ endpoint: "tpdm/lost", reason: "the document does not define its schema Lost" }]);
  });

  it("finds documents without route qualifiers, and where a server knows its own address wrongly", async () => {
    const server = await serve(
      answering(() => ({
        "/metadata/specifications": list("http://127.0.0.1:1/255901/metadata/a.json"),
        "/metadata/a.json": { body: STUDENTS },
      })),
    );
    const advertised = `${server.url}/%7Btenant%7D/2026/metadata/specifications`;
    const { model, problems } = await readTargetModel(discovery(server.url, advertised));
    expect([model.resources.length, problems]).toEqual([1, []]);
  });

  it("fails in one line when there is no document at all", async () => {
    const server = await serve(
      answering(() => ({
        "/metadata/specifications": list(`${server.url}/metadata/a.json`),
        "/empty": { body: [] },
      })),
    );
    const failure = async (advertised?: string): Promise<string> =>
      readTargetModel(discovery(server.url, advertised)).then(
        () => "",
        (error: Error) => error.message,
      );
    const start = "The target's OpenAPI documents cannot be read: ";
    expect(await failure()).toBe(`${start}GET ${server.url}/metadata/a.json returned 404 without a body`);
    expect(await failure(`${server.url}/none`)).toBe(`${start}GET ${server.url}/none returned 404 without a body`);
    expect(await failure(`${server.url}/empty`)).toBe(`${start}GET ${server.url}/empty lists no document of resources`);
  });

  it("keeps documents, and reads them again only when they have changed", async () => {
    const folder = join(temporaryFolder(), "documents");
    let current = STUDENTS;
    const seen: (string | undefined)[] = [];
    const server = await serve(({ path, headers }) => {
      if (path === "/metadata/specifications") return list("a.json");
      const etag = `"${JSON.stringify(current).length}"`;
      seen.push(headers["if-none-match"]);
      return headers["if-none-match"] === etag ? { status: 304 } : { body: current, headers: { etag } };
    });
    const endpoints = async (): Promise<string[]> =>
      (await readTargetModel(discovery(server.url), { folder })).model.resources.map(({ endpoint }) => endpoint);
    expect(await endpoints()).toEqual(["students"]);
    const files = readdirSync(folder).filter((name) => name.endsWith(".gz"));
    const texts = files.map((name) => gunzipSync(readFileSync(join(folder, name))).toString());
    expect(texts).toContain(JSON.stringify(STUDENTS));
    expect(await endpoints()).toEqual(["students"]);
    current = document("ed-fi", "studentsOfTheNextYear");
    expect(await endpoints()).toEqual(["studentsOfTheNextYear"]);
    // A damaged file is no document.
    for (const name of files) writeFileSync(join(folder, name), gzipSync("damaged"));
    expect(await endpoints()).toEqual(["studentsOfTheNextYear"]);
    const etags = [STUDENTS, current].map((each) => `"${JSON.stringify(each).length}"`);
    expect(seen).toEqual([undefined, etags[0], etags[0], undefined]);
  });

  it("saves what it was read from", async () => {
    const server = await serve(
      answering(() => ({ "/metadata/specifications": list("a.json"), "/metadata/a.json": { body: STUDENTS } })),
    );
    const folder = temporaryFolder();
    (await readTargetModel(discovery(server.url))).saveTo(folder);
    const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".gz"));
    expect(gunzipSync(readFileSync(join(folder, file))).toString()).toBe(JSON.stringify(STUDENTS));
  });

  it("takes compressed documents", async () => {
    const { createServer } = await import("node:http");
    const server = createServer((request, response) => {
      const isList = request.url === "/metadata/specifications";
      const body = isList ? [{ endpointUri: "a.json" }] : STUDENTS;
      expect(request.headers["accept-encoding"]).toContain("gzip");
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(JSON.stringify(body)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => new Promise((resolve) => void server.close(() => resolve())));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { model } = await readTargetModel(discovery(`http://127.0.0.1:${port}`));
    expect(model.resources).toHaveLength(1);
  });
});
